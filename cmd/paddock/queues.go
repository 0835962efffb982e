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
)

// A queueRow is a queue as `queues list --json` shows it.
type queueRow struct {
	ID        string   `json:"queue_id"`
	Name      string   `json:"queue_name"`
	Producers []string `json:"producers"`
	Consumers []string `json:"consumers"`
	Paused    bool     `json:"delivery_paused"`
	Count     int64    `json:"backlog_count"`
	Bytes     int64    `json:"backlog_bytes"`
	Oldest    int64    `json:"oldest_message_timestamp_ms"`
}

// declareQueueFlags declares what every command about queues has.
func (s *selection) declareQueueFlags(f *flags, asJSON *bool) {
	f.list(&s.configs, "c config", "FILE", "the configuration whose queues are meant")
	s.declareState(f)
	f.boolean(asJSON, "json", "print JSON for programs")
}

// openQueues connects to the queues that the flags mean.
func (a *app) openQueues(c *command, s *selection) (*client, error) {
	dir, err := a.onlyStateDir(c, s)
	if err != nil {
		return nil, err
	}
	all, err := a.projects(c, &selection{configs: s.configs}, nil)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	if _, err := os.Stat(dir); errors.Is(err, fs.ErrNotExist) && len(all) == 0 {
		return nil, fmt.Errorf("there is no state in %s and no configuration beside it: run paddock dev first, or name the place with -c or --persist-to", a.shown(dir))
	}
	return a.connect(c.name, dir, all)
}

func (a *app) queuesListCommand() *command {
	var s selection
	var asJSON bool
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
	s.declareQueueFlags(c.flags, &asJSON)
	c.run = func(operands []string) error {
		if err := needNone(c, operands); err != nil {
			return err
		}
		client, err := a.openQueues(c, &s)
		if err != nil {
			return err
		}
		defer client.close()
		rows, err := client.queues()
		if err != nil {
			return err
		}
		if asJSON {
			return a.printJSON(rows)
		}
		return a.printQueues(rows)
	}
	return c
}

// queues lists every queue with its backlog.
func (c *client) queues() ([]queueRow, error) {
	rows := []queueRow{}
	for n := 1; ; n++ {
		var found []struct {
			queueRow
			Producers []struct {
				Script string `json:"script"`
			} `json:"producers"`
			Consumers []struct {
				Script string `json:"script"`
				Type   string `json:"type"`
			} `json:"consumers"`
			Settings struct {
				Paused bool `json:"delivery_paused"`
			} `json:"settings"`
		}
		info, err := c.call("GET", "?page="+strconv.Itoa(n), nil, &found)
		if err != nil {
			return nil, err
		}
		for _, q := range found {
			row := q.queueRow
			if _, err := c.call("GET", "/"+row.ID+"/metrics", nil, &row); err != nil {
				return nil, err
			}
			row.Paused, row.Producers, row.Consumers = q.Settings.Paused, []string{}, []string{}
			for _, p := range q.Producers {
				row.Producers = append(row.Producers, p.Script)
			}
			for _, consumer := range q.Consumers {
				name := consumer.Script
				if consumer.Type == config.TypeHTTPPull {
					name = consumer.Type
				}
				row.Consumers = append(row.Consumers, name)
			}
			rows = append(rows, row)
		}
		if n >= info.TotalPages {
			return rows, nil
		}
	}
}

func (a *app) printQueues(rows []queueRow) error {
	if len(rows) == 0 {
		_, err := fmt.Fprintln(a.stdout, "no queues")
		return err
	}
	columns := []terminal.Column{{Name: "queue"}, {Name: "messages", Right: true}, {Name: "size", Right: true}, {Name: "oldest", Right: true}, {Name: "sent to by"}, {Name: "consumed by"}}
	var cells [][]string
	for _, q := range rows {
		oldest := "-"
		if q.Oldest > 0 {
			oldest = terminal.Span(a.clock.Now().Sub(time.UnixMilli(q.Oldest)))
		}
		consumed := dash(q.Consumers)
		if q.Paused {
			consumed += " (paused)"
		}
		cells = append(cells, []string{q.Name, fmt.Sprint(q.Count), terminal.Bytes(q.Bytes), oldest, dash(q.Producers), consumed})
	}
	return terminal.Table(a.stdout, a.style(a.stdout), "", columns, cells)
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
