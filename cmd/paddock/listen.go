package main

import (
	"errors"
	"fmt"
	"net"
	"net/http"
	"strconv"
	"strings"
	"syscall"
	"time"

	"paddock/internal/admin"
	"paddock/internal/dev"
	"paddock/internal/recording"
)

// A server is the port of one Worker, or of the API.
type server struct {
	listener net.Listener
	http     *http.Server
	url      string
}

// portsTried is how far to look for the next free port.
const portsTried = 100

// listen opens a port for every Worker: the chosen one for the first, the next
// free ones for the others; and one for the API where it shall have its own.
func (r *running) listen() error {
	port := r.o.port
	for n := range r.projects {
		l, err := listenAt(r.o.host, port)
		for tries := 1; n > 0 && port != 0 && taken(err) && tries < portsTried && port < 65535; tries++ {
			port++
			l, err = listenAt(r.o.host, port)
		}
		if err != nil {
			return r.explain(err, port, "--port")
		}
		r.servers = append(r.servers, &server{listener: l, url: address(r.o.host, l)})
		if r.o.port != 0 {
			port = min(port+1, 65535)
		}
	}
	if r.o.apiPort == noPort {
		return nil
	}
	l, err := listenAt(r.o.host, r.o.apiPort)
	if err != nil {
		return r.explain(err, r.o.apiPort, "--api-port")
	}
	r.servers = append(r.servers, &server{listener: l, url: address(r.o.host, l)})
	return nil
}

func listenAt(host string, port int) (net.Listener, error) {
	return net.Listen("tcp", net.JoinHostPort(host, strconv.Itoa(port)))
}

// windowsTaken is what Windows calls EADDRINUSE.
const windowsTaken = syscall.Errno(10048)

func taken(err error) bool {
	return errors.Is(err, syscall.EADDRINUSE) || errors.Is(err, windowsTaken)
}

// explain words why a port cannot be had, and which flag helps.
func (r *running) explain(err error, port int, flag string) error {
	var dns *net.DNSError
	switch {
	case taken(err):
		return fmt.Errorf("port %d on %s is taken by another program: choose another with %[3]s, or %[3]s 0 for any free one", port, r.o.host, flag)
	case errors.Is(err, syscall.EACCES):
		return fmt.Errorf("port %d needs rights that this user lacks: choose one above 1023 with %s", port, flag)
	case errors.As(err, &dns), errors.Is(err, syscall.EADDRNOTAVAIL):
		return fmt.Errorf("%s is not an address of this machine: choose another with --host", r.o.host)
	}
	return fmt.Errorf("listen on port %d (%s) of %s (--host): %w", port, flag, r.o.host, err)
}

// address is the URL under which a listener is reached from this machine.
func address(host string, l net.Listener) string {
	ip := net.ParseIP(host)
	if host == "" || ip != nil && ip.IsUnspecified() {
		host = defaultHost
	}
	return "http://" + net.JoinHostPort(host, strconv.Itoa(l.Addr().(*net.TCPAddr).Port))
}

func isLoopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// serve answers on every port.
func (r *running) serve() {
	recorded := func() (*recording.Recorder, error) { return r.recordings(), nil }
	replayer := r.a.replayer(r.projects, r.session.Broker(), r.stores, recorded)
	replayer.Trial.Session = r.session
	api := admin.New(admin.Options{Broker: r.session.Broker(), Clock: r.a.clock, Producers: r.producers,
		Token: r.o.apiToken, Remote: !isLoopback(r.o.host),
		Recordings: replayer,
		Databases:  &dev.Databases{Stores: r.stores, Configs: r.configs},
		State:      inspector(r.projects, r.stores),

		Buckets: buckets{&dev.R2Buckets{Stores: r.stores, Configs: r.configs}}})
	for n, s := range r.servers {
		handler := api
		if n < len(r.projects) {
			handler = besideAPI(api, r.session.Handler(n))
		}
		s.http = &http.Server{
			ReadHeaderTimeout: 10 * time.Second,
			IdleTimeout:       2 * time.Minute,
			ErrorLog:          nil,
			Handler:           handler,
		}
		r.tasks.Go(func() {
			if err := s.http.Serve(s.listener); !errors.Is(err, http.ErrServerClosed) {
				r.fail(fmt.Errorf("serve %s: %w", s.url, err))
			}
		})
	}
}

// besideAPI serves the API under its prefix and a Worker everywhere else.
func besideAPI(api, worker http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		if strings.HasPrefix(q.URL.Path, admin.Prefix+"/") || strings.HasPrefix(q.URL.Path, admin.ToolPrefix+"/") {
			api.ServeHTTP(w, q)
			return
		}
		worker.ServeHTTP(w, q)
	})
}

// producers names the Workers that send to a queue, as they run now.
func (r *running) producers(queue string) []string {
	names := map[string][]string{}
	for _, w := range r.session.Workers() {
		if w.Config != nil {
			addProducers(names, w.Config)
		}
	}
	return names[queue]
}
