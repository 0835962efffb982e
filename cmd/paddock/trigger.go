package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"

	"paddock/bindings"
	"paddock/bindings/codec"
	"paddock/cmd/paddock/terminal"
	"paddock/config"
	"paddock/internal/dev"
	"paddock/internal/mailbox"
	"paddock/internal/recording"
	"paddock/queue"
)

type triggerOptions struct {
	selection
	kind     string
	attempts int
	asJSON   bool
}

// mostTriggered is the largest batch of the platform.
const mostTriggered = 100

func (a *app) triggerQueueCommand() *command {
	o := &triggerOptions{kind: "json", attempts: 1}
	c := &command{
		name:  "trigger queue",
		args:  "QUEUE BODY…",
		short: "hand one batch to a consumer, and say how it ended",
		about: "Starts the Worker that consumes QUEUE in a world of its own, with no port and no stored messages, and hands it one batch of the\n" +
			"bodies given. What it sends is shown and goes nowhere; fetch() works as ever. A BODY is JSON unless --type says otherwise; - reads\n" +
			"bodies from the standard input, one a line.\n\n" +
			"The exit status is 0 when every message was acknowledged, else 1.",
		examples: []example{
			{"paddock trigger queue orders '{\"id\": 7}' '{\"id\": 8}'", "a batch of two"},
			{"paddock trigger queue orders hello --type text --attempts 4", "a text, as if it had failed three times"},
			{"paddock trigger queue orders - < orders.jsonl", "a message for each line of a file"},
		},
		flags: newFlags(),
	}
	o.declareConfigs(c.flags)
	c.flags.list(&o.vars, "var", "NAME:VALUE", "a variable of env, over those of the files")
	c.flags.choice(&o.kind, "type", []string{"json", "text"}, "the content type of the messages")
	c.flags.whole(&o.attempts, "attempts", "N", 1, 101, "which attempt at the messages it is (default: 1)")
	c.flags.boolean(&o.asJSON, "json", "print JSON for programs")
	c.run = func(operands []string) error {
		name, rest, err := needQueue(c, operands)
		if err != nil {
			return err
		}
		if len(rest) == 0 {
			return usagef(c, "with which messages? paddock %s %s", c.name, c.args)
		}
		all, err := a.projects(c, &o.selection, nil)
		if err != nil {
			return err
		}
		bodies, err := a.triggerBodies(rest, o.kind)
		if err != nil {
			return err
		}
		return a.trigger(o, all, name, bodies)
	}
	return c
}

// triggerBodies makes message bodies of what the command line says.
func (a *app) triggerBodies(args []string, kind string) ([][]byte, error) {
	var out [][]byte
	add := func(text []byte) error {
		if kind == "json" {
			text = bytes.TrimSpace(text)
			if !json.Valid(text) {
				return fmt.Errorf("message %d, %q, is not JSON: quote it for the shell, such as '{\"id\": 7}' or '\"hello\"', or pass --type text", len(out), shorten(string(text), 60))
			}
		}
		out = append(out, bytes.Clone(text))
		return nil
	}
	for _, arg := range args {
		if arg != "-" {
			if err := add([]byte(arg)); err != nil {
				return nil, err
			}
			continue
		}
		lines := bufio.NewScanner(a.stdin)
		lines.Buffer(nil, 1<<20)
		for lines.Scan() {
			if kind == "json" && len(bytes.TrimSpace(lines.Bytes())) == 0 {
				continue
			}
			if err := add(lines.Bytes()); err != nil {
				return nil, err
			}
		}
		if err := lines.Err(); err != nil {
			return nil, fmt.Errorf("read the messages: %w", err)
		}
	}
	switch {
	case len(out) == 0:
		return nil, errors.New("there are no messages: a batch has at least one")
	case len(out) > mostTriggered:
		return nil, fmt.Errorf("%d messages are too many: a batch has at most %d", len(out), mostTriggered)
	}
	for n, body := range out {
		if err := queue.Check(queue.Limits{}, []queue.Outgoing{{Body: body}}); err != nil {
			return nil, fmt.Errorf("message %d: %w", n, err)
		}
	}
	return out, nil
}

// A triggered batch, as --json shows it.
type triggered struct {
	Queue   string             `json:"queue"`
	Worker  string             `json:"worker"`
	Outcome *recording.Outcome `json:"outcome"`
	Effects []bindings.Effect  `json:"effects"`
	Start   []recording.Line   `json:"console_at_start"`
}

