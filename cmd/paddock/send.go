package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/url"

	"paddock/cmd/paddock/terminal"
)

type sendOptions struct {
	selection
	kind   string
	delay  int
	asJSON bool
}

func (a *app) queuesSendCommand() *command {
	o := sendOptions{kind: "json", delay: -1}
	c := &command{
		name:  "queues send",
		args:  "QUEUE BODY",
		short: "put a message into a queue",
		about: "Sends one message. It goes to the paddock that runs, or straight to the state folder when none does: then it is\ndelivered at the next start. BODY is JSON unless --type says otherwise; - reads it from the standard input.",
		examples: []example{
			{"paddock queues send orders '{\"id\": 7}'", "a JSON message"},
			{"paddock queues send orders hello --type text --delay 60", "a text, delivered in a minute"},
			{"cat order.json | paddock queues send orders -", "a message from a file"},
		},
		flags: newFlags(),
	}
	o.declareQueueFlags(c.flags, &o.asJSON)
	c.flags.choice(&o.kind, "type", []string{"json", "text"}, "the content type of the message")
	c.flags.whole(&o.delay, "delay", "SECONDS", 0, 86400, "deliver it only after so long")
	c.run = func(operands []string) error {
		queue, rest, err := needQueue(c, operands)
		if err != nil {
			return err
		}
		if len(rest) != 1 {
			return usagef(c, "one BODY is needed, in quotes if it has spaces, not %d", len(rest))
		}
		body, err := a.body(rest[0], o.kind)
		if err != nil {
			return err
		}
		return a.send(c, &o, queue, body)
	}
	return c
}

// body makes the message body of what the command line says.
func (a *app) body(arg, kind string) (any, error) {
	text := []byte(arg)
	if arg == "-" {
		var err error
		if text, err = io.ReadAll(a.stdin); err != nil {
			return nil, fmt.Errorf("read the message: %w", err)
		}
	}
	if kind == "text" {
		return string(text), nil
	}
	text = bytes.TrimSpace(text)
	if !json.Valid(text) {
		return nil, fmt.Errorf("the message %q is not JSON: quote it for the shell, such as '{\"id\": 7}' or '\"hello\"', or pass --type text", shorten(string(text), 60))
	}
	return json.RawMessage(text), nil
}

func (a *app) send(c *command, o *sendOptions, queue string, body any) error {
	client, err := a.openQueues(c, &o.selection)
	if err != nil {
		return err
	}
	defer client.close()
	request := map[string]any{"body": body, "content_type": o.kind}
	if o.delay >= 0 {
		request["delay_seconds"] = o.delay
	}
	var result struct {
		Metadata struct {
			Metrics struct {
				Count  int64 `json:"backlog_count"`
				Bytes  int64 `json:"backlog_bytes"`
				Oldest int64 `json:"oldest_message_timestamp_ms"`
			} `json:"metrics"`
		} `json:"metadata"`
	}
	if _, err := client.call("POST", "/"+url.PathEscape(queue)+"/messages", request, &result); err != nil {
		return client.advise(err, queue)
	}
	if o.asJSON {
		return a.printJSON(result)
	}
	_, err = fmt.Fprintf(a.stdout, "sent to %s, which now holds %s\n", queue, terminal.Count(result.Metadata.Metrics.Count, "message"))
	return err
}
