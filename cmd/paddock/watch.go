package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"paddock/cmd/paddock/terminal"
	"paddock/queue"
)

type metricsOptions struct {
	queueFlags
	watch bool
}

// watchPause is how long it is until the next line of metrics --watch.
const watchPause = time.Second

func (a *app) queuesMetricsCommand() *command {
	var o metricsOptions
	c := &command{
		name:  "queues metrics",
		args:  "QUEUE",
		short: "show the backlog of a queue, and follow it",
		about: "Shows how many messages a queue holds, how old the oldest is, and how many batches are being handled of how many that\nmay be. With --watch a line a second until Ctrl-C, in place on a terminal.",
		examples: []example{
			{"paddock queues metrics orders", "one line"},
			{"paddock queues metrics orders --watch", "a line a second"},
			{"paddock queues metrics orders --watch --json", "an object a second, each on a line"},
		},
		flags: newFlags(),
	}
	o.declare(c.flags)
	c.flags.boolean(&o.watch, "w watch", "go on, a line a second")
	c.run = func(operands []string) error {
		name, err := oneQueue(c, operands)
		switch {
		case err != nil:
			return err
		case o.watch:
			return a.watch(c, &o, name)
		}
		m, err := a.metrics(c, &o, name)
		switch {
		case err != nil:
			return err
		case o.asJSON:
			return a.printJSON(m)
		}
		return a.printf("%s: %s\n", name, a.metricsLine(m.value))
	}
	return c
}

// A measured queue is what the API says of its backlog.
type measured struct {
	backlog
	Paddock activity `json:"paddock"`
}

// A watchObject is one line of metrics --watch --json.
type watchObject struct {
	Time string `json:"time"`
	measured
}

// metrics connects for one look only: somebody may start or stop paddock
// between two.
func (a *app) metrics(c *command, o *metricsOptions, name string) (m answered[measured], err error) {
	err = a.withQueues(c, &o.queueFlags, func(client *client) error {
		_, err := client.call("GET", queuePath(name)+"/metrics", nil, &m)
		return err
	}, name)
	return m, err
}

func (a *app) metricsLine(m measured) string {
	text := fmt.Sprintf("%s, %s", terminal.Count(m.Count, "message"), terminal.Bytes(m.Bytes))
	if m.Oldest > 0 {
		text += ", the oldest sent " + a.age(m.Oldest, "") + " ago"
	}
	if most := m.Paddock.Concurrency; m.Paddock.InFlight > 0 || most > 0 && most < queue.MaxConcurrency {
		text += fmt.Sprintf(", %s in flight of at most %d", terminal.Count(m.Paddock.InFlight, "batch"), most)
	}
	return text
}

// watch prints a line a second until it is told to stop.
func (a *app) watch(c *command, o *metricsOptions, name string) error {
	a.listen()
	line := &watcher{a: a, asJSON: o.asJSON, place: a.isTerminal(a.stdout)}
	defer line.end()
	lost := true // there may be no such queue, nor any state
	for {
		m, err := a.metrics(c, o, name)
		var refused *apiError
		switch {
		case err == nil:
			if err := line.show(m.value); err != nil {
				return err
			}
		case lost || errors.As(err, &refused):
			return err
		}
		lost = err != nil // once may be a paddock that ends: the next look finds another, or the folder
		next := make(chan struct{})
		timer := a.clock.AfterFunc(watchPause, func() { close(next) })
		select {
		case <-next:
		case <-a.signals:
			timer.Stop()
			return nil
		}
	}
}

// A watcher shows one line after the other.
type watcher struct {
	a      *app
	asJSON bool
	place  bool // each line in the place of the one before
	shown  bool
}

func (w *watcher) show(m measured) error {
	a := w.a
	now := a.clock.Now()
	if w.asJSON {
		return json.NewEncoder(a.stdout).Encode(watchObject{now.UTC().Format(terminal.TimeFormat), m})
	}
	w.shown = true
	text := a.style(a.stdout).Dim(now.Format("15:04:05")) + " " + a.metricsLine(m)
	if w.place {
		return a.printf("\r\x1b[K%s", text)
	}
	return a.printf("%s\n", text)
}

// end leaves the cursor on a line of its own.
func (w *watcher) end() {
	if w.place && w.shown {
		fmt.Fprintln(w.a.stdout)
	}
}
