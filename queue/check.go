package queue

// Check returns the refusal of a send that breaks a limit which needs no queue
// to be known, or nil. Zero fields of l mean the platform's figures.
func Check(l Limits, msgs []Outgoing) error { return l.withDefaults().check(msgs) }
