package dev

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"paddock/internal/journal"
	"paddock/queue"
	"paddock/runtime"
)

// ReloadData is the Data of a journal entry of kind Reload.
type ReloadData struct {
	Generation int // the version that runs now; 0 when the build failed
	Cause      string
	Duration   time.Duration // from the start of the build
	Failed     bool
}

// ExceptionData is the Data of a journal entry of kind Exception.
type ExceptionData struct {
	Handler string // such as "queue", or "" outside of any
	Batch   string // the batch that was being handled, or ""
	Name    string // such as "TypeError"
	Message string
	Stack   string
	Frame   string
	// Uncaught says that nothing handled it, and no handler's outcome shows it.
	Uncaught bool
}

// log carries a console line into the journal.
func (w *supervisor) log(l runtime.Line) {
	level := journal.Info
	switch l.Level {
	case "debug":
		level = journal.Debug
	case "warn":
		level = journal.Warn
	case "error":
		level = journal.Error
	}
	w.s.o.Journal.Append(journal.Entry{Kind: journal.Log, Level: level, Worker: w.name(), Text: l.Text})
	w.s.o.Recorder.Line(subjectOf(l.Invocation), l.Level, l.Text)
}

// uncaught reports an error that no outcome shows.
func (w *supervisor) uncaught(inv *runtime.Invocation, err *runtime.ScriptError) {
	title := uncaughtTitle(err)
	w.exceptionOf(ExceptionData{Handler: handlerOf(inv), Uncaught: true}, title, "", err)
	w.s.o.Recorder.Line(subjectOf(inv), "error", title+": "+errorText(err))
}

func uncaughtTitle(err *runtime.ScriptError) string {
	if err.Unhandled {
		return "Unhandled promise rejection"
	}
	return "Uncaught error"
}

// handlerFailed reports what a queue handler threw, or its waitUntil work.
func (w *supervisor) handlerFailed(b queue.Batch, waiting bool, err error) {
	title := fmt.Sprintf("queue() failed on a batch of %d from %s", len(b.Messages), b.Queue)
	if waiting {
		title = fmt.Sprintf("a promise given to waitUntil() was rejected, on a batch of %d from %s", len(b.Messages), b.Queue)
	}
	w.exception(title, "queue", b.Queue, b.ID, err)
	w.s.o.Recorder.Failure(b.ID, errorText(err))
}

func (w *supervisor) isolateLost(cause error) {
	w.note(journal.Notice, journal.Warn, "the isolate was replaced: "+firstLine(cause.Error()))
}

func (w *supervisor) exception(title, handler, queue, batch string, err error) {
	w.exceptionOf(ExceptionData{Handler: handler, Batch: batch}, title, queue, err)
}

func (w *supervisor) exceptionOf(data ExceptionData, title, queue string, err error) {
	data.Message = err.Error()
	var script *runtime.ScriptError
	if errors.As(err, &script) {
		data.Name, data.Message, data.Stack, data.Frame = script.Name, script.Message, script.Stack, script.Frame
	}
	w.s.o.Journal.Append(journal.Entry{Kind: journal.Exception, Level: journal.Error, Worker: w.name(), Queue: queue,
		Text: title + ": " + errorText(err), Data: data})
}

func handlerOf(inv *runtime.Invocation) string {
	if inv == nil {
		return ""
	}
	return inv.Event()
}

// subjectOf is the batch that an invocation handles, or "".
func subjectOf(inv *runtime.Invocation) string {
	if inv == nil {
		return ""
	}
	return inv.Subject()
}

// errorText is an error with all that helps to find it: stack and code frame.
func errorText(err error) string {
	var script *runtime.ScriptError
	if !errors.As(err, &script) {
		return err.Error()
	}
	text := script.Stack
	if text == "" {
		text = script.Error()
	}
	if script.Frame != "" {
		text += "\n\n" + strings.TrimRight(script.Frame, "\n")
	}
	return text
}

// failureText is why a version does not run, for people.
func failureText(err error) string { return errorText(err) }

func firstLine(s string) string {
	line, _, _ := strings.Cut(s, "\n")
	return line
}
