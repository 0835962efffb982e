package simulation

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/dop251/goja"

	"paddock/bindings"
	"paddock/bindings/rpc"
	"paddock/runtime"
)

// An item is what became so far of one thing of the plan.
type item struct {
	attempts int    // that were spent
	fate     string // "" while it is under way
}

// patience is how long a client waits for an answer.
const patience = time.Minute

// errGone ends what works for a client that has gone away.
var errGone = errors.New("the client has gone away")

// ask sends a request of a client, and again when it was not answered.
func (r *run) ask(n int) {
	q, attempt := r.plan[n].request, r.items[n].attempts+1
	d := r.attend(fmt.Sprintf("%d.%d", n, attempt))
	d.client = true
	d.fragile = attempt > q.retries
	r.note("request-in", fmt.Sprint(n), fmt.Sprintf("a client sends request %d (attempt %d): %s %s %s", n, attempt, q.method, q.url, shorten(q.body)))
	r.upset(d)
	if !d.fragile && r.chance.happen(Duplicate, d.key) {
		r.fault(Duplicate, fmt.Sprint(n), aboutItem("request", Duplicate))
		r.inFlight++
		r.clock.AfterFunc(r.chance.wait("duplicate", d.key, 5*time.Millisecond, 50*time.Millisecond, time.Second), func() {
			again := r.attend(d.key + "d")
			again.client, again.copy = true, true
			r.note("request-in", fmt.Sprint(n), fmt.Sprintf("request %d (attempt %d) arrives a second time", n, attempt))
			r.exchange(again, q, func(int, string) { r.inFlight-- })
		})
	}
	r.inFlight++
	r.exchange(d, q, func(status int, failure string) {
		r.inFlight--
		r.replied(n, d, status, failure)
	})
}

// exchange hands a request to its Worker and tells the status of the answer, or
// why there is none. A client that waits for too long goes away, unless it is its
// last attempt.
func (r *run) exchange(d *delivery, q *asked, done func(status int, failure string)) {
	over, life := false, r.lives
	end := func(status int, failure string) {
		if !over && life == r.lives {
			over, d.over = true, true
			r.leave(d)
			done(status, failure)
		}
	}
	if !d.fragile {
		r.clock.AfterFunc(patience, func() {
			if !over && life == r.lives {
				end(0, "no answer came in "+patience.String())
				r.cut(d, errGone)
			}
		})
	}
	r.driver.fetch(origin{r.session.Entrypoint(q.worker), d.origin}, q, r.edge(d), end)
}

// edge lists the headers that the platform adds. Every client has an address of its
// own, and every arrival a ray.
func (r *run) edge(d *delivery) [][2]string {
	n, _, _ := strings.Cut(d.key, ".")
	address := fmt.Sprintf("203.0.113.%d", 1+r.chance.number("address", n, 250))
	return [][2]string{{"cf-connecting-ip", address}, {"x-real-ip", address}, {"x-forwarded-proto", "https"}, {"cf-visitor", `{"scheme":"https"}`},
		{"cf-ray", fmt.Sprintf("%016x", r.chance.source("ray", d.key).Uint64())}}
}

// replied decides what a client does next.
func (r *run) replied(n int, d *delivery, status int, failure string) {
	q, it := r.plan[n].request, &r.items[n]
	text := fmt.Sprintf("request %d is answered %d", n, status)
	if failure != "" {
		text = fmt.Sprintf("request %d fails: %s", n, firstLine(failure))
	}
	r.note("answer", fmt.Sprint(n), text)
	answered := failure == "" && status < 500 && status != 429
	if answered && !d.fragile && r.chance.happen(LostAck, d.key) {
		r.fault(LostAck, fmt.Sprint(n), aboutItem("request", LostAck))
		answered = false
	}
	unspent := d.fragile && (d.hurt || strings.Contains(failure, errDead.Error())) // of another invocation's doing
	switch {
	case answered:
		it.fate = "answered"
	case unspent:
	case d.fragile:
		it.fate = "never answered"
	default:
		it.attempts++
	}
	if it.fate != "" {
		r.unsent[n] = false
		return
	}
	pause := time.Second<<min(it.attempts, 6) + r.chance.wait("client", fmt.Sprintf("%d.%d", n, q.retries-it.attempts), time.Second)
	r.clock.AfterFunc(pause, func() { r.ask(n) })
}

// attend begins what one attempt of something from outside leads to.
func (r *run) attend(key string) *delivery {
	d := &delivery{key: key}
	if r.visits[d.key]++; r.visits[d.key] > 1 {
		d.key += fmt.Sprintf("~%d", r.visits[d.key]) // an attempt that was not spent
	}
	d.origin = "item " + d.key
	r.deliveries[d.origin] = d
	return d
}

// cut ends the invocations that work for an attempt.
func (r *run) cut(d *delivery, why error) {
	for _, i := range r.session.Isolates() {
		for _, inv := range i.InFlight() {
			if inv.Origin() == d.origin {
				inv.Cut(runtime.EndedByLimit, why)
			}
		}
	}
}

// leave is called when an attempt is over. Where a call hangs on purpose, what
// waits for it in another Worker ends soon, as its caller has gone.
func (r *run) leave(d *delivery) {
	if d.hung {
		r.clock.AfterFunc(30*time.Second, func() { r.cut(d, errGone) })
	}
}

// origin is a service whose invocations are known to be about something.
type origin struct {
	rpc.Service
	name string
}

// Dispatch hands an event on.
func (o origin) Dispatch(from rpc.Caller, event string, value *rpc.Payload, done func(rpc.Result)) {
	from.Origin = o.name
	o.Service.Dispatch(from, event, value, done)
}

// clientScript asks as a client would, which follows no redirects.
var clientScript = sync.OnceValue(func() *goja.Program {
	return goja.MustCompile("client.js", `(async (fetcher, url, method, headers, body, cf) => {
		const answer = await fetcher.fetch(url, { method, headers, body, redirect: "manual", cf: JSON.parse(cf) });
		await answer.arrayBuffer();
		return answer.status;
	})`, true)
})

// fetch sends a request from the driver's isolate.
func (d *driver) fetch(to rpc.Service, q *asked, edge [][2]string, done func(status int, failure string)) {
	d.i.Post(nil, func() {
		v, err := d.client(to, q, edge)
		if err != nil {
			done(0, err.Error())
			return
		}
		d.i.Follow(v, func(v goja.Value, err error) {
			if err != nil {
				done(0, err.Error())
				return
			}
			done(int(v.ToInteger()), "")
		})
	})
}

func (d *driver) client(to rpc.Service, q *asked, edge [][2]string) (goja.Value, error) {
	vm := d.i.VM()
	fetcher, err := rpc.NewFetcher(d.i, to)
	if err != nil {
		return nil, err
	}
	var headers []any
	for _, h := range slices.Concat(q.headers, edge) {
		headers = append(headers, vm.NewArray(h[0], h[1]))
	}
	body := goja.Undefined()
	if q.body != "" {
		body = vm.ToValue(q.body)
	}
	fn, _ := goja.AssertFunction(d.i.Run(clientScript()))
	return d.i.Call(fn, nil, fetcher, vm.ToValue(q.url), vm.ToValue(q.method), vm.NewArray(headers...), body, vm.ToValue(bindings.DefaultCF))
}
