package main

import (
	"fmt"
	"time"

	"paddock/cmd/paddock/terminal"
	"paddock/config"
	"paddock/queue"
)

func (a *app) queuesInfoCommand() *command {
	var o queueFlags
	c := &command{
		name:  "queues info",
		args:  "QUEUE",
		short: "show everything about one queue",
		about: "Shows a queue: its settings and backlog, who sends to it, and how it is consumed.",
		examples: []example{
			{"paddock queues info orders", "settings, backlog, producers and consumer"},
			{"paddock queues info orders --json", "the queue as the REST API describes it"},
		},
		flags: newFlags(),
	}
	o.declare(c.flags)
	c.run = func(operands []string) error {
		name, err := oneQueue(c, operands)
		if err != nil {
			return err
		}
		return a.withQueues(c, &o, func(client *client) error {
			var q answered[queueObject]
			if _, err := client.call("GET", queuePath(name), nil, &q); err != nil {
				return err
			}
			return a.printQueue(&o, q)
		}, name)
	}
	return c
}

// printQueue prints a queue as the flags ask.
func (a *app) printQueue(o *queueFlags, q answered[queueObject]) error {
	if o.asJSON {
		return a.printJSON(q)
	}
	return terminal.Facts(a.stdout, a.style(a.stdout), a.facts(&q.value))
}

func (a *app) facts(q *queueObject) []terminal.Fact {
	delivery := "on"
	if q.Settings.Paused {
		delivery = "paused: messages are kept, nothing is delivered"
	}
	m := q.Paddock.Metrics
	messages := fmt.Sprintf("%d, %s", m.Count, terminal.Bytes(m.Bytes))
	if m.Oldest > 0 {
		messages += ", the oldest sent " + a.age(m.Oldest, "") + " ago"
	}
	return []terminal.Fact{
		{Name: "queue", Value: q.Name},
		{Name: "id", Value: q.ID},
		{Name: "created", Value: moment(q.Created)},
		{Name: "changed", Value: moment(q.Modified)},
		{Name: "messages", Value: messages},
		{Name: "delivery", Value: delivery},
		{Name: "delay", Value: seconds(q.Settings.Delay)},
		{Name: "kept for", Value: seconds(q.Settings.Retention)},
		{Name: "sent to by", Value: dash(q.producers())},
		{Name: "consumed by", Value: q.consumption()},
	}
}

// consumption tells how a queue is consumed, a line each for what and by what
// rules.
func (q *queueObject) consumption() string {
	if len(q.Consumers) == 0 {
		return "-"
	}
	c, s := q.Consumers[0], q.Consumers[0].Settings
	who, how := c.Script, fmt.Sprintf("batches of %d or after %s", s.BatchSize, terminal.Millis(int64(s.Wait)))
	if c.Type == config.TypeHTTPPull {
		who, how = "whoever pulls over HTTP", fmt.Sprintf("held for %s", terminal.Millis(int64(s.Visibility)))
	}
	if q.Paddock.ConsumerFrom == queue.FromAPI {
		who += ", set over the API"
	}
	retries := "no retries"
	if s.MaxRetries > 0 {
		retries = fmt.Sprintf("%s, each after %s", terminal.Count(s.MaxRetries, "retry"), seconds(s.RetryDelay))
	}
	end := "deleted"
	if c.DeadLetter != "" {
		end = "moved to " + c.DeadLetter
	}
	how += "\n" + retries + ", then " + end
	if c.Type != config.TypeHTTPPull {
		how += fmt.Sprintf("\n%s in flight, of at most %d now", terminal.Count(q.Paddock.InFlight, "batch"), q.Paddock.Concurrency)
	}
	return who + "\n" + how
}

func or(text, otherwise string) string {
	if text == "" {
		return otherwise
	}
	return text
}

func seconds(n int) string { return terminal.Span(time.Duration(n) * time.Second) }

// momentFormat is how a moment is shown, in local time.
const momentFormat = "2006-01-02 15:04:05"

// moment words a time of the API.
func moment(text string) string {
	t, err := time.Parse(time.RFC3339Nano, text)
	if err != nil {
		return text
	}
	return t.Local().Format(momentFormat)
}
