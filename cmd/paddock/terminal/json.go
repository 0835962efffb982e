package terminal

import (
	"bytes"
	"encoding/json"
	"io"
	"time"

	"paddock/internal/dev"
	"paddock/internal/journal"
	"paddock/queue"
)

type jsonLines struct {
	w io.Writer
	o Options
}

// NewJSON returns a printer that writes one JSON object per entry and line.
// The names of its fields are for programs to rely on.
func NewJSON(w io.Writer, o Options) Printer { return &jsonLines{w, o} }

// An Object is one line of JSON. Times are in UTC, durations in milliseconds.
type Object struct {
	Seq     uint64 `json:"seq"`
	Time    string `json:"time"`
	Kind    string `json:"kind"`
	Level   string `json:"level"`
	Worker  string `json:"worker,omitempty"`
	Queue   string `json:"queue,omitempty"`
	Message string `json:"message_id,omitempty"`
	Text    string `json:"text,omitempty"`
	Data    any    `json:"data,omitempty"`
}

// TimeFormat is how JSON lines write a time.
const TimeFormat = "2006-01-02T15:04:05.000Z07:00"

func (p *jsonLines) Print(entries []journal.Entry) error {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	for _, e := range entries {
		if !p.o.shows(e) {
			continue
		}
		err := enc.Encode(Object{
			Seq: e.Seq, Time: e.Time.UTC().Format(TimeFormat), Kind: string(e.Kind), Level: weight(e).String(),
			Worker: e.Worker, Queue: e.Queue, Message: e.Message, Text: e.Text, Data: data(e),
		})
		if err != nil {
			return err
		}
	}
	_, err := p.w.Write(b.Bytes())
	return err
}

type batchObject struct {
	Batch        string  `json:"batch"`
	Messages     int     `json:"messages"`
	Backlog      int64   `json:"backlog"`
	Acked        int     `json:"acked"`
	Retried      int     `json:"retried"`
	DeadLettered int     `json:"dead_lettered"`
	Dropped      int     `json:"dropped"`
	Returned     int     `json:"returned"`
	RetryMin     float64 `json:"retry_min_ms"`
	RetryMax     float64 `json:"retry_max_ms"`
	Duration     float64 `json:"duration_ms"`
	Failed       bool    `json:"failed"`
	Error        string  `json:"error,omitempty"`
}

type batchStartObject struct {
	Batch    string `json:"batch"`
	Messages int    `json:"messages"`
	Backlog  int64  `json:"backlog"`
}

type deadLetterObject struct {
	To       string `json:"dead_letter_queue"`
	Attempts int    `json:"attempts"`
	Error    string `json:"error,omitempty"`
}

type dropObject struct {
	Expired  bool     `json:"expired"`
	Messages []string `json:"messages,omitempty"`
	Attempts int      `json:"attempts,omitempty"`
	Error    string   `json:"error,omitempty"`
}

type requestObject struct {
	Method   string  `json:"method"`
	Path     string  `json:"path"`
	Status   int     `json:"status"`
	Duration float64 `json:"duration_ms"`
}

type scheduledObject struct {
	Cron     string  `json:"cron"`
	Failed   bool    `json:"failed"`
	Duration float64 `json:"duration_ms"`
}

type reloadObject struct {
	Generation int     `json:"generation"`
	Cause      string  `json:"cause"`
	Failed     bool    `json:"failed"`
	Duration   float64 `json:"duration_ms"`
}

type exceptionObject struct {
	Handler string `json:"handler,omitempty"`
	Batch   string `json:"batch,omitempty"`
	Name    string `json:"name,omitempty"`
	Message string `json:"message"`
	Stack   string `json:"stack,omitempty"`
	Frame   string `json:"frame,omitempty"`
}

type scaleObject struct {
	From int `json:"from"`
	To   int `json:"to"`
}

type sendObject struct {
	Count int `json:"count"`
	Bytes int `json:"bytes"`
}

// data gives what a kind of entry adds the names that JSON lines promise.
func data(e journal.Entry) any {
	switch d := e.Data.(type) {
	case queue.BatchData:
		if e.Kind == journal.BatchStart {
			return batchStartObject{d.Batch, d.Messages, d.Backlog}
		}
		return batchObject{d.Batch, d.Messages, d.Backlog, d.Acked, d.Retried, d.DeadLettered, d.Dropped, d.Returned,
			ms(d.RetryMin), ms(d.RetryMax), ms(d.Duration), d.Failed, d.Err}
	case queue.DeadLetterData:
		return deadLetterObject{d.To, d.Attempts, d.Err}
	case queue.DropData:
		return dropObject{d.Expired, d.Messages, d.Attempts, d.Err}
	case queue.ScaleData:
		return scaleObject(d)
	case queue.SendData:
		return sendObject{d.Count, d.Bytes}
	case dev.RequestData:
		return requestObject{d.Method, d.Path, d.Status, ms(d.Duration)}
	case dev.ScheduledData:
		return scheduledObject{d.Cron, d.Failed, ms(d.Duration)}
	case dev.ReloadData:
		return reloadObject{d.Generation, d.Cause, d.Failed, ms(d.Duration)}
	case dev.ExceptionData:
		return exceptionObject{d.Handler, d.Batch, d.Name, d.Message, d.Stack, d.Frame}
	}
	return nil
}

// ms is a duration in milliseconds, to the microsecond.
func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
