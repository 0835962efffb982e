package workflow

import (
	"strings"
	"testing"
	"time"

	"paddock/bindings/codec/v8wire"
)

func TestCheckID(t *testing.T) {
	for id, ok := range map[string]bool{"a": true, "_a-1": true, strings.Repeat("x", 100): true,
		"": false, "-a": false, "a b": false, "a.b": false, "é": false, strings.Repeat("x", 101): false} {
		if err := CheckID(id); (err == nil) != ok {
			t.Errorf("%q: %v", id, err)
		}
	}
}

// What can be done to an instance in each state; "" where it is refused.
func TestChange(t *testing.T) {
	all := []Status{Queued, Running, Waiting, Paused, Errored, Terminated, Complete}
	for what, want := range map[string][]Status{
		"pause":     {Paused, Paused, Paused, "", "", "", ""},
		"resume":    {"", "", "", Running, "", "", ""},
		"terminate": {Terminated, Terminated, Terminated, Terminated, "", "", ""},
		"restart":   {Queued, Queued, Queued, Queued, Queued, Queued, Queued},
	} {
		for n, now := range all {
			got, err := change(now, what)
			if err != nil {
				got = ""
			}
			if got != want[n] {
				t.Errorf("%s of one that is %s: %q, want %q", what, now, got, want[n])
			}
		}
	}
}

func TestAnEventKeepsItsPayload(t *testing.T) {
	payload, err := v8wire.Marshal(&v8wire.Map{Entries: []v8wire.Value{v8wire.String("k"), v8wire.Number(1)}})
	if err != nil {
		t.Fatal(err)
	}
	v, err := v8wire.Unmarshal(encodeEvent(&Event{Type: "go", Payload: payload, At: time.UnixMilli(5)}))
	if err != nil {
		t.Fatal(err)
	}
	if got, want := v8wire.Literal(v, 200), `{payload: Map {"k" => 1}, type: "go", timestamp: 1970-01-01T00:00:00.005Z}`; got != want {
		t.Errorf("got %s", got)
	}
}