func (a *app) trigger(o *triggerOptions, all []project, name string, bodies [][]byte) error {
	p, worker, err := consumerOf(all, name)
	if err != nil {
		return err
	}
	stores := dev.NewStores("", mailbox.Real(a.clock))
	defer stores.Close()
	t := a.trial(bindings.NoQueues{}, stores)
	t.Load, t.Command, t.FetchAll = p.load, true, true
	b := a.madeUp(o, name, bodies)
	tried, err := t.Run(context.Background(), b, nil, a.clock.Now())
	var failure *dev.Failure
	if errors.As(err, &failure) {
		fmt.Fprintf(a.stderr, "%s %s\n", a.style(a.stderr).Red("paddock:"), failure.Error())
		return exitError(exitFailed)
	}
	if err != nil {
		return err
	}
	out := &triggered{Queue: name, Worker: worker, Outcome: tried.Outcome, Effects: tried.Effects, Start: tried.Start}
	if out.Start == nil {
		out.Start = []recording.Line{}
	}
	if o.asJSON {
		err = a.printJSON(out)
	} else {
		err = a.showTriggered(out, b)
	}
	if err == nil && !tried.Outcome.Succeeded() {
		return exitError(exitFailed)
	}
	return err
}

// consumerOf finds the project that consumes a queue, and its Worker's name. A
// configuration with errors is taken for it where no other is, so that they are
// shown.
func consumerOf(all []project, name string) (project, string, error) {
	var consumed []string
	var broken *project
	for _, p := range all {
		cfg, report := p.load()
		if report.Failed() {
			broken = &p
		}
		for _, c := range cfg.Consumers {
			switch {
			case c.Queue != name:
				consumed = append(consumed, c.Queue)
			case c.Type != config.TypeWorker:
				return project{}, "", fmt.Errorf("queue %q is pulled over HTTP: there is no handler to hand a batch to", name)
			default:
				return p, cfg.Name, nil
			}
		}
	}
	if broken != nil {
		return *broken, "", nil
	}
	err := fmt.Errorf("no Worker here consumes a queue %q", name)
	switch near := config.Nearest(name, consumed); {
	case near != "":
		err = fmt.Errorf("%w: did you mean %q?", err, near)
	case len(consumed) > 0:
		err = fmt.Errorf("%w: there are %s", err, strings.Join(consumed, ", "))
	}
	return project{}, "", err
}

// madeUp is a batch that no queue ever held.
func (a *app) madeUp(o *triggerOptions, name string, bodies [][]byte) queue.Batch {
	seed := a.seed() | 1
	random := rand.New(rand.NewPCG(seed, 2))
	now := a.clock.Now()
	b := queue.Batch{ID: fmt.Sprintf("%016x", random.Uint64()), Queue: name, Seed: seed, Metrics: queue.Metrics{Oldest: now}}
	for _, body := range bodies {
		b.Messages = append(b.Messages, queue.Message{
			ID: fmt.Sprintf("%016x%016x", random.Uint64(), random.Uint64()), Queue: name, Type: o.kind,
			Body: body, Size: len(body), Sent: now, Attempts: o.attempts,
		})
		b.Metrics.BacklogCount++
		b.Metrics.BacklogBytes += int64(len(body))
	}
	return b
}

func (a *app) showTriggered(t *triggered, b queue.Batch) error {
	p := &report{style: a.style(a.stdout)}
	p.linef("%s → %s: batch of %d, %s\n", t.Queue, t.Worker, len(b.Messages), tookMillis(t.Outcome.Duration))
	columns := []terminal.Column{{Name: "", Right: true}, {Name: "body"}, {Name: "outcome"}}
	var cells [][]string
	for n, m := range b.Messages {
		outcome := fateWords(t.Outcome, n)
		if why := t.Outcome.Fates[n].Error; why != "" {
			outcome += "  ← " + shorten(firstOf(why), 60)
		}
		cells = append(cells, []string{fmt.Sprint(n), shorten(codec.Readable(codec.Type(m.Type), m.Body), shownBody), outcome})
	}
	if err := terminal.Table(&p.text, p.style, "", columns, cells); err != nil {
		return err
	}
	if lines := append(t.Start, t.Outcome.Lines...); len(lines) > 0 {
		p.console("console", &recording.Outcome{Lines: lines})
	}
	p.effects(t.Effects)
	p.failure("failed", t.Outcome)
	return p.print(a)
}
