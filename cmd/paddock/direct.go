package main

import (
	"bytes"
	crand "crypto/rand"
	"io"
	"math/rand/v2"
	"net/http"
	"strings"

	"paddock/cmd/paddock/state"
	"paddock/config"
	"paddock/internal/admin"
	"paddock/internal/dev"
	"paddock/internal/journal"
	"paddock/internal/mailbox"
	"paddock/queue"
	"paddock/queue/sqlite"
)

// direct serves the API over the folder itself.
func (a *app) direct(lock *state.Lock, dir string, all []project) (*client, error) {
	store, err := sqlite.Open(dir, sqlite.Options{})
	if err != nil {
		lock.Release()
		return nil, err
	}
	seed := a.seed()
	broker, err := queue.Open(queue.Options{
		Store:   store,
		Exec:    mailbox.Real(a.clock),
		Entropy: crand.Reader,
		Rand:    rand.New(rand.NewPCG(seed, seed)),
		Journal: journal.New(a.clock, 1),
	})
	if err != nil {
		store.Close()
		lock.Release()
		return nil, err
	}
	stores := dev.NewStores(state.Bindings(dir), mailbox.Real(a.clock))
	release := func() {
		broker.Close()
		<-broker.Done()
		stores.Close()
		store.Close()
		lock.Release()
	}
	if err := declareQueues(broker, all); err != nil {
		release()
		return nil, err
	}
	api := admin.New(admin.Options{Broker: broker, Clock: a.clock, Producers: producersIn(all), Recordings: a.storedReplayer(dir, all, broker, stores),
		Databases: &dev.Databases{Stores: stores, Configs: configsOf(all)},
		State:     inspector(all, stores),

		Buckets: buckets{&dev.R2Buckets{Stores: stores, Configs: configsOf(all), Queues: broker}}})
	return &client{base: "http://localhost", token: anyToken, http: &http.Client{Transport: inProcess{api}}, close: release}, nil
}

// anyToken is what the API is given where it asks for no token in particular.
const anyToken = "local"

// declareQueues puts the queues and consumers of the configurations in place,
// so that a message can be sent before the first start, and pulled by the rules
// of its consumer. Nothing is delivered.
func declareQueues(broker *queue.Broker, all []project) error {
	var t queue.Table
	for _, p := range all {
		cfg, report := p.load()
		if report.Failed() {
			continue
		}
		one := dev.Declare(cfg)
		t.Queues = append(t.Queues, one.Queues...)
		t.Consumers = append(t.Consumers, one.Consumers...)
	}
	done := make(chan error, 1)
	broker.Assign(t, func(err error) { done <- err })
	return <-done
}

// producersIn tells which Workers of the projects send to a queue.
func producersIn(all []project) func(string) []string {
	names := map[string][]string{}
	for _, p := range all {
		cfg, _ := p.load()
		addProducers(names, cfg)
	}
	return func(name string) []string { return names[name] }
}

func addProducers(names map[string][]string, cfg *config.Config) {
	for _, p := range cfg.Producers {
		names[p.Queue] = append(names[p.Queue], cfg.Name)
	}
}

// inProcess carries requests to a handler of this process.
type inProcess struct{ handler http.Handler }

func (t inProcess) RoundTrip(r *http.Request) (*http.Response, error) {
	if strings.HasPrefix(r.URL.Path, admin.ToolPrefix+bucketCalls) {
		return t.stream(r), nil
	}
	server := r.Clone(r.Context())
	server.RemoteAddr, server.Host = "127.0.0.1:0", r.URL.Host
	if server.Body == nil {
		server.Body = http.NoBody
	}
	w := &answer{header: http.Header{}, status: http.StatusOK}
	t.handler.ServeHTTP(w, server)
	return &http.Response{
		Status: http.StatusText(w.status), StatusCode: w.status, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: w.header, Body: io.NopCloser(&w.body), ContentLength: int64(w.body.Len()), Request: r,
	}, nil
}

// An answer is a response being written in memory.
type answer struct {
	header http.Header
	status int
	body   bytes.Buffer
}

func (w *answer) Header() http.Header         { return w.header }
func (w *answer) WriteHeader(status int)      { w.status = status }
func (w *answer) Write(p []byte) (int, error) { return w.body.Write(p) }
