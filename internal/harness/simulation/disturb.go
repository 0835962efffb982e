package simulation

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/dop251/goja"

	"paddock/bindings/workflow"
	"paddock/runtime"
)

// An operation is one call of a binding, or a fetch, by a handler.
type operation struct {
	d       *delivery
	inv     *runtime.Invocation
	product string
	what    string
	key     string
	writes  bool // it may change something
	fragile bool // nothing may go wrong with it
	last    bool // it is part of the last attempt of a workflow's step
	spoilt  bool // it was meant to go wrong
	silent  bool // it never reached the service
}

// errDead is why an isolate ends.
var errDead = errors.New("the isolate died")

// disturb decides what happens to an operation.
func (r *run) disturb(inv *runtime.Invocation, what string) runtime.Disturbance {
	r.calling = nil
	product, verb := words(what)
	if inv == nil || !disturbed(product) {
		return runtime.Disturbance{}
	}
	d := r.deliveryOf(inv)
	if d == nil {
		return runtime.Disturbance{}
	}
	d.ops++
	op := &operation{d: d, inv: inv, product: product, what: what, key: fmt.Sprintf("%s/%d", d.key, d.ops), writes: writes(product, verb, what)}
	r.calling = op
	r.note("call", "", fmt.Sprintf("%s calls %s", d.key, what))
	out := runtime.Disturbance{After: r.latency(op)}
	last, step := workflow.LastAttempt(inv.Isolate().Context())
	op.fragile, op.last = d.fragile || last, last
	switch {
	case product == "step":
		r.interrupt(op, &out)
	case !op.fragile:
		r.spoil(op, d.instance && !step, &out)
	}
	if out.Kill == nil && (out.Refuse == nil || product == "analytics") {
		r.open++
		if last {
			r.lastOps++
		}
		out.Ended = func(answered bool) { r.answered(op, answered) }
	}
	return out
}

// disturbed tells the products whose operations can go wrong.
func disturbed(product string) bool {
	switch product {
	case "fetch", "kv", "d1", "r2", "queue", "service", "workflow", "step", "cache", "ratelimit", "secret", "analytics":
		return true
	}
	return false
}

// writes reports whether an operation may change something, or leads to it, as the
// beginning of a workflow's step does. Of a request, the network knows better.
func writes(product, verb, what string) bool {
	switch product {
	case "fetch", "ratelimit", "secret", "analytics":
		return false
	case "service":
		method := what[strings.LastIndexAny(what, ". ")+1:]
		return verb == "queue" || verb == "scheduled" || verb == "call" && !reads(method) || verb == "fetch" && !safeCall(what)
	}
	return !slices.Contains([]string{"get", "head", "list", "metrics", "match", "status", "wait"}, verb)
}

// safeCall reports whether "service fetch worker.GET https://…" changes nothing.
func safeCall(what string) bool {
	words := strings.Fields(what)
	return len(words) > 2 && safe(words[2][strings.LastIndexByte(words[2], '.')+1:])
}

// deliveryOf finds what an invocation works for: something that came from outside,
// or the run of an instance of a workflow. Each run of an instance is a delivery.
func (r *run) deliveryOf(inv *runtime.Invocation) *delivery {
	d := r.deliveries[inv.Origin()]
	name, id, ok := workflow.Instanced(inv.Origin())
	if !ok || inv.Subject() != id || d != nil && d.inv == inv {
		return d
	}
	label := r.instances[inv.Origin()]
	if label == "" {
		if label = name + ":" + id; uuidID.MatchString(id) { // it is random: the order of coming names it
			r.labels[":"+name]++
			label = fmt.Sprintf("%s:+%d", name, r.labels[":"+name])
		}
		r.instances[inv.Origin()] = label
	}
	r.visits[label]++
	d = &delivery{key: fmt.Sprintf("%s.%d", label, r.visits[label]), origin: inv.Origin(), inv: inv, instance: true}
	r.deliveries[inv.Origin()] = d
	r.note("run", "", fmt.Sprintf("instance %s of the workflow %s runs (%d)", strings.TrimPrefix(label, name+":"), name, r.visits[label]))
	return d
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
	if op.d.slow > 0 {
		return op.d.slow
	}
	if !r.chance.happen(Latency, "") {
		return time.Millisecond
	}
	if r.chance.number("slow", op.key, 20) == 0 {
		return r.chance.wait("slow", op.key, 5*time.Second)
	}
	return time.Millisecond + r.chance.wait("latency", op.key, 4*time.Millisecond, 40*time.Millisecond)
}

