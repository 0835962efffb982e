package main

import (
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"paddock/cmd/paddock/terminal"
)

type peekOptions struct {
	queueFlags
	count           int
	state, id       string
	delayed, leased bool
}

func (a *app) queuesPeekCommand() *command {
	o := peekOptions{count: 10, state: "any"}
	c := &command{
		name:  "queues peek",
		args:  "QUEUE",
		short: "look at messages without touching them",
		about: "Shows the messages of a queue in the order in which they entered it, those that wait for their time and those in flight\nincluded: when they are due, who holds them and until when, what went wrong. Looking changes nothing.",
		examples: []example{
			{"paddock queues peek orders", "the first ten messages"},
			{"paddock queues peek orders --delayed --count 50", "messages that wait for their time"},
			{"paddock queues peek orders --id 7cc3a4579077d8c136f047e6ea4e2f9d", "everything about one message: its whole body, and the last error with its stack"},
			{"paddock queues peek orders --json", "whole bodies, for programs"},
		},
		flags: newFlags(),
	}
	o.declare(c.flags)
	c.flags.whole(&o.count, "n count", "N", 1, 1_000_000, "how many messages to show (default: 10)")
	c.flags.choice(&o.state, "state", []string{"any", "ready", "delayed", "leased"}, "only messages in this state")
	c.flags.boolean(&o.delayed, "delayed", "the same as --state delayed")
	c.flags.boolean(&o.leased, "leased", "the same as --state leased")
	c.flags.text(&o.id, "id", "ID", "this message, with its whole body")
	c.run = func(operands []string) error {
		name, err := oneQueue(c, operands)
		if err != nil {
			return err
		}
		if err := o.settle(c); err != nil {
			return err
		}
		return a.withQueues(c, &o.queueFlags, func(client *client) error { return a.peek(client, &o, name) }, name)
	}
	return c
}

// settle makes one choice of the flags that each are one.
func (o *peekOptions) settle(c *command) error {
	chosen := 0
	for _, flag := range []string{"state", "delayed", "leased", "id"} {
		if c.flags.has(flag) {
			chosen++
		}
	}
	switch {
	case chosen > 1:
		return usagef(c, "only one of --state, --delayed, --leased and --id at a time")
	case o.delayed:
		o.state = "delayed"
	case o.leased:
		o.state = "leased"
	case c.flags.has("id"):
		return checkIDs(c, []string{o.id})
	}
	return nil
}

// checkIDs refuses what cannot be the id of a message.
func checkIDs(c *command, ids []string) error {
	for _, id := range ids {
		if len(id) != 32 || strings.Trim(id, "0123456789abcdef") != "" {
			return usagef(c, "%q is not the id of a message: they have 32 hex digits, as peek shows them", id)
		}
	}
	return nil
}

func (a *app) peek(client *client, o *peekOptions, name string) error {
	messages, err := client.messages(name, o)
	switch {
	case err != nil:
		return err
	case o.id != "" && len(messages) == 0:
		return fmt.Errorf("message %s is not in %s: it was acknowledged, dead-lettered or deleted, or never there", o.id, name)
	case o.asJSON:
		return a.printJSON(messages)
	case o.id != "":
		return terminal.Facts(a.stdout, a.style(a.stdout), a.messageFacts(name, &messages[0]))
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
		if o.id != "" {
			request["id"] = o.id
		}
		if len(all) > 0 {
			request["after"] = all[len(all)-1].Ref
		}
		var result struct {
			Messages []peeked `json:"messages"`
		}
		if _, err := c.call("POST", queuePath(name)+"/messages/peek", request, &result); err != nil {
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
		return a.printf("no such messages in %s\n", name)
	}
	columns := []terminal.Column{{Name: "id"}, {Name: "sent", Right: true}, {Name: "state"}, {Name: "attempts", Right: true}, {Name: "type"}, {Name: "body"}}
	var cells [][]string
	for i := range messages {
		m := &messages[i]
		state := a.state(m, func(t time.Time) string { return "in " + terminal.Span(t.Sub(a.clock.Now())) })
		if m.Paddock.Origin != "" {
			state += ", from " + m.Paddock.Origin
		}
		body := shorten(readable(m.message), 60)
		if m.Paddock.LastError != "" {
			body += "  ← " + shorten(m.Paddock.LastError, 60)
		}
		cells = append(cells, []string{m.ID, a.age(m.Timestamp, "0s") + " ago", state, fmt.Sprint(m.Attempts), m.kind(), body})
	}
	return terminal.Table(a.stdout, a.style(a.stdout), "", columns, cells)
}

// state words where a message is in its life; when words a moment to come.
func (a *app) state(m *peeked, when func(time.Time) string) string {
	p := m.Paddock
	switch {
	case p.State == "delayed":
		return "delayed, due " + when(time.UnixMilli(p.Visible))
	case p.State == "leased" && p.HeldUntil > 0:
		return "leased by " + or(p.HeldBy, "somebody") + ", back " + when(time.UnixMilli(p.HeldUntil))
	case p.State == "leased":
		return "leased by " + or(p.HeldBy, "somebody")
	}
	return p.State
}

// messageFacts are everything about one message.
func (a *app) messageFacts(name string, m *peeked) []terminal.Fact {
	at := func(t time.Time) string { return "at " + t.Local().Format(momentFormat) }
	facts := []terminal.Fact{
		{Name: "id", Value: m.ID},
		{Name: "queue", Value: name},
		{Name: "state", Value: a.state(m, func(t time.Time) string { return at(t) + ", in " + terminal.Span(t.Sub(a.clock.Now())) })},
		{Name: "sent", Value: at(time.UnixMilli(m.Timestamp)) + ", " + a.age(m.Timestamp, "0s") + " ago"},
		{Name: "attempts", Value: fmt.Sprint(m.Attempts)},
	}
	if m.Paddock.Origin != "" {
		facts = append(facts, terminal.Fact{Name: "came from", Value: m.Paddock.Origin})
	}
	if m.Paddock.LastError != "" {
		facts = append(facts, terminal.Fact{Name: "last error", Value: m.Paddock.LastError + "\n" + m.Paddock.Stack})
	}
	return append(facts,
		terminal.Fact{Name: "type", Value: m.kind()},
		terminal.Fact{Name: "size", Value: terminal.Bytes(m.Paddock.Size)},
		terminal.Fact{Name: "body", Value: whole(m.message)})
}

// shorten cuts a text to one line of at most n characters.
func shorten(text string, n int) string {
	text = strings.Join(strings.Fields(text), " ")
	if utf8.RuneCountInString(text) <= n {
		return text
	}
	return string([]rune(text)[:n-1]) + "…"
}
