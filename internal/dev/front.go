package dev

import (
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"paddock/bindings"
	"paddock/internal/journal"
	"paddock/runtime"
)

// RequestData is the Data of a journal entry of kind Request.
type RequestData struct {
	Method   string
	Path     string
	Status   int
	Duration time.Duration
}

// ScheduledData is the Data of a journal entry of kind Scheduled.
type ScheduledData struct {
	Cron     string
	Failed   bool
	Duration time.Duration
}

// scheduledPath triggers the scheduled() handler, as on the official tools.
const scheduledPath = "/cdn-cgi/handler/scheduled"

// Handler returns the HTTP front of the nth Worker, which follows its
// generations: its static files, its fetch() handler, and the path that triggers
// scheduled().
func (s *Session) Handler(n int) http.Handler {
	w := s.workers[n]
	fetch := &bindings.HTTP{
		Pick:   w.pickOrFail,
		Now:    s.o.Exec.Clock().Now,
		OnDone: w.requestDone,
		Report: func(_ *runtime.Invocation, err error) {
			w.exception("fetch() left a rejected waitUntil() promise", "fetch", "", "", err)
		},
	}
	return http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		switch {
		case r.URL.Path == scheduledPath:
			w.serveScheduled(rw, r)
		case w.serveAsset(rw, r):
		default:
			fetch.ServeHTTP(rw, r)
		}
	})
}

// pickOrFail is pick, with the reason when there is nothing to pick from.
func (w *supervisor) pickOrFail(use func(*runtime.Isolate, error)) {
	w.pick(func(i *runtime.Isolate) {
		switch f := w.failure.Load(); {
		case i != nil:
			use(i, nil)
		case f != nil:
			use(nil, f)
		default:
			use(nil, errNotReady)
		}
	})
}

var errNotReady = errors.New("the Worker is still being built: try again in a moment")

// Error is the whole text, since it is shown where the Worker's answer would be.
func (f *Failure) Error() string { return f.Worker + " cannot run: " + f.Text }

func (f *Failure) Unwrap() error { return f.Err }

// requestDone writes the line of a request, after what went wrong in it.
func (w *supervisor) requestDone(method, path string, status int, took time.Duration, err error) {
	var failure *Failure
	var script *runtime.ScriptError
	var limit *runtime.LimitError
	if (errors.As(err, &script) || errors.As(err, &limit)) && !errors.As(err, &failure) {
		w.exception("fetch() failed on "+method+" "+path, "fetch", "", "", err)
	}
	level := journal.Info
	if status >= http.StatusInternalServerError {
		level = journal.Warn
	}
	text := fmt.Sprintf("%s %s %d, %s", method, path, status, journal.Took(took))
	if err != nil && script == nil {
		text += ": " + firstLine(err.Error())
	}
	w.s.o.Journal.Append(journal.Entry{Kind: journal.Request, Level: level, Worker: w.name(), Text: text,
		Data: RequestData{Method: method, Path: path, Status: status, Duration: took}})
}

// serveScheduled runs the scheduled() handler once and tells how it ended.
func (w *supervisor) serveScheduled(rw http.ResponseWriter, r *http.Request) {
	at := w.s.o.Exec.Clock().Now()
	if text := r.URL.Query().Get("time"); text != "" {
		ms, err := strconv.ParseInt(text, 10, 64)
		if err != nil {
			http.Error(rw, fmt.Sprintf("time=%s is not a number of milliseconds since the epoch", text), http.StatusBadRequest)
			return
		}
		at = time.UnixMilli(ms)
	}
	outcome := make(chan error, 1)
	w.Scheduled(r.URL.Query().Get("cron"), at, func(err error) { outcome <- err })
	select {
	case err := <-outcome:
		if err != nil {
			http.Error(rw, "exception: "+errorText(err), http.StatusInternalServerError)
			return
		}
		fmt.Fprintln(rw, "ok")
	case <-r.Context().Done():
	}
}

// Scheduled runs the scheduled() handler of the nth Worker once. done is told
// what went wrong, or nil, on any goroutine.
func (s *Session) Scheduled(n int, cron string, at time.Time, done func(error)) {
	s.workers[n].Scheduled(cron, at, done)
}

// Fire is Scheduled with all that can be said of the run, and of its outcome,
// whose Err is set too when no isolate took it.
func (s *Session) Fire(n int, f bindings.Firing, done func(bindings.ScheduledOutcome)) {
	s.workers[n].fire(f, done)
}

// Scheduled runs the handler on an isolate of the current generation.
func (w *supervisor) Scheduled(cron string, at time.Time, done func(error)) {
	w.fire(bindings.Firing{Cron: cron, At: at}, func(o bindings.ScheduledOutcome) { done(o.Failure()) })
}

func (w *supervisor) fire(f bindings.Firing, done func(bindings.ScheduledOutcome)) {
	began := w.s.o.Exec.Clock().Now()
	failed := func(err error) bindings.ScheduledOutcome {
		return bindings.ScheduledOutcome{Outcome: runtime.Outcome{Ended: runtime.EndedWithIsolate, Err: err}}
	}
	ended := func(o bindings.ScheduledOutcome) {
		cron, err := f.Cron, o.Failure()
		data := ScheduledData{Cron: cron, Failed: err != nil, Duration: w.s.o.Exec.Clock().Now().Sub(began)}
		text, level := fmt.Sprintf("scheduled %s ok, %s", cron, journal.Took(data.Duration)), journal.Info
		if err != nil {
			text, level = fmt.Sprintf("scheduled %s failed, %s", cron, journal.Took(data.Duration)), journal.Warn
			w.exception("scheduled() failed", "scheduled", "", "", err)
		}
		w.s.o.Journal.Append(journal.Entry{Kind: journal.Scheduled, Level: level, Worker: w.name(), Text: text, Data: data})
		done(o)
	}
	w.pickOrFail(func(i *runtime.Isolate, err error) {
		if err != nil {
			done(failed(err))
			return
		}
		if !bindings.ScheduledOn(i, f, ended) {
			ended(failed(runtime.ErrClosed))
		}
	})
}