// tell notes that an operation goes wrong.
func (r *run) tell(op *operation, kind Kind) {
	op.spoilt = true
	r.note("fault", "", fmt.Sprintf("%s: %s: %s (%s)", op.key, op.what, about[kind], kind))
}

// interrupt lets an isolate die while a step of a workflow is stored or looked up.
// That itself fails on the platform in no other way.
func (r *run) interrupt(op *operation, out *runtime.Disturbance) {
	switch {
	case r.lastOps > 0:
	case r.chance.happen(Death, op.key):
		r.tell(op, Death)
		out.Kill = errDead
	case r.chance.happen(DeathAfter, op.key):
		r.tell(op, DeathAfter)
		out.KillAfter = errDead
	}
}

// spoil lets an operation go wrong. One that has no limit of time, as it is not
// part of a workflow's step, must not hang.
func (r *run) spoil(op *operation, endless bool, out *runtime.Disturbance) {
	failure := failureOf(op)
	waited := op.product != "analytics" // its points are written while the script goes on
	tell := func(kind Kind) { r.tell(op, kind) }
	switch {
	case r.chance.happen(Outage, op.product):
		tell(Outage)
		out.Refuse = failure
	case r.lastOps == 0 && r.chance.happen(Death, op.key):
		tell(Death)
		out.Kill = errDead
	case r.chance.happen(Refused, op.key):
		tell(Refused)
		out.Refuse = failure
	case waited && r.chance.happen(LostAnswer, op.key):
		tell(LostAnswer)
		out.Answer = failure
	case waited && !endless && r.chance.happen(Hang, op.key):
		tell(Hang)
		if op.d.hung = true; op.d.over { // its caller has not waited for it
			r.leave(op.d)
		}
		out.Silent = true
		op.silent = r.chance.number("arrived", op.key, 2) == 0
	case r.lastOps == 0 && r.chance.happen(DeathAfter, op.key):
		tell(DeathAfter)
		out.KillAfter = errDead
	case strings.HasPrefix(op.what, "cache match ") && r.chance.happen(Evicted, op.key):
		tell(Evicted)
		out.Instead = func(*goja.Runtime) goja.Value { return goja.Null() }
	case op.product == "ratelimit" && r.chance.happen(Busy, op.key):
		r.note("fault", "", fmt.Sprintf("%s: %s: the limit is reached (%s)", op.key, op.what, Busy))
		out.Instead = func(vm *goja.Runtime) goja.Value { return vm.ToValue(false) }
	}
}

// answered notes that nobody waits for an operation any more. What was still under
// way when a handler had succeeded is left to chance.
func (r *run) answered(op *operation, answered bool) {
	r.open--
	if op.last {
		r.lastOps--
	}
	if !answered && op.inv.Isolate().Life().Err() != nil {
		op.d.hurt = true
	}
	if answered || !op.writes || op.spoilt {
		return
	}
	switch {
	case op.inv.Depth() > 0 && !op.inv.Succeeded(): // its caller learns of the failure
		return
	case op.d.client || op.d.instance:
		if op.inv.Succeeded() {
			r.unfinished(op.inv.Event()+"()", op.what)
		}
		return
	}
	op.d.left = append(op.d.left, op.what)
}

// leftOpen tells of what was under way when a handler had succeeded.
func (r *run) leftOpen(handler string, d *delivery) {
	if len(d.left) > 0 {
		r.unfinished(handler, strings.Join(d.left, ", "))
	}
}

func (r *run) unfinished(handler, what string) {
	r.violate(Unfinished, fmt.Sprintf("the handler of %s succeeded while %s was still under way: whether it happens is left to chance. Await it, or pass it to ctx.waitUntil()", handler, what))
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
	case "workflow", "ratelimit", "secret":
		return fmt.Errorf("%s %s failed: internal error", map[string]string{"workflow": "Workflows", "ratelimit": "RateLimit", "secret": "Secrets Store"}[op.product], verb)
	}
	return errors.New("Network connection lost.")
}
