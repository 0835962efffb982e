package admin

import (
	"encoding/json"
	"errors"
	"net/http"
	"strconv"

	"paddock/queue"
)

// The codes of errors that only the API has.
const (
	codeNoMethod      = 7001
	codeNoRoute       = 7003
	codeUnauthorized  = 10106
	codeQueueIDBad    = 10107
	codeBodyInvalid   = 10207 // JSON, but not what the call takes
	codeBodyMalformed = 10208 // not JSON
	codeUnknown       = 15000
)

// pausedName names the refusal of a pull while delivery is paused, which shares
// its code with others.
const pausedName = "queue_delivery_paused"

// A callError is an error with its HTTP status and the platform's code.
type callError struct {
	status  int
	code    int
	message string
}

func (e *callError) Error() string { return e.message }

// envelope surrounds every answer.
type envelope struct {
	Success  bool       `json:"success"`
	Errors   []problem  `json:"errors"`
	Messages []struct{} `json:"messages"`
	Result   any        `json:"result"`
	Info     *pageInfo  `json:"result_info,omitempty"`
}

type problem struct {
	Code    int    `json:"code"`
	Message string `json:"message"`
}

// pageInfo says which part of a list an answer holds.
type pageInfo struct {
	Page       int `json:"page"`
	PerPage    int `json:"per_page"`
	Count      int `json:"count"`
	TotalCount int `json:"total_count"`
	TotalPages int `json:"total_pages"`
}

func writeResult(w http.ResponseWriter, result any, info *pageInfo) {
	write(w, http.StatusOK, envelope{Success: true, Errors: []problem{}, Messages: []struct{}{}, Result: result, Info: info})
}

func writeError(w http.ResponseWriter, err error) {
	e := asCallError(err)
	write(w, e.status, envelope{Errors: []problem{{e.code, e.message}}, Messages: []struct{}{}})
}

// asCallError finds the status and the code of an error.
func asCallError(err error) *callError {
	var e *callError
	var refused *queue.Error
	switch {
	case errors.As(err, &e):
		return e
	case errors.As(err, &refused):
		return refusal(refused)
	case errors.Is(err, queue.ErrClosed):
		return &callError{http.StatusServiceUnavailable, codeUnknown, "paddock is stopping"}
	}
	return &callError{http.StatusInternalServerError, codeUnknown, err.Error()}
}

// refusal puts what the broker refused into the platform's words.
func refusal(e *queue.Error) *callError {
	status := http.StatusBadRequest
	switch e.Code {
	case queue.CodeQueueNotFound, queue.CodeConsumerNotFound:
		status = http.StatusNotFound
	case queue.CodeOverloaded, queue.CodeStorageLimit:
		status = http.StatusTooManyRequests
	case queue.CodeQueueExists, queue.CodeConsumerExists:
		status = http.StatusConflict
	case queue.CodeQueueDisabled:
		status = http.StatusMethodNotAllowed // there is no http_pull consumer
		if e.Name == pausedName {
			status = http.StatusConflict
		}
	}
	return &callError{status, e.Code, e.Reason}
}

func write(w http.ResponseWriter, status int, e envelope) {
	text, err := json.Marshal(e)
	if err != nil { // every result is made of plain structs
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	h := w.Header()
	h.Set("Content-Type", "application/json")
	h.Set("Content-Length", strconv.Itoa(len(text)+1))
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	w.Write(append(text, '\n'))
}
