package config

import (
	"fmt"
	"strings"
)

const maxDelay = 86_400 // seconds: a day

func (v view) producers() []Producer {
	var all []Producer
	for _, t := range v.tables("producers") {
		t.unknown(producerKeys()...)
		binding := t.require("binding", "the name by which the script finds the queue in env", "write "+v.assign("binding", `"MY_QUEUE"`))
		queue := t.require("queue", "the name of the queue", "write "+v.assign("queue", `"my-queue"`))
		if t.boolean("remote") {
			t.warn(t.node.field("remote"), "remote", "queues are always local here, so this has no effect", "")
		}
		p := Producer{Binding: t.binding("binding"), Queue: t.queueName("queue"), DeliveryDelay: t.seconds("delivery_delay"), Pos: t.node.at}
		if binding && queue {
			all = append(all, p)
		}
	}
	return all
}

// seconds reads a delay.
func (v view) seconds(key string) *int { return v.whole(key, 0, maxDelay, " seconds") }

func (v view) consumers() []Consumer {
	var all []Consumer
	seen := map[string]*node{}
	for _, t := range v.tables("consumers") {
		t.unknown(append(consumerKeys(), "environment", "service")...) // the last two are old and mean nothing any more
		if !t.require("queue", "the name of the queue to consume", "write "+v.assign("queue", `"my-queue"`)) {
			continue
		}
		c := t.consumer()
		queue := t.node.field("queue")
		if first := seen[c.Queue]; first != nil && c.Queue != "" {
			t.fail(queue, "queue", "a queue has one consumer, and this one has another at "+first.at.String(), "remove one of the two consumers")
			continue
		}
		seen[c.Queue] = queue
		all = append(all, c)
	}
	return all
}

func (v view) consumer() Consumer {
	c := Consumer{
		Queue:           v.queueName("queue"),
		Type:            v.oneOf("type", TypeWorker, TypeHTTPPull),
		MaxBatchSize:    or(v.whole("max_batch_size", 1, 100, " messages"), DefaultMaxBatchSize),
		MaxBatchTimeout: or(v.whole("max_batch_timeout", 0, 60, " seconds"), DefaultMaxBatchTimeout),
		MaxRetries:      or(v.whole("max_retries", 0, 100, ""), DefaultMaxRetries),
		MaxConcurrency:  or(v.whole("max_concurrency", 1, 250, " invocations"), 0),
		DeadLetterQueue: v.queueName("dead_letter_queue"),
		RetryDelay:      or(v.seconds("retry_delay"), 0),
		Pos:             v.node.at,
	}
	if c.Type == "" {
		c.Type = TypeWorker
	}
	for _, key := range consumerKeys()[2:] {
		if v.node.field(key) != nil {
			c.Given = append(c.Given, key)
		}
	}
	if c.DeadLetterQueue != "" && c.DeadLetterQueue == c.Queue {
		v.fail(v.node.field("dead_letter_queue"), "dead_letter_queue",
			fmt.Sprintf("Dead letter queue for queue %q cannot be itself", c.Queue), "name another queue, such as "+quote(c.Queue+"-dlq"))
	}
	v.pullSettings(&c)
	return c
}

// pullSettings reads what only pull consumers have, and points out what they lack.
func (v view) pullSettings(c *Consumer) {
	const key, halfDay = "visibility_timeout_ms", 12 * 60 * 60 * 1000
	n, timeout := v.node.field(key), v.whole(key, 1, halfDay, " milliseconds (12 hours)")
	if c.Type != TypeHTTPPull {
		if n != nil {
			v.fail(n, key, "only a consumer of type "+quote(TypeHTTPPull)+" has a visibility timeout", "remove it, or write "+v.assign("type", quote(TypeHTTPPull)))
		}
		return
	}
	c.VisibilityTimeoutMS = or(timeout, DefaultVisibilityTimeoutMS)
	for _, key := range []string{"max_batch_timeout", "max_concurrency"} {
		if n := v.node.field(key); n != nil {
			v.warn(n, key, "has no effect on a consumer of type "+quote(TypeHTTPPull)+": whoever pulls decides when, and how many at a time", "remove it")
		}
	}
}

func or(p *int, otherwise int) int {
	if p == nil {
		return otherwise
	}
	return *p
}

// warnCircles points out dead letter queues that lead back to where they came from.
func (r *reader) warnCircles(consumers []Consumer) {
	next := map[string]string{}
	for _, c := range consumers {
		next[c.Queue] = c.DeadLetterQueue
	}
	told := map[string]bool{}
	for _, c := range consumers {
		trail := []string{c.Queue}
		for q := next[c.Queue]; q != "" && len(trail) <= len(consumers) && !told[q]; q = next[q] {
			trail = append(trail, q)
			if q == c.Queue {
				break
			}
		}
		if len(trail) < 3 || trail[len(trail)-1] != c.Queue {
			continue
		}
		for _, q := range trail {
			told[q] = true
		}
		r.problem(SeverityWarning, c.Pos, "", "", "dead letters go in a circle: "+strings.Join(trail, " → ")+", so a message that always fails never rests",
			"let the last consumer have no dead_letter_queue, or another one")
	}
}

// CheckTogether finds what is wrong between Workers that are each right: two of them consuming the same queue.
func CheckTogether(configs []*Config) *Report {
	report := &Report{}
	first := map[string]Pos{}
	for _, cfg := range configs {
		for _, c := range cfg.Consumers {
			if at, ok := first[c.Queue]; ok {
				report.add(Problem{Pos: c.Pos, Severity: SeverityError, Key: "queue", Value: quote(c.Queue),
					What: "a queue has one consumer, and this one has another at " + at.String(), Fix: "remove one of the two consumers"})
				continue
			}
			first[c.Queue] = c.Pos
		}
	}
	return report
}
