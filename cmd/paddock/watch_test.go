package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"paddock/internal/clock"
)

// TestWatchStaysInItsLine runs metrics --watch on a terminal and a virtual
// clock: each line takes the place of the one before, a second later.
func TestWatchStaysInItsLine(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"index.js":      "export default {}",
		"wrangler.toml": "name = \"w\"\nmain = \"index.js\"\n[[queues.producers]]\nbinding = \"A\"\nqueue = \"a\"\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	start := time.Date(2026, 1, 2, 15, 4, 5, 0, time.Local)
	v := clock.NewVirtual(start)
	changed := make(chan struct{}, 1)
	v.OnChange(func() {
		select {
		case changed <- struct{}{}:
		default:
		}
	})
	out, errs, signals := newOutput(), newOutput(), make(chan os.Signal, 1)
	a := &app{
		env: func(string) (string, bool) { return "", false }, dir: dir, stdin: strings.NewReader(""), stdout: out, stderr: errs,
		isTerminal: func(any) bool { return true }, signals: signals, listen: func() {}, clock: v, seed: func() uint64 { return 7 }, pid: 1,
	}
	ended := make(chan int, 1)
	go func() { ended <- a.run([]string{"queues", "metrics", "a", "--watch"}) }()
	const lines = 3
	status := -1
	for told := false; status < 0; {
		text, more := out.text()
		if !told && strings.Count(text, "messages") >= lines {
			told = true
			signals <- os.Interrupt
		}
		if !told {
			v.Step(start.Add(time.Hour))
		}
		select {
		case status = <-ended:
		case <-changed:
		case <-more:
		}
	}
	text, _ := out.text()
	trouble, _ := errs.text()
	text = regexp.MustCompile("\x1b\\[[0-9;]*m").ReplaceAllString(text, "")
	want := "\r\x1b[K15:04:05 0 messages, 0 B\r\x1b[K15:04:06 0 messages, 0 B\r\x1b[K15:04:07 0 messages, 0 B\n"
	if status != exitOK || text != want {
		t.Errorf("status %d, shown %q, want %q\n%s", status, text, want, trouble)
	}
}
