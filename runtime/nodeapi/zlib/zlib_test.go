package zlib

import (
	"bytes"
	"errors"
	"strings"
	"testing"
)

func pack(format Format, o Options, parts ...string) []byte {
	p := NewPacker(format, o)
	for _, part := range parts {
		p.Write([]byte(part))
	}
	p.Finish()
	return p.Take()
}

// unpack feeds data in pieces of the given size.
func unpack(format Format, dict, data []byte, size int) ([]byte, error) {
	u := NewUnpacker(format, dict)
	var all []byte
	for at := 0; ; at += size {
		end := min(at+size, len(data))
		u.Feed(data[min(at, end):end], end == len(data))
		for {
			out, more, err := u.Read()
			all = append(all, out...)
			if err != nil {
				return all, err
			}
			if !more {
				break
			}
		}
		if end == len(data) {
			return all, nil
		}
	}
}

func TestThereAndBack(t *testing.T) {
	text := strings.Repeat("messages outlive code ", 20_000)
	for _, format := range []Format{Gzip, Zlib, Raw, Brotli} {
		packed := pack(format, Options{Level: 6, WindowBits: 15, Quality: 4, LGWin: 22}, text[:1000], text[1000:])
		for _, size := range []int{1, 7, len(packed)} {
			got, err := unpack(format, nil, packed, size)
			if err != nil || string(got) != text {
				t.Errorf("%s in pieces of %d: %d bytes, %v", format, size, len(got), err)
			}
		}
	}
}

func TestOutputComesInPieces(t *testing.T) {
	packed := pack(Gzip, Options{Level: 9}, strings.Repeat("a", 10<<20))
	u := NewUnpacker(Gzip, nil)
	u.Feed(packed, true)
	for total := 0; ; {
		out, more, err := u.Read()
		if err != nil || len(out) > 2*pieceSize {
			t.Fatalf("%d bytes at once, %v", len(out), err)
		}
		total += len(out)
		if !more {
			if total != 10<<20 || !u.Done() {
				t.Errorf("%d bytes, done %v", total, u.Done())
			}
			return
		}
	}
}

func TestReset(t *testing.T) {
	p := NewPacker(Zlib, Options{Level: 6, WindowBits: 15})
	p.Write([]byte("forgotten"))
	p.Reset()
	p.Write([]byte("kept"))
	p.Finish()
	if got, err := unpack(Zlib, nil, p.Take(), 100); err != nil || string(got) != "kept" {
		t.Errorf("%q, %v", got, err)
	}
}

func FuzzUnpack(f *testing.F) {
	for n, format := range []Format{Gzip, Zlib, Raw, Brotli} {
		f.Add(n, pack(format, Options{Level: 6, WindowBits: 15, Quality: 5, LGWin: 18}, "some text, some text"), 3)
	}
	f.Fuzz(func(t *testing.T, n int, data []byte, size int) {
		format := []Format{Gzip, Zlib, Raw, Brotli, Unzip}[uint(n)%5]
		whole, err := unpack(format, nil, data, len(data)+1)
		var known *Error
		if err != nil && !errors.As(err, &known) {
			t.Fatalf("%T: %v", err, err)
		}
		pieces, again := unpack(format, nil, data, max(1, size%100))
		if (err == nil) != (again == nil) || err == nil && !bytes.Equal(whole, pieces) {
			t.Errorf("%d bytes, %v; in pieces %d bytes, %v", len(whole), err, len(pieces), again)
		}
	})
}
