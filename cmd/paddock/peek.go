package main

import (
	"encoding/base64"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"time"
	"unicode/utf8"

	"paddock/bindings/codec/v8wire"
	"paddock/cmd/paddock/terminal"
	"paddock/config"
	"paddock/queue"
)

type peekOptions struct {
	selection
	count  int
	state  string
	asJSON bool
}

// A peeked is a message as the API shows it.
type peeked struct {
	ID        string            `json:"id"`
	Body      string            `json:"body"`
	Timestamp int64             `json:"timestamp_ms"`
	Attempts  int               `json:"attempts"`
	Metadata  map[string]string `json:"metadata"`
	Ref       string            `json:"ref"`
	Paddock   struct {
		State     string `json:"state"`
		Visible   int64  `json:"visible_at_ms,omitempty"`
		Origin    string `json:"origin_queue,omitempty"`
		LastError string `json:"last_error,omitempty"`
		Size      int    `json:"size"`
	} `json:"paddock"`
}

func (a *app) queuesPeekCommand() *command {
	o := peekOptions{count: 10, state: "any"}
	c := &command{
		name:  "queues peek",
		args:  "QUEUE",
		short: "look at messages without touching them",
		about: "Shows the messages of a queue in the order in which they entered it, those that wait for their time and those in flight\nincluded. Looking changes nothing.",
		examples: []example{
			{"paddock queues peek orders", "the first ten messages"},
			{"paddock queues peek orders --state delayed --count 50", "messages that wait for their time"},
			{"paddock queues peek orders --json", "whole bodies, for programs"},
		},
		flags: newFlags(),
	}
	o.declareQueueFlags(c.flags, &o.asJSON)
	c.flags.whole(&o.count, "n count", "N", 1, 1_000_000, "how many messages to show (default: 10)")
	c.flags.choice(&o.state, "state", []string{"any", "ready", "delayed", "leased"}, "only messages in this state")
	c.run = func(operands []string) error {
		queue, rest, err := needQueue(c, operands)
		if err != nil {
			return err
		}
		if len(rest) > 0 {
			return usagef(c, "one queue at a time, not also %q", rest[0])
		}
		return a.peek(c, &o, queue)
	}
	return c
}

func (a *app) peek(c *command, o *peekOptions, name string) error {
	client, err := a.openQueues(c, &o.selection)
	if err != nil {
		return err
	}
	defer client.close()
	messages, err := client.messages(name, o)
	if err != nil {
		return client.advise(err, name)
	}
	if o.asJSON {
		return a.printJSON(messages)
	}
	return a.printMessages(name, messages)
}

// messages reads up to o.count messages, a page at a time.
func (c *client) messages(name string, o *peekOptions) ([]peeked, error) {
	const most = 100
	all := []peeked{}
	for len(all) < o.count {
		size := min(most, o.count-len(all))
		request := map[string]any{"batch_size": size, "state": o.state}
		if len(all) > 0 {
			request["after"] = all[len(all)-1].Ref
		}
		var result struct {
			Messages []peeked `json:"messages"`
		}
		if _, err := c.call("POST", "/"+url.PathEscape(name)+"/messages/peek", request, &result); err != nil {
			return nil, err
		}
		all = append(all, result.Messages...)
		if len(result.Messages) < size {
			break
		}
	}
	return all, nil
}

func (a *app) printMessages(name string, messages []peeked) error {
	if len(messages) == 0 {
		_, err := fmt.Fprintf(a.stdout, "no such messages in %s\n", name)
		return err
	}
	columns := []terminal.Column{{Name: "id"}, {Name: "sent", Right: true}, {Name: "state"}, {Name: "attempts", Right: true}, {Name: "type"}, {Name: "body"}}
	var cells [][]string
	for _, m := range messages {
		now := a.clock.Now()
		state := m.Paddock.State
		if m.Paddock.Visible > 0 {
			state += " " + terminal.Span(time.UnixMilli(m.Paddock.Visible).Sub(now))
		}
		if m.Paddock.Origin != "" {
			state += ", from " + m.Paddock.Origin
		}
		body := shorten(readable(m), 60)
		if m.Paddock.LastError != "" {
			body += "  ← " + shorten(m.Paddock.LastError, 60)
		}
		age := terminal.Span(now.Sub(time.UnixMilli(m.Timestamp))) + " ago"
		cells = append(cells, []string{m.ID, age, state, fmt.Sprint(m.Attempts), m.Metadata["CF-Content-Type"], body})
	}
	return terminal.Table(a.stdout, a.style(a.stdout), "", columns, cells)
}

// longestLiteral bounds the work of showing a v8 body.
const longestLiteral = 1000

// readable shows a body as people would write it.
func readable(m peeked) string {
	kind := m.Metadata["CF-Content-Type"]
	if kind == "text" {
		return m.Body
	}
	raw, err := base64.StdEncoding.DecodeString(m.Body)
	if err != nil {
		return m.Body
	}
	switch kind {
	case "json":
		return string(raw)
	case "v8":
		if value, err := v8wire.Unmarshal(raw); err == nil {
			return v8wire.Literal(value, longestLiteral)
		}
	}
	return fmt.Sprintf("%s: %x", terminal.Bytes(int64(len(raw))), raw[:min(len(raw), 32)])
}

// shorten cuts a text to one line of at most n characters.
func shorten(text string, n int) string {
	text = strings.Join(strings.Fields(text), " ")
	if utf8.RuneCountInString(text) <= n {
		return text
	}
	return string([]rune(text)[:n-1]) + "…"
}

// advise adds to the news that a queue does not exist which ones do.
func (c *client) advise(err error, name string) error {
	var refused *apiError
	if !errors.As(err, &refused) || refused.Code != queue.CodeQueueNotFound {
		return err
	}
	rows, listErr := c.queues()
	if listErr != nil {
		return err
	}
	var names []string
	for _, q := range rows {
		names = append(names, q.Name)
	}
	switch near := config.Nearest(name, names); {
	case near != "":
		return fmt.Errorf("%w: did you mean %q?", err, near)
	case len(names) == 0:
		return fmt.Errorf("%w: there are no queues yet", err)
	}
	return fmt.Errorf("%w: there are %s", err, strings.Join(names, ", "))
}
