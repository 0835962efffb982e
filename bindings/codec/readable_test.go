package codec

import (
	"strings"
	"testing"

	"paddock/bindings/codec/v8wire"
)

func TestReadable(t *testing.T) {
	v8, err := v8wire.Marshal(&v8wire.Map{Entries: []v8wire.Value{v8wire.String("a"), v8wire.Number(1)}})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		kind Type
		body []byte
		want string
	}{
		{JSON, []byte(`{"id":1}`), `{"id":1}`},
		{Text, []byte("hello\nthere"), "hello\nthere"},
		{Text, []byte{0xff}, "1 bytes: ff"},
		{Bytes, []byte{1, 2, 0xab}, "3 bytes: 0102ab"},
		{Bytes, make([]byte, 100), "100 bytes: " + strings.Repeat("00", 32) + "…"},
		{V8, []byte("nonsense"), "8 bytes: 6e6f6e73656e7365"},
	} {
		if got := Readable(c.kind, c.body); got != c.want {
			t.Errorf("%s %x: %q, want %q", c.kind, c.body, got, c.want)
		}
	}
	if got := Readable(V8, v8); !strings.Contains(got, "a") || strings.Contains(got, "bytes") {
		t.Errorf("a Map shows as %q", got)
	}
}
