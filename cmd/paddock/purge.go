package main

import (
	"fmt"

	"paddock/cmd/paddock/terminal"
)

type purgeOptions struct {
	deleteOptions
	ids []string
}

func (a *app) queuesPurgeCommand() *command {
	var o purgeOptions
	c := &command{
		name:  "queues purge",
		args:  "QUEUE",
		short: "delete the messages of a queue",
		about: "Deletes every message of a queue, delayed ones and those in flight too, or only some, after asking. The queue stays.",
		examples: []example{
			{"paddock queues purge orders-dead", "ask, then delete every message"},
			{"paddock queues purge orders-dead --yes --id 7cc3a4579077d8c136f047e6ea4e2f9d", "one message, without asking"},
		},
		flags: newFlags(),
	}
	o.declare(c.flags)
	c.flags.boolean(&o.yes, "y yes", "do not ask")
	c.flags.list(&o.ids, "id", "ID", "only the message of this id")
	c.run = func(operands []string) error {
		name, err := oneQueue(c, operands)
		if err != nil {
			return err
		}
		if err := checkIDs(c, o.ids); err != nil {
			return err
		}
		return a.withQueues(c, &o.queueFlags, func(client *client) error {
			if len(o.ids) > 0 {
				return a.purgeSome(client, &o, name)
			}
			return a.purge(client, &o, name)
		}, name)
	}
	return c
}

func (a *app) purge(client *client, o *purgeOptions, name string) error {
	count, err := client.backlog(name)
	if err != nil {
		return err
	}
	what := fmt.Sprintf("all %s of %s", terminal.Count(count, "message"), name)
	return a.destroy(&o.deleteOptions, what, func() error {
		_, err := client.call("POST", queuePath(name)+"/purge", map[string]any{"delete_messages_permanently": true}, nil)
		return err
	}, map[string]any{"queue_name": name, "deleted": count})
}

// purgeSome deletes the messages of o.ids, all of which must be there.
func (a *app) purgeSome(client *client, o *purgeOptions, name string) error {
	var refs []map[string]any
	for _, id := range unique(o.ids) {
		found, err := client.messages(name, &peekOptions{count: 1, state: "any", id: id})
		switch {
		case err != nil:
			return err
		case len(found) == 0:
			return fmt.Errorf("message %s is not in %s: nothing was deleted", id, name)
		}
		refs = append(refs, map[string]any{"ref": found[0].Ref})
	}
	what := fmt.Sprintf("%s of %s", terminal.Count(len(refs), "message"), name)
	return a.destroy(&o.deleteOptions, what, func() error {
		_, err := client.call("POST", queuePath(name)+"/messages/purge", map[string]any{"refs": refs}, nil)
		return err
	}, map[string]any{"queue_name": name, "deleted": len(refs)})
}
