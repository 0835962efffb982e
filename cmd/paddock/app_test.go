package main

import (
	"io"
	"path/filepath"
	"strings"
	"testing"

	"paddock/config"
)

func TestColourIsDecidedByEnvironmentThenStream(t *testing.T) {
	screen, pipe := new(int), new(int)
	for _, c := range []struct {
		env    map[string]string
		stream any
		want   bool
	}{
		{nil, screen, true},
		{nil, pipe, false},
		{map[string]string{"NO_COLOR": "1"}, screen, false},
		{map[string]string{"NO_COLOR": ""}, screen, true},
		{map[string]string{"TERM": "dumb"}, screen, false},
		{map[string]string{"FORCE_COLOR": "1"}, pipe, true},
		{map[string]string{"FORCE_COLOR": "1", "NO_COLOR": "1"}, pipe, true},
		{map[string]string{"FORCE_COLOR": "0"}, screen, false},
		{map[string]string{"FORCE_COLOR": "false"}, screen, false},
	} {
		a := &app{
			env:        func(name string) (string, bool) { v, ok := c.env[name]; return v, ok },
			isTerminal: func(stream any) bool { return stream == screen },
		}
		if got := a.style(c.stream).Red("x") != "x"; got != c.want {
			t.Errorf("with %v on a terminal %v: colour %v, want %v", c.env, c.stream == screen, got, c.want)
		}
	}
}

func TestAddressOfTheConfigurationUnlessTheCommandLineHasOne(t *testing.T) {
	load := func() (*config.Config, *config.Report) {
		return &config.Config{Dev: config.Dev{IP: "127.0.0.2", Port: 3000}}, &config.Report{}
	}
	for _, c := range []struct {
		args string
		host string
		port int
	}{
		{"", "127.0.0.2", 3000},
		{"--port 4000", "127.0.0.2", 4000},
		{"-p 0", "127.0.0.2", 0},
		{"--host ::1", "::1", 3000},
	} {
		o := &devOptions{host: defaultHost, port: defaultPort}
		f := newFlags()
		o.declare(f)
		if _, err := f.parse(strings.Fields(c.args)); err != nil {
			t.Fatal(err)
		}
		o.useConfig(f, project{load: load})
		if o.host != c.host || o.port != c.port {
			t.Errorf("%q: %s port %d, want %s port %d", c.args, o.host, o.port, c.host, c.port)
		}
	}
}

func TestFlagsMayStandAnywhere(t *testing.T) {
	for line, want := range map[string]string{
		"a --x 1 b":     "a b",
		"--x=1 a b":     "a b",
		"a b --x 1":     "a b",
		"a -- --x b":    "a --x b",
		"--on a --x -1": "a",
		"a - b":         "a - b",
		"--x 1 -- --x":  "--x",
		"":              "",
	} {
		f := newFlags()
		var x string
		var on bool
		f.text(&x, "x xylem", "X", "")
		f.boolean(&on, "on", "")
		got, err := f.parse(strings.Fields(line))
		if err != nil || strings.Join(got, " ") != want {
			t.Errorf("%q: operands %q, %v, want %q", line, got, err, want)
		}
	}
}

// TestEveryCommandExplainsItself holds the promise of the help.
func TestEveryCommandExplainsItself(t *testing.T) {
	a := &app{stdout: io.Discard}
	for _, c := range a.commands() {
		if c.short == "" || c.about == "" || len(c.examples) == 0 || len(c.flags.order) == 0 {
			t.Errorf("paddock %s lacks a part of its help", c.name)
		}
		for _, e := range c.examples {
			if !strings.Contains(e.line, "paddock "+c.name) || e.does == "" {
				t.Errorf("the example %q does not show paddock %s", e.line, c.name)
			}
		}
	}
}

func TestPathsAreShownRelativeWhereThatIsShorter(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "a", "b")
	a := &app{dir: dir}
	for path, want := range map[string]string{
		filepath.Join(dir, "x"):                     "x",
		filepath.Join(filepath.Dir(dir), "x"):       filepath.Join("..", "x"),
		filepath.FromSlash("/elsewhere/entirely/x"): filepath.FromSlash("/elsewhere/entirely/x"),
	} {
		if got := a.shown(path); got != want {
			t.Errorf("%s is shown as %s, want %s", path, got, want)
		}
	}
}
