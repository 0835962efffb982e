package webapi

import (
	"strings"
	"unicode/utf8"
)

// A multibyte decodes one of the encodings of several bytes, byte by byte, in
// the steps of the Encoding standard. handle gets a byte, or ended.
type multibyte struct {
	handle func(m *multibyte, b int)
	out    strings.Builder
	back   []int // bytes to be looked at again, the next one first
	broken bool

	// What the handlers keep from byte to byte; each uses some of it.
	first, second, third int
	wide                 bool // the third plane of EUC-JP; whether ISO-2022-JP has just switched
	state, output        int  // of ISO-2022-JP
}

const ended = -1

// multibytes are the handlers by the names of the encodings.
func multibyteOf(name string) func(*multibyte, int) {
	switch name {
	case "gbk", "gb18030":
		return (*multibyte).gb18030
	case "big5":
		return (*multibyte).big5
	case "euc-jp":
		return (*multibyte).eucJP
	case "shift_jis":
		return (*multibyte).shiftJIS
	case "euc-kr":
		return (*multibyte).eucKR
	case "iso-2022-jp":
		return (*multibyte).iso2022JP
	}
	return nil
}

// decode decodes the next bytes; broken tells whether some meant nothing.
func (m *multibyte) decode(data []byte, last bool) (text string, broken bool) {
	m.out.Reset()
	m.broken = false
	for _, b := range data {
		m.back = append(m.back, int(b))
		m.drain()
	}
	if last {
		m.handle(m, ended)
		m.drain() // what the end gave back
		m.handle(m, ended)
	}
	return m.out.String(), m.broken
}

func (m *multibyte) drain() {
	for len(m.back) > 0 {
		b := m.back[0]
		m.back = m.back[1:]
		m.handle(m, b)
	}
	m.back = nil
}

func (m *multibyte) again(bytes ...int) {
	for len(bytes) > 0 && bytes[len(bytes)-1] == ended {
		bytes = bytes[:len(bytes)-1]
	}
	m.back = append(bytes, m.back...)
}

func (m *multibyte) emit(runes ...rune) {
	for _, r := range runes {
		m.out.WriteRune(r)
	}
}

func (m *multibyte) bad() {
	m.broken = true
	m.out.WriteRune(utf8.RuneError)
}

// pair ends a character of two bytes: a second byte that is ASCII is looked at
// again when the two mean nothing.
func (m *multibyte) pair(r rune, b int) {
	if r != 0 {
		m.emit(r)
		return
	}
	if within(b, 0, 0x7f) {
		m.again(b)
	}
	m.bad()
}

func within(b, low, high int) bool { return b >= low && b <= high }

func (m *multibyte) gb18030(b int) {
	switch {
	case b == ended:
		if m.first != 0 {
			m.first, m.second, m.third = 0, 0, 0
			m.bad()
		}
	case m.third != 0:
		m.gb18030Fourth(b)
	case m.second != 0:
		if within(b, 0x81, 0xfe) {
			m.third = b
			return
		}
		m.again(m.second, b)
		m.first, m.second = 0, 0
		m.bad()
	case m.first != 0:
		if within(b, '0', '9') {
			m.second = b
			return
		}
		lead := m.first
		m.first = 0
		var r rune
		if within(b, 0x40, 0x7e) || within(b, 0x80, 0xfe) {
			r = indexGB18030().at((lead-0x81)*190 + b - pick(b < 0x7f, 0x40, 0x41))
		}
		m.pair(r, b)
	case within(b, 0, 0x7f):
		m.emit(rune(b))
	case b == 0x80:
		m.emit('€')
	case b == 0xff:
		m.bad()
	default:
		m.first = b
	}
}

