package main

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"time"

	"paddock/cmd/paddock/state"
	"paddock/internal/admin"
)

// A client calls the API of the paddock that holds a state folder. Where none
// does, it holds the folder itself, and calls the API without a network.
type client struct {
	base  string
	token string
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
			return &client{base: held.Holder.URL, token: cmp.Or(held.Holder.Token, anyToken), http: &http.Client{Timeout: time.Minute}, close: func() {}}, nil
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

// An answered result is kept as it came too, to be shown to programs.
type answered[T any] struct {
	value T
	raw   json.RawMessage
}

// UnmarshalJSON reads the value and keeps its text.
func (k *answered[T]) UnmarshalJSON(text []byte) error {
	k.raw = bytes.Clone(text)
	return json.Unmarshal(text, &k.value)
}

// MarshalJSON gives the text back.
func (k answered[T]) MarshalJSON() ([]byte, error) { return k.raw, nil }

// encode writes JSON as it is meant: bodies of messages are not respelled.
func encode(v any) (*bytes.Buffer, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	return &b, enc.Encode(v)
}

// queuePath is the path of a queue's calls.
func queuePath(name string) string { return "/" + url.PathEscape(name) }

// call makes one call about queues; path is what follows /queues. result may be
// nil.
func (c *client) call(method, path string, body, result any) (page, error) {
	return c.request(c.http, method, admin.Prefix+"/accounts/local/queues"+path, body, result)
}

// tool makes one of the calls that only paddock has; path is what follows
// admin.ToolPrefix. It takes as long as it takes.
func (c *client) tool(method, path string, body, result any) error {
	patient := *c.http
	patient.Timeout = 0
	_, err := c.request(&patient, method, admin.ToolPrefix+path, body, result)
	return err
}

func (c *client) request(via *http.Client, method, path string, body, result any) (page, error) {
	var in io.Reader
	if body != nil {
		text, err := encode(body)
		if err != nil {
			return page{}, fmt.Errorf("call the API: %w", err)
		}
		in = text
	}
	r, err := http.NewRequest(method, c.base+path, in)
	if err != nil {
		return page{}, fmt.Errorf("call the API: %w", err)
	}
	r.Header.Set("Authorization", "Bearer "+c.token)
	r.Header.Set("Content-Type", "application/json")
	response, err := via.Do(r)
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
