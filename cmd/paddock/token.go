package main

import (
	"crypto/rand"
	"fmt"
	"strings"
)

// tokenVariable names the environment variable that holds the API's token: a
// command line can be seen by every user of the machine.
const tokenVariable = "PADDOCK_API_TOKEN"

// useToken takes the API's token from the environment where the command line
// gives none.
func (a *app) useToken(c *command, o *devOptions) error {
	from := "--api-token"
	if !c.flags.has("api-token") {
		from = tokenVariable
		var set bool
		if o.apiToken, set = a.env(tokenVariable); !set {
			return nil
		}
	}
	if o.apiToken == "" || strings.ContainsFunc(o.apiToken, func(r rune) bool { return r <= ' ' || r > '~' }) {
		return usagef(c, "%s must have a letter at least, and neither spaces nor letters beyond ASCII: it travels in an HTTP header", from)
	}
	return nil
}

// warnHost says what listening beyond this machine means.
func (r *running) warnHost() {
	if isLoopback(r.o.host) {
		return
	}
	api := "the API for queues answers only the commands of this machine, unless --api-token gives it a token"
	if !r.closed {
		api = "the API for queues asks for the token"
	}
	fmt.Fprintf(r.a.stderr, "%s\n", r.a.style(r.a.stderr).Yellow(fmt.Sprintf(
		"warning: listening on %s: anybody who reaches this machine over the network can call the Workers (%s)", r.o.host, api)))
}

// guardAPI closes the API to other machines where no token was given: a token
// of its own, which only the lock file tells, lets the commands in.
func (r *running) guardAPI() {
	if !isLoopback(r.o.host) && r.o.apiToken == "" {
		r.o.apiToken, r.closed = rand.Text(), true
	}
}
