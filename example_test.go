package paddock_test

import (
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"

	"paddock"
)

// What a Worker is given, what it makes of it, and how long that takes.
func Example() {
	w, err := paddock.Open("examples/orders/wrangler.jsonc")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer w.Close()

	w.Send("orders", map[string]any{"id": "o-1", "amount": 5000})
	if err := w.Drain(); err != nil {
		fmt.Println(err)
	}
	for _, d := range w.Deliveries("orders") {
		fmt.Println(d.At.Format(time.TimeOnly), string(d.Body), d.Attempt, d.Outcome)
	}
	// Output:
	// 00:00:01 {"amount":5000,"id":"o-1"} 1 retried
	// 00:00:04 {"amount":5000,"id":"o-1"} 2 retried
	// 00:00:09 {"amount":5000,"id":"o-1"} 3 retried
	// 00:00:18 {"amount":5000,"id":"o-1"} 4 dead-lettered
}

// A request is answered at once; what it sent is delivered as time passes.
func ExampleWorld_Fetch() {
	w, err := paddock.Open("examples/orders/wrangler.jsonc", paddock.Var("CURRENCY", "CHF"))
	if err != nil {
		fmt.Println(err)
		return
	}
	defer w.Close()

	order, _ := http.NewRequest(http.MethodPost, "http://orders.example/", strings.NewReader(`{"id": "o-1", "amount": 25}`))
	response, err := w.Fetch(order)
	if err != nil {
		fmt.Println(err)
		return
	}
	body, _ := io.ReadAll(response.Body)
	fmt.Println(response.Status, string(body))

	w.Drain()
	line, _, _ := strings.Cut(w.Logs()[0], ", receipt")
	fmt.Println(line)
	// Output:
	// 202 Accepted {"accepted":1,"backlog":1}
	// o-1: charged 25 CHF
}

// Advance stops between two attempts.
func ExampleWorld_Advance() {
	w, err := paddock.Open("examples/orders/wrangler.jsonc")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer w.Close()

	w.Send("orders", map[string]any{"id": "o-1", "amount": 5000})
	w.Advance(2 * time.Second)
	for _, m := range w.Messages("orders") {
		fmt.Println(m.State, "after", m.Attempts, "attempt, for", m.Due.Sub(w.Now()))
	}
	w.Advance(time.Minute)
	left, _ := w.Backlog("orders")
	fmt.Println(left, "left")
	// Output:
	// delayed after 1 attempt, for 1s
	// 0 left
}
