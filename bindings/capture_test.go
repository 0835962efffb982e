package bindings

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/dop251/goja"

	"paddock/bindings/codec"
	"paddock/queue"
	"paddock/runtime"
)

// effects collects what a watched run did.
type effects struct {
	mu  sync.Mutex
	all []Effect
}

func (e *effects) capture(perform bool) Capture {
	return Capture{Perform: perform, Begin: func() func(Effect) {
		e.mu.Lock()
		defer e.mu.Unlock()
		n := len(e.all)
		e.all = append(e.all, Effect{})
		return func(effect Effect) {
			e.mu.Lock()
			defer e.mu.Unlock()
			e.all[n] = effect
		}
	}}
}

// realQueues stands for the broker.
type realQueues struct {
	sent []string
	err  error
}

func (q *realQueues) Send(name string, msgs []queue.Outgoing, done func(queue.Metrics, error)) {
	if q.err == nil {
		for _, m := range msgs {
			q.sent = append(q.sent, name+" "+string(m.Body))
		}
	}
	done(queue.Metrics{BacklogCount: 100}, q.err)
}

func (q *realQueues) Metrics(_ string, done func(queue.Metrics, error)) {
	done(queue.Metrics{BacklogCount: 40, BacklogBytes: 400}, nil)
}

// stranger is a binding that does not say how it is captured.
type stranger struct{}

func (stranger) Name() string { return "STRANGER" }

func (stranger) Bind(i *runtime.Isolate) (goja.Value, error) {
	o := i.VM().NewObject()
	return o, o.Set("write", func() string { return "written" })
}

const sends = `{async fetch(request, env) {
	const out = [];
	const attempt = async (name, f) => {
		try { out.push(name + " " + JSON.stringify(await f())); } catch (e) { out.push(name + " threw " + e.message); }
	};
	await attempt("one", () => env.Q.send({ id: 1 }, { delaySeconds: 5 }));
	await attempt("two", () => env.Q.sendBatch([{ body: "a", contentType: "text" }, { body: "b", contentType: "text" }]));
	await attempt("large", () => env.Q.send("x".repeat(128001), { contentType: "text" }));
	await attempt("metrics", () => env.Q.metrics());
	await attempt("stranger", () => env.STRANGER.write());
	await attempt("variable", () => env.LEVEL);
	return new Response(out.join("\n"));
}}`

// watched runs the script above with captured bindings, and returns its answer.
func watched(t *testing.T, broker Sender, c Capture) string {
	list := []Binding{
		&Producer{Binding: "Q", Queue: "orders", Broker: broker, Compat: Compat{DefaultType: codec.JSON, ExposeCodes: true}},
		stranger{}, Var("LEVEL", "debug"), Unsupported{Binding: "KV", Product: "Workers KV"},
	}
	w := newHTTPWorld(t, "", sends, func(o *runtime.Options) { o.Setup = append(o.Setup, Install(Captured(list, c))) })
	_, text := w.do("GET", "/", "")
	return text
}

func TestCapturedSendsLookAsIfTheyHappened(t *testing.T) {
	var e effects
	broker := &realQueues{}
	got := watched(t, broker, e.capture(false))
	want := `one {"metadata":{"metrics":{"backlogCount":41,"backlogBytes":408,"oldestMessageTimestamp":0}}}
two {"metadata":{"metrics":{"backlogCount":43,"backlogBytes":410,"oldestMessageTimestamp":0}}}
large threw message of 128001 bytes exceeds the limit of 128000 bytes (10204)
metrics {"backlogCount":43,"backlogBytes":410,"oldestMessageTimestamp":0}
stranger threw env.STRANGER.write(): what it does cannot be held back, and this run must leave no trace. paddock replay --apply lets it happen.
variable "debug"`
	if got != want {
		t.Errorf("the script saw\n%s\nwant\n%s", got, want)
	}
	if len(broker.sent) > 0 {
		t.Errorf("sent in earnest: %v", broker.sent)
	}
	var told []string
	for _, f := range e.all {
		if f.Performed || f.Binding != "Q" || f.Target != "orders" {
			t.Errorf("effect %+v", f)
		}
		told = append(told, fmt.Sprintf("%s %.20q %s", f.Kind, f.Text, f.Error))
	}
	wantTold := `send "{\"id\":1}  (after 5s)" 
sendBatch "a\nb" 
send "xxxxxxxxxxxxxxxxxxxx" message of 128001 bytes exceeds the limit of 128000 bytes (10204)`
	if got := strings.Join(told, "\n"); got != wantTold {
		t.Errorf("effects\n%s\nwant\n%s", got, wantTold)
	}
}

func TestPerformedEffectsAreToldToo(t *testing.T) {
	var e effects
	broker := &realQueues{}
	got := watched(t, broker, e.capture(true))
	if !strings.Contains(got, `one {"metadata":{"metrics":{"backlogCount":100,`) || !strings.Contains(got, `stranger "written"`) {
		t.Errorf("the script saw\n%s", got)
	}
	if want := `[orders {"id":1} orders a orders b orders `; !strings.HasPrefix(fmt.Sprint(broker.sent), want) {
		t.Errorf("sent %v", broker.sent[:3])
	}
	if len(e.all) != 3 || !e.all[0].Performed || e.all[0].Error != "" {
		t.Errorf("told %+v", e.all)
	}

	var refused effects
	watched(t, &realQueues{err: errors.New("the disk is full")}, refused.capture(true))
	if f := refused.all[0]; f.Performed || f.Error != "the disk is full" {
		t.Errorf("a refused send was told as %+v", f)
	}
}
