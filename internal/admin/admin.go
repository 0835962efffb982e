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

// A Broker is what the API needs of the queues.
type Broker interface {
	Send(queue string, msgs []queue.Outgoing, done func(queue.Metrics, error))
	Metrics(queue string, done func(queue.Metrics, error))
	Queues(done func([]queue.QueueInfo, error))
}

// Options are what the API is made of.
type Options struct {
	Broker Broker
	Store  queue.Store // to look at messages without disturbing the broker
	Clock  clock.Clock
	// Producers returns the names of the Workers that send to a queue.
	Producers func(queue string) []string
}

// api holds what its handlers share. It never changes.
type api struct{ Options }

// New returns the API, to be served under Prefix.
func New(o Options) http.Handler {
	a := &api{o}
	mux := http.NewServeMux()
	const queues = Prefix + "/accounts/{account}/queues"
	for pattern, handle := range map[string]handler{
		"GET " + queues:                              a.list,
		"GET " + queues + "/{queue}":                 a.get,
		"GET " + queues + "/{queue}/metrics":         a.metrics,
		"POST " + queues + "/{queue}/messages":       a.send,
		"POST " + queues + "/{queue}/messages/batch": a.sendBatch,
		"POST " + queues + "/{queue}/messages/peek":  a.peek,
		Prefix + "/": noRoute,
	} {
		mux.HandleFunc(pattern, handle.serve)
	}
	return guard(o.Clock, mux)
}

// A handler answers one call with a result, or with an error that is put into
// the envelope.
type handler func(r *http.Request) (result any, info *pageInfo, err error)

func (h handler) serve(w http.ResponseWriter, r *http.Request) {
	result, info, err := h(r)
	if err != nil {
		writeError(w, err)
		return
	}
	writeResult(w, result, info)
}

func noRoute(r *http.Request) (any, *pageInfo, error) {
	return nil, nil, &callError{http.StatusNotFound, 7003, "there is nothing at " + r.Method + " " + r.URL.Path}
}
