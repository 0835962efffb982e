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
)

// A server is the port of one Worker.
type server struct {
	listener net.Listener
	http     *http.Server
	url      string
}

// portsTried is how far to look for the next free port.
const portsTried = 100

// listen opens a port for every Worker: the chosen one for the first, the next
// free ones for the others.
func (r *running) listen() error {
	port := r.o.port
	for n := range r.projects {
		l, err := listenAt(r.o.host, port)
		for tries := 1; n > 0 && port != 0 && taken(err) && tries < portsTried && port < 65535; tries++ {
			port++
			l, err = listenAt(r.o.host, port)
		}
		if err != nil {
			return r.explain(err, port)
		}
		r.servers = append(r.servers, &server{listener: l, url: address(r.o.host, l)})
		if r.o.port != 0 {
			port = min(port+1, 65535)
		}
	}
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
func (r *running) explain(err error, port int) error {
	var dns *net.DNSError
	switch {
	case taken(err):
		return fmt.Errorf("port %d on %s is taken by another program: choose another with --port, or --port 0 for any free one", port, r.o.host)
	case errors.Is(err, syscall.EACCES):
		return fmt.Errorf("port %d needs rights that this user lacks: choose one above 1023 with --port", port)
	case errors.As(err, &dns), errors.Is(err, syscall.EADDRNOTAVAIL):
		return fmt.Errorf("%s is not an address of this machine: choose another with --host", r.o.host)
	}
	return fmt.Errorf("listen on port %d (--port) of %s (--host): %w", port, r.o.host, err)
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
	api := admin.New(admin.Options{Broker: r.session.Broker(), Clock: r.a.clock, Producers: r.producers})
	for n, s := range r.servers {
		worker := r.session.Handler(n)
		s.http = &http.Server{
			ReadHeaderTimeout: 10 * time.Second,
			IdleTimeout:       2 * time.Minute,
			ErrorLog:          nil,
			Handler: http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
				if strings.HasPrefix(q.URL.Path, admin.Prefix+"/") {
					api.ServeHTTP(w, q)
					return
				}
				worker.ServeHTTP(w, q)
			}),
		}
		r.tasks.Go(func() {
			if err := s.http.Serve(s.listener); !errors.Is(err, http.ErrServerClosed) {
				r.fail(fmt.Errorf("serve %s: %w", s.url, err))
			}
		})
	}
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
