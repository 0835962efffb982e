package main

import (
	"fmt"

	"paddock/cmd/paddock/terminal"
	"paddock/config"
)

type createOptions struct {
	queueFlags
	delay, retention int
}

func (a *app) queuesCreateCommand() *command {
	var o createOptions
	c := &command{
		name:  "queues create",
		args:  "QUEUE",
		short: "make a queue",
		about: "Makes a queue that no configuration names. It stays until it is deleted. Queues of a configuration are made by themselves.",
		examples: []example{
			{"paddock queues create audit", "a queue with the platform's defaults"},
			{"paddock queues create audit --delay 60 --retention 1209600", "messages are delivered after a minute and kept for 14 days"},
		},
		flags: newFlags(),
	}
	o.declare(c.flags)
	c.flags.whole(&o.delay, "delay", "SECONDS", 0, 86400, "delay messages that bring no delay of their own (default: 0)")
	c.flags.whole(&o.retention, "retention", "SECONDS", config.MinRetention, config.MaxRetention, "how long it keeps a message (default: 4 days)")
	c.run = func(operands []string) error {
		name, err := oneQueue(c, operands)
		if err != nil {
			return err
		}
		settings := map[string]any{}
		if c.flags.has("delay") {
			settings["delivery_delay"] = o.delay
		}
		if c.flags.has("retention") {
			settings["message_retention_period"] = o.retention
		}
		return a.withQueues(c, &o.queueFlags, func(client *client) error {
			var q answered[queueObject]
			if _, err := client.call("POST", "", map[string]any{"queue_name": name, "settings": settings}, &q); err != nil {
				return err
			}
			if o.asJSON {
				return a.printJSON(q)
			}
			return a.printf("created %s\n", name)
		})
	}
	return c
}

type deleteOptions struct {
	queueFlags
	yes bool
}

func (a *app) queuesDeleteCommand() *command {
	var o deleteOptions
	c := &command{
		name:  "queues delete",
		args:  "QUEUE",
		short: "delete a queue and everything in it",
		about: "Deletes a queue with its messages, its settings and the consumer that was set over the API, after asking. One that a\nconfiguration names is made again, empty, at the next start or reload.",
		examples: []example{
			{"paddock queues delete audit", "ask, then delete it"},
			{"paddock queues delete audit --yes", "without asking"},
		},
		flags: newFlags(),
	}
	o.declare(c.flags)
	c.flags.boolean(&o.yes, "y yes", "do not ask")
	c.run = func(operands []string) error {
		name, err := oneQueue(c, operands)
		if err != nil {
			return err
		}
		return a.withQueues(c, &o.queueFlags, func(client *client) error {
			count, err := client.backlog(name)
			if err != nil {
				return err
			}
			what := fmt.Sprintf("the queue %s with %s", name, terminal.Count(count, "message"))
			return a.destroy(&o, what, func() error {
				_, err := client.call("DELETE", queuePath(name), nil, nil)
				return err
			}, map[string]any{"queue_name": name, "deleted": true})
		}, name)
	}
	return c
}

// backlog counts the messages of a queue.
func (c *client) backlog(name string) (int64, error) {
	var m backlog
	_, err := c.call("GET", queuePath(name)+"/metrics", nil, &m)
	return m.Count, err
}

// destroy asks, unless it is told not to, does it, and says so.
func (a *app) destroy(o *deleteOptions, what string, do func() error, result map[string]any) error {
	if !o.yes {
		if err := a.confirm("Delete " + what + "?"); err != nil {
			return err
		}
	}
	if err := do(); err != nil {
		return err
	}
	if o.asJSON {
		return a.printJSON(result)
	}
	return a.printf("deleted %s\n", what)
}
