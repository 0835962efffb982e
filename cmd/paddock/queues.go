package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strconv"
	"strings"
	"time"

	"paddock/cmd/paddock/terminal"
	"paddock/config"
	"paddock/queue"
)

// queueFlags are what every command about queues has.
type queueFlags struct {
	selection
	asJSON bool
}

func (o *queueFlags) declare(f *flags) {
	o.declareQuiet(f)
	f.boolean(&o.asJSON, "json", "print JSON for programs")
}

// declareQuiet declares them for a command that has no table to print.
func (o *queueFlags) declareQuiet(f *flags) {
	f.list(&o.configs, "c config", "FILE", "the configuration whose queues are meant")
	f.text(&o.env, "e env", "NAME", "the environment of the configuration, where no paddock runs")
	o.declareState(f)
}

// openQueues connects to the queues that the flags mean.
func (a *app) openQueues(c *command, s *selection) (*client, error) {
	dir, err := a.onlyStateDir(c, s)
	if err != nil {
		return nil, err
	}
	all, err := a.projects(c, &selection{configs: s.configs, env: s.env}, nil)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	if _, err := os.Stat(dir); errors.Is(err, fs.ErrNotExist) && len(all) == 0 {
		return nil, fmt.Errorf("there is no state in %s and no configuration beside it: run paddock dev first, or name the place with -c or --persist-to", a.shown(dir))
	}
	return a.connect(c.name, dir, all)
}

// withQueues connects for as long as do takes. An error that names one of the
// queues, because it does not exist, tells which ones do.
func (a *app) withQueues(c *command, o *queueFlags, do func(*client) error, names ...string) error {
	client, err := a.openQueues(c, &o.selection)
	if err != nil {
		return err
	}
	defer client.close()
	return client.advise(do(client), names...)
}

// oneQueue takes the name of a queue, and nothing else, from the operands.
func oneQueue(c *command, operands []string) (string, error) {
	name, rest, err := needQueue(c, operands)
	if err == nil && len(rest) > 0 {
		err = usagef(c, "one queue at a time, not also %q", rest[0])
	}
	return name, err
}

// advise adds to the news that a queue does not exist which ones do.
func (c *client) advise(err error, names ...string) error {
	var refused *apiError
	if !errors.As(err, &refused) || refused.Code != queue.CodeQueueNotFound {
		return err
	}
	rows, listErr := c.queues()
	if listErr != nil {
		return err
	}
	var known []string
	for _, q := range rows {
		known = append(known, q.Name)
	}
	for _, name := range names {
		if near := config.Nearest(name, known); near != "" && strings.Contains(refused.Message, strconv.Quote(name)) {
			return fmt.Errorf("%w: did you mean %q?", err, near)
		}
	}
	if len(known) == 0 {
		return fmt.Errorf("%w: there are no queues yet", err)
	}
	return fmt.Errorf("%w: there are %s", err, strings.Join(known, ", "))
}

// A queueRow is a queue as `queues list --json` shows it.
type queueRow struct {
	ID        string   `json:"queue_id"`
	Name      string   `json:"queue_name"`
	Producers []string `json:"producers"`
	Consumers []string `json:"consumers"`
	Paused    bool     `json:"delivery_paused"`
	backlog
}

func (a *app) queuesListCommand() *command {
	var o queueFlags
	c := &command{
		name:  "queues list",
		short: "list the queues and their backlogs",
		about: "Lists the queues of a running paddock, or of the state folder when none runs.",
		examples: []example{
			{"paddock queues list", "a table of the queues of this folder's project"},
			{"paddock queues list --json", "the same for programs"},
		},
		flags: newFlags(),
	}
	o.declare(c.flags)
	c.run = func(operands []string) error {
		if err := needNone(c, operands); err != nil {
			return err
		}
		return a.withQueues(c, &o, func(client *client) error {
			rows, err := client.queues()
			switch {
			case err != nil:
				return err
			case o.asJSON:
				return a.printJSON(rows)
			}
			return a.printQueues(rows)
		})
	}
	return c
}

// queues lists every queue with its backlog, a page at a time.
func (c *client) queues() ([]queueRow, error) {
	rows := []queueRow{}
	for n := 1; ; n++ {
		var found []queueObject
		info, err := c.call("GET", "?per_page=1000&page="+strconv.Itoa(n), nil, &found)
		if err != nil {
			return nil, err
		}
		for _, q := range found {
			rows = append(rows, queueRow{q.ID, q.Name, q.producers(), q.consumers(), q.Settings.Paused, q.Paddock.Metrics})
		}
		if n >= info.TotalPages {
			return rows, nil
		}
	}
}

// producers names the Workers that send to the queue.
func (q *queueObject) producers() []string {
	names := []string{}
	for _, p := range q.Producers {
		names = append(names, p.Script)
	}
	return names
}

// consumers names what consumes the queue.
func (q *queueObject) consumers() []string {
	names := []string{}
	for _, consumer := range q.Consumers {
		name := consumer.Script
		if consumer.Type == config.TypeHTTPPull {
			name = consumer.Type
		}
		names = append(names, name)
	}
	return names
}

func (a *app) printQueues(rows []queueRow) error {
	if len(rows) == 0 {
		_, err := fmt.Fprintln(a.stdout, "no queues")
		return err
	}
	columns := []terminal.Column{{Name: "queue"}, {Name: "messages", Right: true}, {Name: "size", Right: true}, {Name: "oldest", Right: true}, {Name: "sent to by"}, {Name: "consumed by"}}
	var cells [][]string
	for _, q := range rows {
		consumed := dash(q.Consumers)
		if q.Paused {
			consumed += " (paused)"
		}
		cells = append(cells, []string{q.Name, fmt.Sprint(q.Count), terminal.Bytes(q.Bytes), a.age(q.Oldest, "-"), dash(q.Producers), consumed})
	}
	return terminal.Table(a.stdout, a.style(a.stdout), "", columns, cells)
}

// age words how long ago a moment in milliseconds was; none for 0.
func (a *app) age(ms int64, none string) string {
	if ms == 0 {
		return none
	}
	return terminal.Span(a.clock.Now().Sub(time.UnixMilli(ms)))
}

func dash(names []string) string {
	if len(names) == 0 {
		return "-"
	}
	return strings.Join(names, ", ")
}

// printJSON prints a value for programs.
func (a *app) printJSON(v any) error {
	enc := json.NewEncoder(a.stdout)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(v)
}

// printf prints for people.
func (a *app) printf(format string, args ...any) error {
	_, err := fmt.Fprintf(a.stdout, format, args...)
	return err
}
