package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"paddock/cmd/paddock/terminal"
)

type redriveOptions struct {
	queueFlags
	to  string
	ids []string
}

func (a *app) queuesRedriveCommand() *command {
	var o redriveOptions
	c := &command{
		name:  "queues redrive",
		args:  "QUEUE",
		short: "move dead letters back to the queue they came from",
		about: "Moves the messages of a dead letter queue back to where each of them came from, to be delivered again as if for the\nfirst time: once what made them fail is mended. Messages in flight stay.",
		examples: []example{
			{"paddock queues redrive orders-dead", "every message goes back"},
			{"paddock queues redrive orders-dead --id 7cc3a4579077d8c136f047e6ea4e2f9d", "this one only"},
			{"paddock queues redrive orders-dead --to orders-slow", "to another queue, wherever they came from"},
		},
		flags: newFlags(),
	}
	o.declare(c.flags)
	c.flags.text(&o.to, "to", "QUEUE", "move them to this queue (default: where each came from)")
	c.flags.list(&o.ids, "id", "ID", "only the message of this id")
	c.run = func(operands []string) error {
		name, err := oneQueue(c, operands)
		if err != nil {
			return err
		}
		if err := checkIDs(c, o.ids); err != nil {
			return err
		}
		return a.withQueues(c, &o.queueFlags, func(client *client) error { return a.redrive(client, &o, name) }, name, o.to)
	}
	return c
}

func (a *app) redrive(client *client, o *redriveOptions, name string) error {
	request := map[string]any{}
	if o.to != "" {
		request["to"] = o.to
	}
	if len(o.ids) > 0 {
		request["ids"] = unique(o.ids)
	}
	var result answered[redriven]
	if _, err := client.call("POST", queuePath(name)+"/redrive", request, &result); err != nil {
		return err
	}
	if err := a.printRedriven(o, name, result); err != nil {
		return err
	}
	if missing := result.value.Missing; len(missing) > 0 {
		return fmt.Errorf("%s not in %s: %s", terminal.Count(len(missing), "message"), name, strings.Join(missing, ", "))
	}
	return nil
}

type redriven struct {
	Moved   map[string]int `json:"moved"` // by queue
	Skipped int            `json:"skipped"`
	Missing []string       `json:"missing"`
}

func (a *app) printRedriven(o *redriveOptions, name string, result answered[redriven]) error {
	if o.asJSON {
		return a.printJSON(result)
	}
	v := result.value
	var lines []string
	for _, to := range sorted(v.Moved) {
		lines = append(lines, fmt.Sprintf("moved %s to %s", terminal.Count(v.Moved[to], "message"), to))
	}
	if v.Skipped > 0 {
		why := "in flight, or with no queue to go back to: --to QUEUE names one"
		if o.to != "" {
			why = "in flight"
		}
		lines = append(lines, fmt.Sprintf("left %s in %s: %s", terminal.Count(v.Skipped, "message"), name, why))
	}
	if len(lines) == 0 && len(v.Missing) == 0 {
		lines = append(lines, "no messages in "+name)
	}
	if len(lines) == 0 {
		return nil
	}
	return a.printf("%s\n", strings.Join(lines, "\n"))
}

func sorted[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

func unique(list []string) []string {
	list = slices.Clone(list)
	slices.Sort(list)
	return slices.Compact(list)
}
