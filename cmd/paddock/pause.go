package main

func (a *app) queuesPauseCommand() *command {
	return a.deliveryCommand("queues pause", true, "stop the delivery of a queue", "is paused: it takes messages, and delivers none",
		"Stops delivery. The queue goes on taking messages, and on deleting those that are too old; batches in flight may end.")
}

func (a *app) queuesResumeCommand() *command {
	return a.deliveryCommand("queues resume", false, "deliver the messages of a queue again", "goes on", "Undoes paddock queues pause.")
}

func (a *app) deliveryCommand(name string, paused bool, short, done, about string) *command {
	var o queueFlags
	c := &command{name: name, args: "QUEUE", short: short, about: about + " It is remembered over restarts.",
		examples: []example{{"paddock " + name + " orders", short}}, flags: newFlags()}
	o.declare(c.flags)
	c.run = func(operands []string) error {
		queue, err := oneQueue(c, operands)
		if err != nil {
			return err
		}
		return a.withQueues(c, &o, func(client *client) error {
			var q answered[queueObject]
			if _, err := client.call("PATCH", queuePath(queue), map[string]any{"settings": map[string]any{"delivery_paused": paused}}, &q); err != nil {
				return err
			}
			if o.asJSON {
				return a.printJSON(q)
			}
			return a.printf("the delivery of %s %s\n", queue, done)
		}, queue)
	}
	return c
}
