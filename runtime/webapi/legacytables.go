package webapi

import (
	"sync"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
)

// An index is a table of the Encoding standard: the code point of each pointer,
// 0 where it has none. The tables are read out of x/text's decoders, which were
// made of the same ones, when a script first needs them.
type index []rune

func (x index) at(pointer int) rune {
	if pointer < 0 || pointer >= len(x) {
		return 0
	}
	return x[pointer]
}

// readIndex asks a decoder for size pointers, each of which has its bytes.
func readIndex(e encoding.Encoding, size int, bytes func(pointer int) []byte) index {
	x, d := make(index, size), e.NewDecoder()
	for pointer := range x {
		out, err := d.Bytes(bytes(pointer))
		r, n := utf8.DecodeRune(out)
		if err == nil && n == len(out) && r != utf8.RuneError {
			x[pointer] = r
		}
	}
	return x
}

var indexJIS0208 = sync.OnceValue(func() index {
	return readIndex(japanese.ShiftJIS, 11280, func(p int) []byte {
		lead, trail := p/188, p%188
		return []byte{byte(lead + pick(lead < 0x1f, 0x81, 0xc1)), byte(trail + pick(trail < 0x3f, 0x40, 0x41))}
	})
})

var indexJIS0212 = sync.OnceValue(func() index {
	return readIndex(japanese.EUCJP, 94*94, func(p int) []byte { return []byte{0x8f, byte(p/94 + 0xa1), byte(p%94 + 0xa1)} })
})

var indexEUCKR = sync.OnceValue(func() index {
	return readIndex(korean.EUCKR, 126*190, func(p int) []byte { return []byte{byte(p/190 + 0x81), byte(p%190 + 0x41)} })
})

var indexBig5 = sync.OnceValue(func() index {
	return readIndex(traditionalchinese.Big5, 126*157, func(p int) []byte {
		trail := p % 157
		return []byte{byte(p/157 + 0x81), byte(trail + pick(trail < 0x3f, 0x40, 0x62))}
	})
})

// since2022 are the characters that GB 18030-2022 took out of the private use
// area, and one that the library's table lacks.
var since2022 = [...]struct {
	lead, trail byte
	r           rune
}{
	{0xa6, 0xd9, 0xfe10}, {0xa6, 0xda, 0xfe12}, {0xa6, 0xdb, 0xfe11}, {0xa6, 0xdc, 0xfe13}, {0xa6, 0xdd, 0xfe14}, {0xa6, 0xde, 0xfe15},
	{0xa6, 0xdf, 0xfe16}, {0xa6, 0xec, 0xfe17}, {0xa6, 0xed, 0xfe18}, {0xa6, 0xf3, 0xfe19}, {0xa8, 0xbc, 0x1e3f}, {0xfe, 0x59, 0x9fb4},
	{0xfe, 0x61, 0x9fb5}, {0xfe, 0x66, 0x9fb6}, {0xfe, 0x67, 0x9fb7}, {0xfe, 0x6d, 0x9fb8}, {0xfe, 0x7e, 0x9fb9}, {0xfe, 0x90, 0x9fba}, {0xfe, 0xa0, 0x9fbb},
}

var indexGB18030 = sync.OnceValue(func() index {
	x := readIndex(simplifiedchinese.GB18030, 126*190, func(p int) []byte {
		trail := p % 190
		return []byte{byte(p/190 + 0x81), byte(trail + pick(trail < 0x3f, 0x40, 0x41))}
	})
	for _, c := range since2022 {
		x[gbPointer(int(c.lead), int(c.trail))] = c.r
	}
	x.fillPrivate()
	return x
})

func gbPointer(lead, trail int) int { return (lead-0x81)*190 + trail - pick(trail < 0x7f, 0x40, 0x41) }

// strays are the code points of the private use area that characters outside of
// the user-defined rows have, in the order of their bytes.
var strays = [...][2]rune{
	{0xe766, 0xe76b}, {0xe76d, 0xe78c}, {0xe797, 0xe7c6}, {0xe7c9, 0xe7e6}, {0xe7f4, 0xe814}, {0xe816, 0xe818},
	{0xe831, 0xe831}, {0xe83b, 0xe83b}, {0xe855, 0xe855},
}

// fillPrivate fills in what the library's table leaves out: the three areas of
// user-defined characters, and the strays.
func (x index) fillPrivate() {
	r := rune(0xe000)
	area := func(first, last, from, to int) {
		for lead := first; lead <= last; lead++ {
			for trail := from; trail <= to; trail++ {
				if trail == 0x7f {
					continue
				}
				if p := gbPointer(lead, trail); x[p] == 0 {
					x[p] = r
				}
				r++
			}
		}
	}
	area(0xaa, 0xaf, 0xa1, 0xfe)
	area(0xf8, 0xfe, 0xa1, 0xfe)
	area(0xa1, 0xa7, 0x40, 0xa0)
	stray, next := 0, strays[0][0]
	for p := range x {
		if x[p] != 0 {
			continue
		}
		x[p] = next
		if next++; next > strays[stray][1] && stray+1 < len(strays) {
			stray++
			next = strays[stray][0]
		}
	}
}

// indexGB18030Four is the part of the ranges of four bytes that is no formula.
var indexGB18030Four = sync.OnceValue(func() index {
	x := readIndex(simplifiedchinese.GB18030, 39420, func(p int) []byte {
		return []byte{byte(p/12600 + 0x81), byte(p/1260%10 + 0x30), byte(p/10%126 + 0x81), byte(p%10 + 0x30)}
	})
	x[7457] = 0xe7c7
	return x
})

func pick(first bool, a, b int) int {
	if first {
		return a
	}
	return b
}
