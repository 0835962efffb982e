package main

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"paddock/queue"
)

type ackOptions struct {
	queueFlags
	retries []string
}

func (a *app) queuesAckCommand() *command {
	var o ackOptions
	c := &command{
		name:  "queues ack",
		args:  "QUEUE LEASE…",
		short: "acknowledge messages that were pulled, or give them back",
		about: "Acknowledges messages by the leases that pull printed, or gives them back for another attempt. A retry that is one too\nmany moves the message to the dead letter queue. The exit status is 1 when not one lease was good for anything.",
		examples: []example{
			{"paddock queues ack orders LEASE LEASE", "two messages are done"},
			{"paddock queues ack orders LEASE --retry LEASE:60", "one is done, the other shall be tried again in a minute"},
		},
		flags: newFlags(),
	}
	o.declare(c.flags)
	c.flags.list(&o.retries, "retry", "LEASE[:SECONDS]", "give this one back, delivered again after so long")
	c.run = func(operands []string) error {
		name, leases, err := needQueue(c, operands)
		if err != nil {
			return err
		}
		request, err := o.request(c, leases)
		if err != nil {
			return err
		}
		return a.withQueues(c, &o.queueFlags, func(client *client) error { return a.ack(client, &o, name, request) }, name)
	}
	return c
}

// request makes the call's body.
func (o *ackOptions) request(c *command, leases []string) (map[string]any, error) {
	if len(leases)+len(o.retries) == 0 {
		return nil, usagef(c, "which LEASE? paddock queues pull prints them")
	}
	acks, retries := []map[string]any{}, []map[string]any{}
	for _, lease := range leases {
		acks = append(acks, map[string]any{"lease_id": lease})
	}
	for _, text := range o.retries {
		lease, delay, err := leaseAndDelay(text)
		if err != nil {
			return nil, usagef(c, "--retry %s: %w", text, err)
		}
		retry := map[string]any{"lease_id": lease}
		if delay >= 0 {
			retry["delay_seconds"] = delay
		}
		retries = append(retries, retry)
	}
	return map[string]any{"acks": acks, "retries": retries}, nil
}

func (a *app) ack(client *client, o *ackOptions, name string, request map[string]any) error {
	var result answered[struct {
		Acked    int               `json:"ackCount"`
		Retried  int               `json:"retryCount"`
		Warnings map[string]string `json:"warnings"`
		Paddock  struct {
			Dead    int `json:"dead_lettered"`
			Dropped int `json:"dropped"`
		} `json:"paddock"`
	}]
	if _, err := client.call("POST", queuePath(name)+"/messages/ack", request, &result); err != nil {
		return err
	}
	v := result.value
	for _, lease := range sorted(v.Warnings) {
		fmt.Fprintln(a.stderr, a.style(a.stderr).Yellow("warning: "+lease+": "+v.Warnings[lease]))
	}
	var err error
	switch {
	case o.asJSON:
		err = a.printJSON(result)
	case v.Acked+v.Retried > 0:
		err = a.printf("%s\n", ackWords(v.Acked, v.Retried-v.Paddock.Dead-v.Paddock.Dropped, v.Paddock.Dead, v.Paddock.Dropped))
	}
	if err == nil && v.Acked+v.Retried == 0 {
		return exitError(exitFailed)
	}
	return err
}

// ackWords says what became of messages, leaving out what none did.
func ackWords(acked, retried, dead, dropped int) string {
	text := ""
	for _, part := range []struct {
		n    int
		what string
	}{{acked, "acknowledged"}, {retried, "to be tried again"}, {dead, "dead-lettered after the last attempt"}, {dropped, "deleted after the last attempt"}} {
		if part.n == 0 {
			continue
		}
		if text != "" {
			text += ", "
		}
		text += fmt.Sprintf("%d %s", part.n, part.what)
	}
	return text
}

// leaseAndDelay reads LEASE or LEASE:SECONDS; the delay is -1 where there is
// none.
func leaseAndDelay(text string) (lease string, delay int, err error) {
	lease, after, ok := strings.Cut(text, ":")
	if lease == "" {
		return "", 0, errors.New("write LEASE, or LEASE:SECONDS")
	}
	if !ok {
		return lease, -1, nil
	}
	if delay, err = wholeNumber(after, 0, int(queue.MaxDelay/time.Second)); err != nil {
		return "", 0, fmt.Errorf("the delay %w", err)
	}
	return lease, delay, nil
}