func (m *multibyte) gb18030Fourth(b int) {
	first, second, third := m.first, m.second, m.third
	m.first, m.second, m.third = 0, 0, 0
	if !within(b, '0', '9') {
		m.again(second, third, b)
		m.bad()
		return
	}
	pointer := (first-0x81)*12600 + (second-'0')*1260 + (third-0x81)*10 + b - '0'
	r := indexGB18030Four().at(pointer)
	if within(pointer, 189000, 1237575) {
		r = rune(pointer - 189000 + 0x10000)
	}
	if r == 0 {
		m.bad()
		return
	}
	m.emit(r)
}

func (m *multibyte) big5(b int) {
	lead := m.first
	m.first = 0
	switch {
	case b == ended:
		if lead != 0 {
			m.bad()
		}
	case lead != 0:
		pointer := -1
		if within(b, 0x40, 0x7e) || within(b, 0xa1, 0xfe) {
			pointer = (lead-0x81)*157 + b - pick(b < 0x7f, 0x40, 0x62)
		}
		switch pointer {
		case 1133:
			m.emit(0xca, 0x304)
		case 1135:
			m.emit(0xca, 0x30c)
		case 1164:
			m.emit(0xea, 0x304)
		case 1166:
			m.emit(0xea, 0x30c)
		default:
			m.pair(indexBig5().at(pointer), b)
		}
	case within(b, 0, 0x7f):
		m.emit(rune(b))
	case within(b, 0x81, 0xfe):
		m.first = b
	default:
		m.bad()
	}
}

func (m *multibyte) eucJP(b int) {
	lead, wide := m.first, m.wide
	m.first, m.wide = 0, false
	switch {
	case b == ended:
		if lead != 0 {
			m.bad()
		}
	case lead == 0x8e && within(b, 0xa1, 0xdf):
		m.emit(rune(0xff61 - 0xa1 + b))
	case lead == 0x8f && within(b, 0xa1, 0xfe):
		m.first, m.wide = b, true
	case lead != 0:
		var r rune
		if within(lead, 0xa1, 0xfe) && within(b, 0xa1, 0xfe) {
			pointer := (lead-0xa1)*94 + b - 0xa1
			if wide {
				r = indexJIS0212().at(pointer)
			} else {
				r = indexJIS0208().at(pointer)
			}
		}
		m.pair(r, b)
	case within(b, 0, 0x7f):
		m.emit(rune(b))
	case b == 0x8e || b == 0x8f || within(b, 0xa1, 0xfe):
		m.first = b
	default:
		m.bad()
	}
}

func (m *multibyte) shiftJIS(b int) {
	lead := m.first
	m.first = 0
	switch {
	case b == ended:
		if lead != 0 {
			m.bad()
		}
	case lead != 0:
		var r rune
		if within(b, 0x40, 0x7e) || within(b, 0x80, 0xfc) {
			pointer := (lead-pick(lead < 0xa0, 0x81, 0xc1))*188 + b - pick(b < 0x7f, 0x40, 0x41)
			if within(pointer, 8836, 10715) {
				r = rune(0xe000 - 8836 + pointer)
			} else {
				r = indexJIS0208().at(pointer)
			}
		}
		m.pair(r, b)
	case within(b, 0, 0x80):
		m.emit(rune(b))
	case within(b, 0xa1, 0xdf):
		m.emit(rune(0xff61 - 0xa1 + b))
	case within(b, 0x81, 0x9f) || within(b, 0xe0, 0xfc):
		m.first = b
	default:
		m.bad()
	}
}

func (m *multibyte) eucKR(b int) {
	lead := m.first
	m.first = 0
	switch {
	case b == ended:
		if lead != 0 {
			m.bad()
		}
	case lead != 0:
		var r rune
		if within(b, 0x41, 0xfe) {
			r = indexEUCKR().at((lead-0x81)*190 + b - 0x41)
		}
		m.pair(r, b)
	case within(b, 0, 0x7f):
		m.emit(rune(b))
	case within(b, 0x81, 0xfe):
		m.first = b
	default:
		m.bad()
	}
}
