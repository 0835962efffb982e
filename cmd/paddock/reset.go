package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"

	"paddock/bindings/cachestore"
	"paddock/cmd/paddock/state"
	"paddock/cmd/paddock/terminal"
	"paddock/queue"
	"paddock/queue/sqlite"
)

func (a *app) resetCommand() *command {
	var s selection
	var yes bool
	c := &command{
		name:  "reset",
		short: "delete the queues and everything in them",
		about: "Deletes every queue, message and recorded batch of a state folder, after asking. A running paddock keeps it from doing so.",
		examples: []example{
			{"paddock reset", "ask, then clear .paddock/state"},
			{"paddock reset --yes -c api/wrangler.toml", "clear the state of another project without asking"},
		},
		flags: newFlags(),
	}
	c.flags.boolean(&yes, "y yes", "do not ask")
	c.flags.list(&s.configs, "c config", "FILE", "the configuration whose state to clear")
	s.declareState(c.flags)
	c.run = func(operands []string) error {
		if err := needNone(c, operands); err != nil {
			return err
		}
		dir, err := a.onlyStateDir(c, &s)
		if err != nil {
			return err
		}
		return a.reset(dir, yes)
	}
	return c
}

func (a *app) reset(dir string, yes bool) error {
	if _, err := os.Stat(dir); errors.Is(err, fs.ErrNotExist) {
		fmt.Fprintf(a.stdout, "nothing to delete: there is no state in %s\n", a.shown(dir))
		return nil
	}
	lock, err := state.Acquire(dir, state.Holder{PID: a.pid, Command: "reset"})
	if err != nil {
		return a.heldAdvice(err, "stop it first (Ctrl-C in its terminal), then reset")
	}
	defer lock.Release()
	what, err := a.contents(dir)
	if err != nil {
		what = "its contents, which cannot be read" // all the more reason
	}
	if !yes {
		if err := a.confirm(fmt.Sprintf("Delete %s in %s?", what, a.shown(dir))); err != nil {
			return err
		}
	}
	if err := errors.Join(sqlite.Remove(dir), cachestore.Remove(dir), removeRecordings(dir), os.RemoveAll(state.Bindings(dir))); err != nil {
		return fmt.Errorf("reset %s: %w", a.shown(dir), err)
	}
	fmt.Fprintf(a.stdout, "deleted %s in %s\n", what, a.shown(dir))
	return nil
}

// contents says what would be lost.
func (a *app) contents(dir string) (string, error) {
	store, err := sqlite.Open(dir, sqlite.Options{})
	if err != nil {
		return "", err
	}
	defer store.Close()
	queues, err := queue.List(store)
	if err != nil {
		return "", err
	}
	var messages int64
	for _, q := range queues {
		messages += q.Metrics.BacklogCount
	}
	return fmt.Sprintf("%s with %s", terminal.Count(len(queues), "queue"), terminal.Count(messages, "message")), nil
}

// errDeclined says that the answer was no.
var errDeclined = errors.New("nothing was deleted")

// confirm asks a question on the terminal. Without one there is nobody to
// answer, and the safe answer is no.
func (a *app) confirm(question string) error {
	if !a.isTerminal(a.stdin) {
		return fmt.Errorf("%s Nobody can answer here: pass --yes: %w", question, errDeclined)
	}
	fmt.Fprint(a.stdout, question+" [y/N] ")
	answer, err := bufio.NewReader(a.stdin).ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		return fmt.Errorf("read the answer: %w", err)
	}
	if answer = strings.ToLower(strings.TrimSpace(answer)); answer != "y" && answer != "yes" {
		return errDeclined
	}
	return nil
}

// heldAdvice adds to the news that the state is in use what to do about it.
func (a *app) heldAdvice(err error, advice string) error {
	var held *state.HeldError
	if !errors.As(err, &held) {
		return err
	}
	return fmt.Errorf("%s is in use by %s: %s", a.shown(held.Dir), held.Holder, advice)
}
