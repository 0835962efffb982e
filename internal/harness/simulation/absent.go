package simulation

import (
	"fmt"
	"net/http"
	"slices"
	"strings"

	"paddock/bindings"
	"paddock/bindings/codec/v8wire"
	"paddock/bindings/rpc"
	"paddock/bindings/service"
	"paddock/config"
	"paddock/internal/dev"
	"paddock/runtime"
)

// absent stands in for a Worker that a service binding leads to and that is not
// among the projects: simulate.js answers, or that all is well.
type absent struct {
	r      *run
	worker string
	export string // of simulate.js; "" where it has none
	props  []byte
}

// absent is dev.Options.Absent.
func (r *run) absent(worker, entrypoint string) rpc.Service {
	if r.s.named(worker) >= 0 {
		return nil
	}
	return &absent{r: r, worker: worker, export: r.s.standIn(worker, entrypoint)}
}

// standIn names the export of simulate.js that answers for a Worker.
func (s *Simulation) standIn(worker, entrypoint string) string {
	name := entrypoint
	if name == "" || name == "default" {
		name = camelCase(worker)
	}
	if slices.Contains(s.exports, name) {
		return name
	}
	return ""
}

// standsIn reports whether simulate.js answers for a Worker.
func (s *Simulation) standsIn() bool {
	for _, w := range s.o.Workers {
		for _, b := range w.Config().Bindings {
			to, ok := b.Settings.(config.Service)
			if name := dev.ServiceName(to); ok && s.named(name) < 0 && s.standIn(name, to.Entrypoint) != "" {
				return true
			}
		}
	}
	return false
}

// camelCase makes "pay-roll" into "payRoll".
func camelCase(name string) string {
	words := strings.FieldsFunc(name, func(c rune) bool { return c == '-' || c == '_' })
	for n := range words[min(1, len(words)):] {
		words[n+1] = strings.ToUpper(words[n+1][:1]) + words[n+1][1:]
	}
	return strings.Join(words, "")
}

// WorkerName names the Worker for people.
func (a *absent) WorkerName() string { return a.worker }

// WithProps keeps what the script is told of the binding.
func (a *absent) WithProps(props []byte) rpc.Service {
	out := *a
	out.props = props
	return &out
}

// entrypoint is the part of simulate.js that answers.
func (a *absent) entrypoint() *service.Entrypoint {
	return &service.Entrypoint{Worker: a.worker, Export: a.export, Props: a.props,
		Pick:   func(use func(*runtime.Isolate, error)) { use(a.r.driver.i, nil) },
		Compat: func() bindings.Compat { return bindings.Compat{} }}
}

// operation takes what the script was about to do.
func (a *absent) operation() *operation {
	op := a.r.calling
	a.r.calling = nil
	return op
}

// Call answers the call of a method.
func (a *absent) Call(from rpc.Caller, path []string, args *rpc.Payload, done func(rpc.Result)) {
	name := a.worker + "." + strings.Join(path, ".")
	q := request{Method: "CALL", URL: name, at: a.r.clock.Now().Sub(epoch), reads: reads(path[len(path)-1]) || args == nil}
	if args != nil {
		q.Body, q.Key = describe(args, propertyOf(a.r.s.o.KeyHeader))
	}
	a.perform(q, args, done, func(tell func(rpc.Result)) {
		if a.export == "" {
			args.Drop()
			tell(rpc.Result{Value: rpc.Data(v8wire.Undefined{})})
			return
		}
		from.Depth, from.Origin = 0, ""
		a.entrypoint().Call(from, path, args, tell)
	})
}

// Dispatch answers an event.
func (a *absent) Dispatch(from rpc.Caller, event string, value *rpc.Payload, done func(rpc.Result)) {
	q := request{Method: "CALL", URL: a.worker + "." + event, at: a.r.clock.Now().Sub(epoch)}
	if event == "fetch" {
		m := value.Message()
		q.Method, q.URL, q.Key, q.reads = m.Method, m.URL, m.Header.Get(a.r.s.o.KeyHeader), safe(m.Method)
		q.Body = string(m.Body)
	}
	a.perform(q, value, done, func(tell func(rpc.Result)) {
		if a.export == "" {
			value.Drop()
			if event == "fetch" {
				tell(rpc.Response(http.StatusOK, http.Header{"Content-Type": {"application/json"}}, []byte(`{"ok":true}`)))
				return
			}
			tell(rpc.Failure("Error", fmt.Sprintf("the Worker %q is not simulated, and simulate.js exports no %s", a.worker, camelCase(a.worker))))
			return
		}
		from.Depth, from.Origin = 0, ""
		a.entrypoint().Dispatch(from, event, value, tell)
	})
}

// perform keeps what was asked, and lets it happen unless it goes wrong on its way.
func (a *absent) perform(q request, sent *rpc.Payload, done func(rpc.Result), act func(tell func(rpc.Result))) {
	r, op, who := a.r, a.operation(), ""
	if op != nil {
		op.writes, who = !q.reads, op.d.key+": "
	}
	if op != nil && q.Method != "CALL" {
		if status := r.failing(op); status != 0 {
			r.asked(q, who, fmt.Sprint(status))
			sent.Drop()
			done(rpc.Response(status, http.Header{"Retry-After": {"1"}}, []byte(http.StatusText(status))))
			return
		}
	}
	if op != nil && op.silent {
		r.note("request", "", fmt.Sprintf("%s%s %s never arrives", who, q.Method, q.URL))
		sent.Drop()
		done(rpc.Failure("Error", "it never arrived")) // nobody hears of it
		return
	}
	act(func(result rpc.Result) {
		q.Performed = result.Err == nil
		text := "done"
		if result.Err != nil {
			text = "throws " + result.Err.ErrorText()
		}
		r.asked(q, who, text)
		done(result)
	})
}

// asked keeps a request to the outside.
func (r *run) asked(q request, who, answer string) {
	r.requests = append(r.requests, q)
	r.note("request", "", fmt.Sprintf("%s%s %s %s → %s", who, q.Method, q.URL, shorten(q.Body), answer))
}

// describe writes the arguments of a call, and finds the key by which a repeated
// one is known.
func describe(args *rpc.Payload, property string) (text, key string) {
	v, _ := args.Plain()
	list, ok := v.(*v8wire.Array)
	if !ok {
		return "…", ""
	}
	var all []string
	for _, item := range list.Items {
		all = append(all, v8wire.Literal(item, 200))
		if o, ok := item.(*v8wire.Object); ok {
			for _, p := range o.Props {
				if p.Key == property {
					key = v8wire.Literal(p.Value, 200)
				}
			}
		}
	}
	return strings.Join(all, ", "), key
}

// propertyOf makes the header Idempotency-Key into the property idempotencyKey.
func propertyOf(header string) string { return camelCase(strings.ToLower(header)) }

// reads reports whether a method by its name only reads.
func reads(method string) bool {
	for _, verb := range []string{"get", "list", "find", "read", "has", "is", "count", "check", "lookup", "fetch", "load", "query", "search"} {
		rest, ok := strings.CutPrefix(method, verb)
		if ok && (rest == "" || rest[0] < 'a' || rest[0] > 'z') {
			return true
		}
	}
	return false
}
