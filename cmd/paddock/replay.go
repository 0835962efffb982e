package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"time"

	"paddock/cmd/paddock/terminal"
	"paddock/internal/dev"
	"paddock/internal/recording"
)

type replayOptions struct {
	selection
	bodies []string
	edit   bool
	apply  bool
	asJSON bool
}

func (a *app) replayCommand() *command {
	o := &replayOptions{}
	c := &command{
		name:  "replay",
		args:  "[BATCH]",
		short: "run a recorded batch again, against the code as it is now",
		about: "Without BATCH it lists the recorded batches, the newest first. With one (its id, the beginning of its id, or last) it runs that\n" +
			"batch again, in a world of its own: the clock begins at the recorded time, Math.random draws the same numbers, and the old\n" +
			"and the new outcome are shown side by side. The queue is not touched. What the code sends is shown, not sent, and a fetch()\n" +
			"that may change something is refused, unless --apply lets them happen. The last 200 batches are kept, across a clean end too.\n\n" +
			"The exit status is 0 when every message was acknowledged this time, else 1.",
		examples: []example{
			{"paddock replay", "the recorded batches"},
			{"paddock replay last", "the newest one, against the code as it is now"},
			{"paddock replay 3f2a --body '{\"id\": 7}'", "the same batch, had its one message been another"},
			{"paddock replay 3f2a --body 2='{\"id\": 7}' --apply", "its third message changed, and what it sends really sent"},
			{"paddock replay 3f2a --edit", "change the bodies in your editor first"},
		},
		flags: newFlags(),
	}
	c.flags.list(&o.bodies, "body", "[N=]BODY", "another body for message N, counted from 0 or named by its id")
	c.flags.boolean(&o.edit, "edit", "open the bodies in $VISUAL or $EDITOR first, a line of JSON each")
	c.flags.boolean(&o.apply, "apply", "let its effects happen: sends reach the real queues")
	c.flags.list(&o.configs, "c config", "FILE", "the configuration whose batches are meant")
	c.flags.text(&o.env, "e env", "NAME", "the environment of the configuration, where no paddock runs")
	c.flags.list(&o.vars, "var", "NAME:VALUE", "a variable of env, where no paddock runs")
	o.declareState(c.flags)
	c.flags.boolean(&o.asJSON, "json", "print JSON for programs")
	c.run = func(operands []string) error { return a.replay(c, o, operands) }
	return c
}

func (a *app) replay(c *command, o *replayOptions, operands []string) error {
	switch {
	case len(operands) > 1:
		return usagef(c, "one batch at a time, not also %q", operands[1])
	case len(operands) == 0 && (o.edit || o.apply || len(o.bodies) > 0):
		return usagef(c, "which batch? paddock replay lists them")
	}
	client, err := a.openRecordings(c, &o.selection)
	if err != nil {
		return err
	}
	defer client.close()
	if len(operands) == 0 {
		return a.listRecordings(client, o.asJSON)
	}
	return a.replayOne(client, o, operands[0])
}

// openRecordings connects to the recordings that the flags mean.
func (a *app) openRecordings(c *command, s *selection) (*client, error) {
	dir := ""
	all, err := a.projects(c, &selection{configs: s.configs, env: s.env, vars: s.vars}, nil)
	switch {
	case err == nil:
		dir = a.stateDir(s, all)
	case !errors.Is(err, fs.ErrNotExist):
		return nil, err
	default:
		if dir, err = a.onlyStateDir(c, s); err != nil {
			return nil, err
		}
	}
	if _, err := os.Stat(dir); errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("there is no state in %s: run paddock dev first, or name the place with -c or --persist-to", a.shown(dir))
	}
	return a.connect(c.name, dir, all)
}

func (a *app) listRecordings(client *client, asJSON bool) error {
	rows := []recording.Summary{}
	if err := client.tool("GET", "/batches", nil, &rows); err != nil {
		return plain(err)
	}
	switch {
	case asJSON:
		return a.printJSON(rows)
	case len(rows) == 0:
		_, err := fmt.Fprintln(a.stdout, "no batch is recorded yet")
		return err
	}
	columns := []terminal.Column{{Name: "batch"}, {Name: "started", Right: true}, {Name: "queue"}, {Name: "consumed by"}, {Name: "messages", Right: true}, {Name: "took", Right: true}, {Name: "outcome"}}
	var cells [][]string
	for _, s := range rows {
		age := terminal.Span(a.clock.Now().Sub(time.UnixMilli(s.Began))) + " ago"
		took := "-"
		if !s.Running {
			took = tookMillis(s.Duration)
		}
		cells = append(cells, []string{s.Batch, age, s.Queue, s.Worker, fmt.Sprint(s.Messages), took, outcomeWords(s)})
	}
	return terminal.Table(a.stdout, a.style(a.stdout), "", columns, cells)
}

func (a *app) replayOne(client *client, o *replayOptions, key string) error {
	var rec recording.Recording
	if err := client.tool("GET", "/batches/"+url.PathEscape(key), nil, &rec); err != nil {
		return plain(err)
	}
	bodies, err := a.newBodies(&rec, o)
	if err != nil {
		return err
	}
	var out dev.Replayed
	request := map[string]any{"bodies": bodies, "apply": o.apply}
	if err := client.tool("POST", "/batches/"+rec.Batch+"/replay", request, &out); err != nil {
		return plain(err)
	}
	show := a.showReplayed
	if o.asJSON {
		show = func(r *dev.Replayed) error { return a.printJSON(r) }
	}
	if err := show(&out); err != nil {
		return err
	}
	if !out.Outcome.Succeeded() {
		return exitError(exitFailed)
	}
	return nil
}

// newBodies collects the changes of --body and --edit, by place.
func (a *app) newBodies(rec *recording.Recording, o *replayOptions) (map[string]json.RawMessage, error) {
	bodies := map[string]json.RawMessage{}
	for _, text := range o.bodies {
		n, body, err := bodyFlag(rec, text)
		if err != nil {
			return nil, err
		}
		bodies[fmt.Sprint(n)] = body
	}
	if o.edit {
		if err := a.editBodies(rec, bodies); err != nil {
			return nil, err
		}
	}
	return bodies, nil
}

// plain is an error of a call without the code that the API gives it.
func plain(err error) error {
	var refused *apiError
	if errors.As(err, &refused) {
		return errors.New(refused.Message)
	}
	return err
}
