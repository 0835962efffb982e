package v8wire

import (
	"bytes"
	"encoding/hex"
	"os"
	"strings"
	"testing"
)

// seeds are the recorded bytes of V8.
func seeds(f *testing.F) {
	text, err := os.ReadFile("../testdata/cases.txt")
	if err != nil {
		f.Fatal(err)
	}
	for line := range strings.Lines(string(text)) {
		if parts := strings.Split(strings.TrimSpace(line), " | "); len(parts) == 3 {
			if data, err := hex.DecodeString(parts[2]); err == nil {
				f.Add(data)
			}
		}
	}
}

// FuzzUnmarshal reads anything without harm. What it reads can be shown and
// written, and what is written reads as the same.
func FuzzUnmarshal(f *testing.F) {
	seeds(f)
	f.Add([]byte{0xff, 15, 'a', 0xff, 0xff, 0xff, 0xff, 0x0f, '@', 0, 0xff, 0xff, 0xff, 0xff, 0x0f})
	f.Add([]byte{0xff, 15, 'o', '"', 1, 'x', '^', 0, '{', 1})
	f.Fuzz(func(t *testing.T, data []byte) {
		v, err := Unmarshal(data)
		if err != nil {
			return
		}
		if text := Literal(v, 100); len(text) > 100+len("…") {
			t.Errorf("%d bytes to show", len(text))
		}
		once, err := Marshal(v)
		if err != nil {
			t.Fatalf("what was read cannot be written: %v", err)
		}
		back, err := Unmarshal(once)
		if err != nil {
			t.Fatalf("what was written cannot be read: %v\n%x", err, once)
		}
		twice, err := Marshal(back)
		if err != nil || !bytes.Equal(once, twice) {
			t.Fatalf("written again, it differs: %v\n%x\n%x", err, once, twice)
		}
	})
}

func TestUnmarshalIsNotDeepOrLargeWithoutBound(t *testing.T) {
	deep := append([]byte{0xff, 15}, bytes.Repeat([]byte{'o', '"', 1, 'a'}, MaxDepth+10)...)
	if _, err := Unmarshal(deep); err == nil {
		t.Error("a value deeper than MaxDepth was read")
	}
	huge := []byte{0xff, 15, 'A', 0xff, 0xff, 0xff, 0xff, 0x0f}
	if _, err := Unmarshal(huge); err == nil {
		t.Error("a dense array of four thousand million elements was read from nine bytes")
	}
	if _, err := Marshal(struct{}{}); err == nil {
		t.Error("a Go value of no meaning was written")
	}
}
