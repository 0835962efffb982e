package admin

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"

	"paddock/queue"
)

// ToolPrefix is where the calls lie that only paddock has.
const ToolPrefix = "/cdn-cgi/paddock/api"

// Recordings are the batches that were delivered, and can be run again. What
// its methods return is written as JSON. An error may say of itself that it is
// NotFound() or Invalid(), which decides its status.
type Recordings interface {
	// Batches sums up what is recorded, newest first.
	Batches() (any, error)
	// Batch returns one recording; key is its id, the beginning of its id, or
	// "last".
	Batch(key string) (any, error)
	// Replay runs a batch again with other bodies, named by place or id. Its
	// effects happen only with apply.
	Replay(ctx context.Context, key string, bodies map[string]json.RawMessage, apply bool) (any, error)
}

// replayRequest is the body of a replay; an empty one replays the batch as it
// was.
type replayRequest struct {
	Bodies map[string]json.RawMessage `json:"bodies"`
	Apply  bool                       `json:"apply"`
}

// routeRecordings adds the calls about recorded batches.
func (a *api) routeRecordings(mux *http.ServeMux) {
	const batches = ToolPrefix + "/batches"
	mux.Handle(batches, methods{"GET": func(*http.Request) (any, *pageInfo, error) {
		out, err := a.Recordings.Batches()
		return out, nil, recordingError(err)
	}})
	mux.Handle(batches+"/{batch}", methods{"GET": func(r *http.Request) (any, *pageInfo, error) {
		out, err := a.Recordings.Batch(r.PathValue("batch"))
		return out, nil, recordingError(err)
	}})
	mux.HandleFunc(batches+"/{batch}/replay", func(w http.ResponseWriter, r *http.Request) {
		methods{"POST": func(r *http.Request) (any, *pageInfo, error) { return a.replay(w, r) }}.ServeHTTP(w, r)
	})
}

// replay runs a batch again, for as long as the caller waits: once the body is
// read, the bounds for slow clients are lifted.
func (a *api) replay(w http.ResponseWriter, r *http.Request) (any, *pageInfo, error) {
	var request replayRequest
	if r.ContentLength != 0 {
		if err := decode(r, &request); err != nil {
			return nil, nil, err
		}
	}
	unhurried(w)
	out, err := a.Recordings.Replay(r.Context(), r.PathValue("batch"), request.Bodies, request.Apply)
	return out, nil, recordingError(err)
}

// recordingError gives an error of Recordings its status. What is left, after
// those that say it of themselves, is code of the user's that cannot be run.
func recordingError(err error) error {
	var missing interface{ NotFound() bool }
	var invalid interface{ Invalid() bool }
	var refused *queue.Error
	switch {
	case err == nil || errors.As(err, &refused):
		return err
	case errors.As(err, &missing) && missing.NotFound():
		return &callError{http.StatusNotFound, codeNoRoute, err.Error()}
	case errors.As(err, &invalid) && invalid.Invalid():
		return &callError{http.StatusBadRequest, codeBodyInvalid, err.Error()}
	}
	return &callError{http.StatusUnprocessableEntity, codeUnknown, err.Error()}
}
