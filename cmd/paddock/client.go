package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"time"

	"paddock/cmd/paddock/state"
	"paddock/config"
	"paddock/internal/admin"
	"paddock/internal/journal"
	"paddock/internal/mailbox"
	"paddock/queue"
	"paddock/queue/sqlite"
)

// A client calls the API of the paddock that holds a state folder. Where none
// does, it holds the folder itself, and calls the API without a network.
type client struct {
	base  string
	http  *http.Client
	close func()
}

// connect finds or makes the API over a state folder. all are the projects
// whose queues shall exist; it may be empty.
func (a *app) connect(command, dir string, all []project) (*client, error) {
	// A holder without an address is one that starts, or another short command.
	deadline := a.clock.Now().Add(lockPatience)
	for {
		lock, err := a.hold(dir, command)
		var held *state.HeldError
		switch {
		case err == nil:
			return a.direct(lock, dir, all)
		case !errors.As(err, &held):
			return nil, err
		case held.Holder.URL != "":
			return &client{base: held.Holder.URL, http: &http.Client{Timeout: time.Minute}, close: func() {}}, nil
		case a.clock.Now().After(deadline):
			return nil, a.heldAdvice(err, "try again when it has ended")
		}
		a.pause(lockPause)
	}
}

// pause waits on the app's clock.
func (a *app) pause(d time.Duration) {
	done := make(chan struct{})
	a.clock.AfterFunc(d, func() { close(done) })
	<-done
}

// hold locks a state folder, creating it where there is none.
func (a *app) hold(dir, command string) (*state.Lock, error) {
	if err := state.Prepare(dir); err != nil {
		return nil, err
	}
	return state.Acquire(dir, state.Holder{PID: a.pid, Command: command})
}

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
		Rand:    rand.New(rand.NewPCG(seed, seed)),
		Journal: journal.New(a.clock, 1),
	})
	if err != nil {
		store.Close()
		lock.Release()
		return nil, err
	}
	declareQueues(broker, all)
	api := admin.New(admin.Options{Broker: broker, Clock: a.clock, Producers: producersIn(all)})
	return &client{
		base: "http://localhost",
		http: &http.Client{Transport: inProcess{api}},
		close: func() {
			broker.Close()
			<-broker.Done()
			store.Close()
			lock.Release()
		},
	}, nil
}

// declareQueues makes the queues of the configurations exist, so that a message
// can be sent before the first start. Nothing is delivered.
func declareQueues(broker *queue.Broker, all []project) {
	var t queue.Table
	for _, p := range all {
		cfg, report := p.load()
		if report.Failed() {
			continue
		}
		for _, producer := range cfg.Producers {
			t.Queues = append(t.Queues, queue.Declaration{Name: producer.Queue})
		}
		for _, consumer := range cfg.Consumers {
			t.Queues = append(t.Queues, queue.Declaration{Name: consumer.Queue})
			if consumer.DeadLetterQueue != "" {
				t.Queues = append(t.Queues, queue.Declaration{Name: consumer.DeadLetterQueue})
			}
		}
	}
	if len(t.Queues) == 0 {
		return
	}
	done := make(chan struct{})
	broker.Assign(t, func(error) { close(done) })
	<-done
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
	server := r.Clone(r.Context())
	server.RemoteAddr, server.Host = "127.0.0.1:1", r.URL.Host
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

// An apiError is a refusal of the API.
type apiError struct {
	Code    int    `json:"code"`
	Message string `json:"message"`
}

func (e *apiError) Error() string { return fmt.Sprintf("%s (%d)", e.Message, e.Code) }

// page is what an answer says of the list that it is a part of.
type page struct {
	TotalPages int `json:"total_pages"`
}

// call makes one call; path is what follows /queues. result may be nil.
func (c *client) call(method, path string, body, result any) (page, error) {
	var in io.Reader
	if body != nil {
		text, err := json.Marshal(body)
		if err != nil {
			return page{}, fmt.Errorf("call the API: %w", err)
		}
		in = bytes.NewReader(text)
	}
	r, err := http.NewRequest(method, c.base+admin.Prefix+"/accounts/local/queues"+path, in)
	if err != nil {
		return page{}, fmt.Errorf("call the API: %w", err)
	}
	r.Header.Set("Authorization", "Bearer local")
	r.Header.Set("Content-Type", "application/json")
	response, err := c.http.Do(r)
	if err != nil {
		return page{}, fmt.Errorf("call the paddock that runs: %w", err)
	}
	defer response.Body.Close()
	var e struct {
		Success bool            `json:"success"`
		Errors  []*apiError     `json:"errors"`
		Result  json.RawMessage `json:"result"`
		Info    page            `json:"result_info"`
	}
	if err := json.NewDecoder(response.Body).Decode(&e); err != nil {
		return page{}, fmt.Errorf("call the API: %s: what answers at %s is not paddock's API: %w", response.Status, c.base, err)
	}
	if len(e.Errors) > 0 {
		return page{}, e.Errors[0]
	}
	if result == nil {
		return e.Info, nil
	}
	if err := json.Unmarshal(e.Result, result); err != nil {
		return page{}, fmt.Errorf("call the API: %w", err)
	}
	return e.Info, nil
}
