package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"paddock/cmd/paddock/terminal"
	"paddock/internal/clock"
)

// version is what --version and the banner say.
const version = "0.1.0"

// The exit statuses of every command.
const (
	exitOK     = 0
	exitFailed = 1   // it was tried and did not work, or problems were found
	exitUsage  = 2   // the command line makes no sense
	exitForced = 130 // stopped at once by a second Ctrl-C
)

// An app is one run of the program: everything that it gets from the operating
// system, so that tests can give it something else.
type app struct {
	env        func(string) (string, bool)
	dir        string // relative paths start here
	stdin      io.Reader
	stdout     io.Writer
	stderr     io.Writer
	isTerminal func(stream any) bool
	signals    <-chan os.Signal
	listen     func() // begin to receive signals: a command that does not wants them to end it
	clock      clock.Clock
	seed       func() uint64
	pid        int
}

// An exitError ends the program with a status. What there was to say has been
// said.
type exitError int

func (e exitError) Error() string { return fmt.Sprintf("exit status %d", int(e)) }

// run runs one command line and returns the exit status.
func (a *app) run(args []string) int {
	err := a.dispatch(args)
	var status exitError
	var usage *usageError
	switch {
	case err == nil:
		return exitOK
	case errors.As(err, &status):
		return int(status)
	case errors.As(err, &usage):
		fmt.Fprintf(a.stderr, "paddock: %v\n%s", err, usage.hint())
		return exitUsage
	}
	fmt.Fprintf(a.stderr, "%s %v\n", a.style(a.stderr).Red("paddock:"), err)
	return exitFailed
}

// path makes a path of the command line one that does not depend on the
// process.
func (a *app) path(p string) string {
	if filepath.IsAbs(p) {
		return filepath.Clean(p)
	}
	return filepath.Join(a.dir, p)
}

// shown is how a path is shown: relative where that is shorter.
func (a *app) shown(p string) string {
	if rel, err := filepath.Rel(a.dir, p); err == nil && len(rel) < len(p) && !strings.HasPrefix(rel, filepath.Join("..", "..")) {
		return rel
	}
	return p
}

// style decides about colour: FORCE_COLOR, then NO_COLOR, then whether the
// stream is a terminal.
func (a *app) style(stream any) terminal.Style {
	if force, ok := a.env("FORCE_COLOR"); ok && force != "" {
		return terminal.NewStyle(force != "0" && force != "false")
	}
	no, _ := a.env("NO_COLOR")
	term, _ := a.env("TERM")
	return terminal.NewStyle(no == "" && term != "dumb" && a.isTerminal(stream))
}
