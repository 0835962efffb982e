package simulation

import "time"

// An Event is one line of what happened.
type Event struct {
	At      time.Duration `json:"at"` // since the world began, in nanoseconds
	Kind    string        `json:"kind"`
	Message string        `json:"message,omitempty"` // the label of the message it concerns
	Text    string        `json:"text"`
}

// A Violation is an invariant that does not hold.
type Violation struct {
	Invariant string `json:"invariant"`
	Text      string `json:"text"`
}

// The invariants that hold for every Worker.
const (
	Lost       = "lost"       // no message is lost
	Stuck      = "stuck"      // none is left behind
	Restless   = "restless"   // the queues come to rest
	DeadAcked  = "dead-acked" // what was acknowledged is not dead-lettered
	Rejection  = "rejection"  // no promise is rejected unheard
	Unfinished = "unfinished" // nothing is acknowledged while its work goes on
	RefusedUse = "misuse"     // no call that the platform refuses
	Effect     = "effects"    // the effects are those of one delivery of each message
)

// A Result is what became of a run.
type Result struct {
	Scenario   Scenario
	Violations []Violation
	Fired      []Fault // the faults that happened, in order
	Trace      []Event
	Effects    *Effects
	// Unrepeatable says what in the run does not follow from its seed.
	Unrepeatable []string
	// Sent lists what came from outside: "message", "request", "cron run".
	Sent []string

	kinds []string // of everything in the plan
}

// violated reports whether an invariant is among those that do not hold.
func (r *Result) violated(invariant string) bool {
	for _, v := range r.Violations {
		if v.Invariant == invariant {
			return true
		}
	}
	return false
}
