package main

import (
	"fmt"

	"paddock/cmd/paddock/terminal"
	"paddock/queue"
)

type sendOptions struct {
	queueFlags
	kind  string
	delay int // seconds; -1: the queue's own
	count int
	file  string
}

func (a *app) queuesSendCommand() *command {
	o := sendOptions{kind: typeJSON, delay: -1, count: 1}
	c := &command{
		name:  "queues send",
		args:  "QUEUE BODY",
		short: "put messages into a queue",
		about: "Sends a message, or many. They go to the paddock that runs, or straight to the state folder when none does: then they are\ndelivered at the next start. BODY is JSON unless --type says otherwise; - reads it from the standard input. For the type\nbytes it is base64, or @FILE for what is in a file; for v8 it is JSON, which is stored in the format of V8.\n\nMany messages go in batches, each of them stored whole or not at all.",
		examples: []example{
			{"paddock queues send orders '{\"id\": 7}'", "a JSON message"},
			{"paddock queues send orders hello --type text --delay 60", "a text, delivered in a minute"},
			{"cat order.json | paddock queues send orders -", "a message from the standard input"},
			{"paddock queues send orders @photo.jpg --type bytes", "the bytes of a file"},
			{"paddock queues send orders '{\"id\": 7}' --count 1000", "the same message a thousand times"},
			{"paddock queues send orders --file orders.ndjson", "every line of a file as a message"},
		},
		flags: newFlags(),
	}
	o.declare(c.flags)
	c.flags.choice(&o.kind, "type", []string{typeJSON, typeText, typeBytes, typeV8}, "the content type of the messages")
	c.flags.whole(&o.delay, "delay", "SECONDS", 0, 86400, "deliver them only after so long")
	c.flags.whole(&o.count, "n count", "N", 1, 1_000_000, "send it all so many times (default: 1)")
	c.flags.text(&o.file, "file", "FILE", "send each line of a file as a message; - reads the standard input")
	c.run = func(operands []string) error {
		name, rest, err := needQueue(c, operands)
		if err != nil {
			return err
		}
		messages, err := a.drafts(c, &o, rest)
		if err != nil {
			return err
		}
		return a.withQueues(c, &o.queueFlags, func(client *client) error { return a.send(client, &o, name, messages) }, name)
	}
	return c
}

// A sent result is the backlog after a send.
type sent struct {
	Sent     int `json:"sent"`
	Metadata struct {
		Metrics backlog `json:"metrics"`
	} `json:"metadata"`
}

func (a *app) send(client *client, o *sendOptions, name string, messages []draft) error {
	var result sent
	total := len(messages) * o.count
	batch := &batcher{limits: queue.DefaultLimits(), flush: func(requests []any) error {
		_, err := client.call("POST", queuePath(name)+"/messages/batch", map[string]any{"messages": requests}, &result)
		if err != nil && result.Sent > 0 {
			return fmt.Errorf("%d of %s were sent, then: %w", result.Sent, terminal.Count(total, "message"), err)
		}
		result.Sent += len(requests)
		return err
	}}
	for range o.count {
		for _, m := range messages {
			if err := batch.add(o.request(m), m.size); err != nil {
				return err
			}
		}
	}
	if err := batch.end(); err != nil {
		return err
	}
	if o.asJSON {
		return a.printJSON(result)
	}
	what := "sent"
	if total > 1 {
		what = fmt.Sprintf("sent %d messages", total)
	}
	return a.printf("%s to %s, which now holds %s\n", what, name, terminal.Count(result.Metadata.Metrics.Count, "message"))
}

// request is the message as the API takes it. The platform's has two types of
// content; the others are ours.
func (o *sendOptions) request(m draft) map[string]any {
	request := map[string]any{"body": m.body}
	if o.kind == typeJSON || o.kind == typeText {
		request["content_type"] = o.kind
	} else {
		request["paddock"] = map[string]any{"content_type": o.kind}
	}
	if o.delay >= 0 {
		request["delay_seconds"] = o.delay
	}
	return request
}
