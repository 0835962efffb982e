package config

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// maxSource bounds a file by more than any real configuration needs: the parsers recurse as deep as the file nests.
const maxSource = 1 << 20

// source is the text of one file and finds the lines in it.
type source struct {
	file   string
	text   string // without a byte order mark
	starts []int  // the offset of each line
}

// newSource checks what every format needs: UTF-8, and a bearable size.
func newSource(file string, raw []byte) (*source, *Problem) {
	s := &source{file: file, starts: []int{0}}
	refuse := func(at Pos, what, fix string) (*source, *Problem) {
		return nil, &Problem{Pos: at, Severity: SeverityError, What: what, Fix: fix}
	}
	if len(raw) > maxSource {
		return refuse(Pos{File: file}, fmt.Sprintf("is %d bytes long, over the limit of %d", len(raw), maxSource), "")
	}
	if bytes.HasPrefix(raw, []byte{0xff, 0xfe}) || bytes.HasPrefix(raw, []byte{0xfe, 0xff}) {
		return refuse(Pos{file, 1, 1}, "is UTF-16 text", "save it as UTF-8")
	}
	s.text = string(bytes.TrimPrefix(raw, []byte("\xef\xbb\xbf")))
	for i := range len(s.text) {
		if s.text[i] == '\n' {
			s.starts = append(s.starts, i+1)
		}
	}
	if !utf8.ValidString(s.text) {
		return refuse(s.pos(invalidUTF8(s.text)), "is not UTF-8 text", "save it as UTF-8")
	}
	return s, nil
}

func invalidUTF8(s string) int {
	for i, r := range s {
		if r == utf8.RuneError && !strings.HasPrefix(s[i:], "\uFFFD") {
			return i
		}
	}
	return len(s)
}

// pos turns an offset into a place.
func (s *source) pos(offset int) Pos {
	offset = max(0, min(offset, len(s.text)))
	line, found := slices.BinarySearch(s.starts, offset)
	if !found {
		line--
	}
	return Pos{File: s.file, Line: line + 1, Column: utf8.RuneCountInString(s.text[s.starts[line]:offset]) + 1}
}

// offset turns a line and a column in bytes, both from 1, into an offset.
func (s *source) offset(line, column int) int {
	line = max(1, min(line, len(s.starts)))
	return min(s.starts[line-1]+max(0, column-1), len(s.text))
}
