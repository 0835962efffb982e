package main

import (
	"fmt"
	"time"

	"paddock/cmd/paddock/terminal"
)

type pullOptions struct {
	queueFlags
	size       int
	visibility int // milliseconds; 0: the consumer's
	ack        bool
}

func (a *app) queuesPullCommand() *command {
	o := pullOptions{size: 5}
	c := &command{
		name:  "queues pull",
		args:  "QUEUE",
		short: "take messages of a queue whose consumer is of type http_pull",
		about: "Takes messages, as any client of the pull API does: nobody else gets them until their lease runs out. Acknowledge them\nby their lease with paddock queues ack, or at once with --ack.",
		examples: []example{
			{"paddock queues pull orders", "up to five messages with their leases"},
			{"paddock queues pull orders --batch-size 100 --ack --json", "take messages for good, with their whole bodies"},
			{"paddock queues pull orders --visibility-timeout 60000", "hold them for a minute"},
		},
		flags: newFlags(),
	}
	o.declare(c.flags)
	c.flags.whole(&o.size, "n batch-size", "N", 1, 100, "at most so many messages (default: 5)")
	c.flags.whole(&o.visibility, "visibility-timeout", "MS", 1, int(12*time.Hour/time.Millisecond), "hold them for so many milliseconds (default: as the consumer is set)")
	c.flags.boolean(&o.ack, "ack", "acknowledge them once they are printed")
	c.run = func(operands []string) error {
		name, err := oneQueue(c, operands)
		if err != nil {
			return err
		}
		return a.withQueues(c, &o.queueFlags, func(client *client) error { return a.pull(client, &o, name) }, name)
	}
	return c
}

func (a *app) pull(client *client, o *pullOptions, name string) error {
	request := map[string]any{"batch_size": o.size}
	if o.visibility > 0 {
		request["visibility_timeout_ms"] = o.visibility
	}
	var result answered[struct {
		Messages []pulled `json:"messages"`
		Backlog  int64    `json:"message_backlog_count"`
	}]
	if _, err := client.call("POST", queuePath(name)+"/messages/pull", request, &result); err != nil {
		return err
	}
	messages := result.value.Messages
	if err := a.printPulled(o, name, messages, result); err != nil {
		return err // nothing is acknowledged that was not seen
	}
	if !o.ack || len(messages) == 0 {
		return nil
	}
	var acks []map[string]any
	for _, m := range messages {
		acks = append(acks, map[string]any{"lease_id": m.Lease})
	}
	_, err := client.call("POST", queuePath(name)+"/messages/ack", map[string]any{"acks": acks}, nil)
	return err
}

func (a *app) printPulled(o *pullOptions, name string, messages []pulled, result any) error {
	switch {
	case o.asJSON:
		return a.printJSON(result)
	case len(messages) == 0:
		return a.printf("nothing to pull from %s now\n", name)
	}
	columns := []terminal.Column{{Name: "id"}, {Name: "attempts", Right: true}, {Name: "type"}, {Name: "body"}}
	if !o.ack {
		columns = append([]terminal.Column{{Name: "lease"}}, columns[1:]...)
	}
	var cells [][]string
	for _, m := range messages {
		first := m.Lease
		if o.ack {
			first = m.ID
		}
		cells = append(cells, []string{first, fmt.Sprint(m.Attempts), m.kind(), shorten(readable(m.message), 60)})
	}
	return terminal.Table(a.stdout, a.style(a.stdout), "", columns, cells)
}
