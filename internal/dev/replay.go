package dev

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"paddock/bindings"
	"paddock/config"
	"paddock/internal/recording"
)

// A Replayer runs recorded batches again, against the code as it is now.
type Replayer struct {
	// Trial says what the runs are made of; Load and Perform are set for each.
	Trial    Trial
	Projects []Project // the Workers that there are
	// Recorder returns the recordings.
	Recorder func() (*recording.Recorder, error)
}

// A Replayed batch is a recording beside what came of it this time. Its JSON is
// what the API answers.
type Replayed struct {
	Recording *recording.Recording `json:"recording"`
	Edited    []recording.Message  `json:"edited"` // the messages that had another body this time
	Outcome   *recording.Outcome   `json:"outcome"`
	Effects   []bindings.Effect    `json:"effects"`
	Applied   bool                 `json:"applied"`
}

// Batches sums up what is recorded, newest first.
func (r *Replayer) Batches() (any, error) {
	recorder, err := r.Recorder()
	if err != nil {
		return nil, err
	}
	out := []recording.Summary{}
	for _, rec := range recorder.List() {
		out = append(out, rec.Summary())
	}
	return out, nil
}

// Batch returns one recording; see recording.Recorder.Find for key.
func (r *Replayer) Batch(key string) (any, error) {
	recorder, err := r.Recorder()
	if err != nil {
		return nil, err
	}
	return recorder.Find(key)
}

// Replay runs a batch again. bodies are those to change first; see
// recording.Recording.Edit. The queue that it came from is not touched; its
// effects happen only with apply.
func (r *Replayer) Replay(ctx context.Context, key string, bodies map[string]json.RawMessage, apply bool) (any, error) {
	recorder, err := r.Recorder()
	if err != nil {
		return nil, err
	}
	recorded, err := recorder.Find(key)
	if err != nil {
		return nil, err
	}
	edited, err := recorded.Edit(bodies)
	if err != nil {
		return nil, err
	}
	t := r.Trial
	t.Perform = apply
	if t.Load, err = r.project(recorded); err != nil {
		return nil, err
	}
	consumer := recorded.ConsumedBy()
	tried, err := t.Run(ctx, edited.Delivery(), &consumer, time.UnixMilli(recorded.Began))
	if err != nil {
		return nil, err
	}
	out := &Replayed{Recording: recorded, Edited: []recording.Message{}, Outcome: tried.Outcome, Effects: tried.Effects, Applied: apply}
	for n, m := range edited.Messages {
		if old := recorded.Messages[n]; m.Type != old.Type || string(m.Body) != string(old.Body) {
			out.Edited = append(out.Edited, m)
		}
	}
	return out, nil
}

// project finds the Worker that the batch was delivered to or, where none has
// its name any more, the one that consumes the queue now.
func (r *Replayer) project(rec *recording.Recording) (func() (*config.Config, *config.Report), error) {
	var heir, broken func() (*config.Config, *config.Report)
	var names []string
	for _, p := range r.Projects {
		cfg, report := p.Load()
		if cfg.Name == rec.Worker {
			return p.Load, nil
		}
		if report.Failed() {
			broken = p.Load
			continue
		}
		names = append(names, cfg.Name)
		if _, _, err := consumes(cfg, rec.Queue); err == nil {
			heir = p.Load
		}
	}
	if heir == nil {
		heir = broken // its problems are what there is to say
	}
	if heir != nil {
		return heir, nil
	}
	if len(names) == 0 {
		return nil, fmt.Errorf("there is no configuration to build the Worker %q from: name it with -c", rec.Worker)
	}
	return nil, fmt.Errorf("batch %s was delivered to the Worker %q, which is not here, and nothing here consumes %s: there is %s", rec.Batch, rec.Worker, rec.Queue, strings.Join(names, ", "))
}
