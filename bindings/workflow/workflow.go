// Package workflow runs Workflows: instances of a class of some Worker whose
// steps are stored as they end, so that an instance goes on where it was after a
// crash, a restart or a reload. It knows instances, steps, sleeps, events and
// retries, and the platform's limits. Which Workers there are, and when one has
// started, is told from outside.
package workflow

import (
	"fmt"
	"regexp"
	"time"
)

// The platform's limits.
const (
	MaxID     = 100 // characters of an instance's id
	MaxBatch  = 100 // instances of one createBatch
	MaxName   = 256 // characters of a step's name
	MaxSteps  = 1024
	MaxStored = 1 << 20 // bytes of what a step or an event holds
)

// A Definition says what a workflow is: the class that runs it.
type Definition struct {
	Name   string
	Worker string // whose export the class is
	Class  string
}

// A Status is what an instance is doing.
type Status string

// The states of an instance.
const (
	Queued     Status = "queued"
	Running    Status = "running"
	Waiting    Status = "waiting" // for time to pass, or for an event
	Paused     Status = "paused"
	Errored    Status = "errored"
	Terminated Status = "terminated"
	Complete   Status = "complete"
)

// over reports whether an instance will do nothing more by itself.
func (s Status) over() bool { return s == Errored || s == Terminated || s == Complete }

// An Instance is what is known of one instance.
type Instance struct {
	ID      string
	Status  Status
	Created time.Time
	Params  []byte // in the wire format of V8
	Output  []byte // likewise; nil until it is complete
	Failure *Failure
}

// A Failure is an error of a script, as it is stored.
type Failure struct {
	Name    string `json:"name"`
	Message string `json:"message"`
}

func (f *Failure) Error() string { return f.Name + ": " + f.Message }

// A Refusal is what the platform answers to a call that it does not carry out.
type Refusal struct{ Code, Reason string }

func (r *Refusal) Error() string { return fmt.Sprintf("(%s) %s", r.Code, r.Reason) }

var validID = regexp.MustCompile(`^[a-zA-Z0-9_][a-zA-Z0-9-_]*$`)

// CheckID says what is wrong with the id of an instance.
func CheckID(id string) error {
	if len(id) > MaxID || !validID.MatchString(id) {
		return &Refusal{"instance.invalid_id", fmt.Sprintf("Workflow instance has invalid id %q: up to %d letters, digits, - and _ are allowed, and it does not begin with -", id, MaxID)}
	}
	return nil
}

func notFound(id string) error {
	return &Refusal{"instance.not_found", fmt.Sprintf("Provided id %q does not exist", id)}
}
