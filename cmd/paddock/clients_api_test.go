package main

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
)

// account is the account id in the paths of the API. Any will do.
const account = "0a1b2c3d4e5f60718293a4b5c6d7e8f9"

// A restAPI asks for the state of queues without any client between.
type restAPI struct {
	t    *testing.T
	base string
}

// call makes a request and decodes its result into v, if there is one. It
// returns the status and the code of the first error.
func (a restAPI) call(method, path, body string, v any) (status, code int) {
	a.t.Helper()
	request, err := http.NewRequest(method, a.base+"/accounts/"+account+"/queues"+path, strings.NewReader(body))
	if err != nil {
		a.t.Fatal(err)
	}
	request.Header.Set("Authorization", "Bearer any")
	request.Header.Set("Content-Type", "application/json")
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		a.t.Fatal(err)
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		a.t.Fatal(err)
	}
	answer := struct {
		Errors []struct{ Code int }
		Result any
	}{Result: v}
	if err := json.Unmarshal(text, &answer); err != nil {
		a.t.Fatalf("%s %s: %v: %s", method, path, err, text)
	}
	if len(answer.Errors) > 0 {
		code = answer.Errors[0].Code
	}
	return response.StatusCode, code
}

// A shownQueue is what the API shows of a queue.
type shownQueue struct {
	ID       string `json:"queue_id"`
	Settings struct {
		Delay     int  `json:"delivery_delay"`
		Paused    bool `json:"delivery_paused"`
		Retention int  `json:"message_retention_period"`
	}
	Consumers []struct {
		Type, Script string
		DeadLetter   string `json:"dead_letter_queue"`
		Settings     map[string]any
	}
}

// queue is a queue by its name, nil where there is none.
func (a restAPI) queue(name string) *shownQueue {
	a.t.Helper()
	var found []*shownQueue
	a.call(http.MethodGet, "?name="+name, "", &found)
	if len(found) == 0 {
		return nil
	}
	return found[0]
}

func (a restAPI) backlog(name string) int {
	a.t.Helper()
	var metrics struct {
		Backlog int `json:"backlog_count"`
	}
	a.call(http.MethodGet, "/"+a.queue(name).ID+"/metrics", "", &metrics)
	return metrics.Backlog
}

func (a restAPI) push(name, text string) {
	a.t.Helper()
	body := fmt.Sprintf(`{"body":%q,"content_type":"text"}`, text)
	if status, code := a.call(http.MethodPost, "/"+a.queue(name).ID+"/messages", body, nil); status != http.StatusOK {
		a.t.Fatalf("push to %s: %d, code %d", name, status, code)
	}
}

// A pulledMessage is what a pull gets.
type pulledMessage struct {
	Body  string
	Lease string `json:"lease_id"`
}

// pull returns what a pull gets, or the code of the error that it is refused
// with.
func (a restAPI) pull(name string) (got []pulledMessage, code int) {
	a.t.Helper()
	var pulled struct{ Messages []pulledMessage }
	_, code = a.call(http.MethodPost, "/"+a.queue(name).ID+"/messages/pull", "{}", &pulled)
	return pulled.Messages, code
}

// ack acknowledges one message and returns how many that were.
func (a restAPI) ack(name, lease string) int {
	a.t.Helper()
	var done struct{ AckCount int }
	a.call(http.MethodPost, "/"+a.queue(name).ID+"/messages/ack", fmt.Sprintf(`{"acks":[{"lease_id":%q}]}`, lease), &done)
	return done.AckCount
}
