package simulation

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"paddock/runtime"
)

// An operation is one call of a binding, or a fetch, by a handler.
type operation struct {
	d       *delivery
	product string
	what    string
	key     string
	writes  bool // it may change something
	spoilt  bool // it was meant to go wrong
	silent  bool // it never reached the service
}

// errDead is why an isolate ends.
var errDead = errors.New("the isolate died")

// disturb decides what happens to an operation.
func (r *run) disturb(inv *runtime.Invocation, what string) runtime.Disturbance {
	r.calling = nil
	product, verb := words(what)
	if inv == nil || !slices.Contains(r.s.products, product) {
		return runtime.Disturbance{}
	}
	d := r.deliveries[inv.Subject()]
	if d == nil {
		return runtime.Disturbance{}
	}
	d.ops++
	op := &operation{d: d, product: product, what: what, key: fmt.Sprintf("%s/%d", d.key, d.ops),
		writes: product != "fetch" && !slices.Contains([]string{"get", "head", "list", "metrics"}, verb)}
	r.calling = op
	r.note("call", "", fmt.Sprintf("%s calls %s", d.key, what))
	out := runtime.Disturbance{After: r.latency(op)}
	if !d.fragile {
		r.spoil(op, &out)
	}
	if out.Kill == nil && out.Refuse == nil {
		r.open++
		out.Ended = func(answered bool) { r.answered(op, answered) }
	}
	return out
}

// words splits what an operation is into its product and what it does: "kv put
// key" into "kv" and "put".
func words(what string) (product, verb string) {
	product, rest, _ := strings.Cut(what, " ")
	verb, _, _ = strings.Cut(rest, " ")
	return product, verb
}

// latency is how long an operation takes.
func (r *run) latency(op *operation) time.Duration {
	if !r.chance.happen(Latency, "") {
		return time.Millisecond
	}
	if r.chance.number("slow", op.key, 20) == 0 {
		return r.chance.wait("slow", op.key, 5*time.Second)
	}
	return time.Millisecond + r.chance.wait("latency", op.key, 4*time.Millisecond, 40*time.Millisecond)
}

// spoil lets an operation go wrong.
func (r *run) spoil(op *operation, out *runtime.Disturbance) {
	failure := failureOf(op)
	tell := func(kind Kind) {
		op.spoilt = true
		r.note("fault", "", fmt.Sprintf("%s: %s: %s (%s)", op.key, op.what, about[kind], kind))
	}
	switch {
	case r.chance.happen(Outage, op.product):
		tell(Outage)
		out.Refuse = failure
	case r.chance.happen(Death, op.key):
		tell(Death)
		out.Kill = errDead
	case r.chance.happen(Refused, op.key):
		tell(Refused)
		out.Refuse = failure
	case r.chance.happen(LostAnswer, op.key):
		tell(LostAnswer)
		out.Answer = failure
	case r.chance.happen(Hang, op.key):
		tell(Hang)
		out.Silent = true
		op.silent = r.chance.number("arrived", op.key, 2) == 0
	case r.chance.happen(DeathAfter, op.key):
		tell(DeathAfter)
		out.KillAfter = errDead
	}
}

// answered notes that nobody waits for an operation any more.
func (r *run) answered(op *operation, answered bool) {
	r.open--
	if !answered && op.writes && !op.spoilt {
		op.d.left = append(op.d.left, op.what)
	}
}

// failureOf is what a script gets to see of a failure, in the words of the
// product.
func failureOf(op *operation) error {
	_, verb := words(op.what)
	switch op.product {
	case "kv":
		return fmt.Errorf("KV %s failed: 503 Service Unavailable", strings.ToUpper(verb))
	case "queue":
		return fmt.Errorf("Queue %s failed: Internal error", verb)
	case "r2":
		return fmt.Errorf("%s: We encountered an internal error. Please try again. (10001)", verb)
	case "d1":
		return errors.New("D1_ERROR: Network connection lost.")
	}
	return errors.New("Network connection lost.")
}
