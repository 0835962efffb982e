// Package admin serves the queues over HTTP, in the shapes that the platform's
// own REST API has. It knows paths, envelopes, codes and who may call; it knows
// the broker only by the interface that it declares, and no scripts at all.
package admin

import (
	"net/http"

	"paddock/internal/clock"
	"paddock/queue"
)

// Prefix is where the API lies on the port of a Worker.
const Prefix = "/cdn-cgi/paddock/client/v4"

// PortPrefix is where it lies on a port of its own: the platform's own path.
const PortPrefix = "/client/v4"

// A Broker is what the API needs of the queues.
type Broker interface {
	Queues(done func([]queue.QueueInfo, error))
	Metrics(queue string, done func(queue.Metrics, error))
	Create(queue string, c queue.SettingsChange, done func(queue.QueueInfo, error))
	Configure(queue string, c queue.SettingsChange, done func(error))
	Delete(queue string, done func(error))

	AddConsumer(queue string, a queue.Attachment, done func(queue.QueueInfo, error))
	SetConsumer(queue string, a queue.Attachment, done func(queue.QueueInfo, error))
	RemoveConsumer(queue string, done func(error))

	Send(queue string, msgs []queue.Outgoing, done func(queue.Metrics, error))
	Pull(queue string, r queue.PullRequest, done func(queue.Pulled, error))
	SettlePulled(queue string, acks []queue.LeaseRef, retries []queue.PullRetry, done func(queue.PullOutcome, error))
	// Peek touches nothing, and waits for nothing that the broker does.
	Peek(queue string, p queue.Peek) ([]queue.Message, error)
	Remove(queue string, refs []int64, done func(int, error))
	Purge(queue string, done func(queue.Purged, error))
	Redrive(queue string, r queue.RedriveRequest, done func(queue.Redriven, error))

	// Secret signs lease ids and refs.
	Secret() []byte
}

// Options are what the API is made of.
type Options struct {
	Broker Broker
	Clock  clock.Clock
	// Producers returns the names of the Workers that send to a queue.
	Producers func(queue string) []string
	// Token, if not "", is the only bearer token that is let in, and it is let
	// in from other machines too. Without it any token will do, on this machine.
	Token string
	// Remote says that paddock listens to other machines. Without a Token the
	// API then answers nobody.
	Remote bool
	// Recordings answers the calls about recorded batches; nil refuses them.
	Recordings Recordings
	// Databases answers the calls about D1 databases; nil refuses them.
	Databases Databases
	// State answers the calls about what bindings keep; nil refuses them.
	State State
	// Buckets answers the calls about R2 buckets; nil refuses them.
	Buckets Buckets
}

// api holds what its handlers share. It never changes.
type api struct {
	Options
	seal seal
}

// New returns the API, to be served under Prefix or PortPrefix, and ToolPrefix: it
// answers under all, and to every other path that there is nothing.
func New(o Options) http.Handler {
	a := &api{o, seal{o.Broker.Secret()}}
	mux := http.NewServeMux()
	for _, prefix := range []string{Prefix, PortPrefix} {
		for path, m := range a.routes() {
			mux.Handle(prefix+"/accounts/{account}/queues"+path, m)
		}
	}
	if o.Recordings != nil {
		a.routeRecordings(mux)
	}
	if o.Databases != nil {
		a.routeDatabases(mux)
	}
	if o.State != nil {
		a.routeState(mux)
	}
	mux.Handle("/", handler(noRoute))
	return besideBuckets(o, guard(o, clean(mux)))
}

// routes lists what there is below the queues of an account.
func (a *api) routes() map[string]methods {
	return map[string]methods{
		"":         {"GET": a.list, "POST": a.create},
		"/{queue}": {"GET": a.get, "PUT": a.replace, "PATCH": a.edit, "DELETE": a.delete},

		"/{queue}/metrics": {"GET": a.metrics},
		"/{queue}/purge":   {"GET": a.purgeStatus, "POST": a.purge},
		"/{queue}/redrive": {"POST": a.redrive},

		"/{queue}/consumers":            {"GET": a.listConsumers, "POST": a.addConsumer},
		"/{queue}/consumers/{consumer}": {"GET": a.getConsumer, "PUT": a.replaceConsumer, "DELETE": a.removeConsumer},

		"/{queue}/messages":       {"POST": a.send},
		"/{queue}/messages/batch": {"POST": a.sendBatch},
		"/{queue}/messages/pull":  {"POST": a.pull},
		"/{queue}/messages/ack":   {"POST": a.ack},
		"/{queue}/messages/peek":  {"POST": a.peek},
		"/{queue}/messages/purge": {"POST": a.remove},
	}
}
