package webapi

import (
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"strconv"
	"sync"
	"time"

	"github.com/dop251/goja"

	"paddock/runtime"
)

// A Dialer opens the connections that scripts ask for, as net.Dialer does. It is
// called on goroutines of its own. An error that is no *net.OpError is shown to
// the script in its own words.
type Dialer = func(ctx context.Context, network, address string) (net.Conn, error)

// A tcp is the connection behind a socket object, and behind the one that
// startTls makes of it. At most one read and one write are under way, each on a
// goroutine of its own. It ends with the invocation that opened it.
type tcp struct {
	i    *runtime.Isolate
	open network
	life context.Context
	end  context.CancelFunc // any goroutine: closes the connection

	mu      sync.Mutex
	conn    net.Conn
	reading chan struct{} // closed at the end of the read that is under way
	cut     bool          // that read is to end without an answer
	kept    []byte        // what it brought nevertheless
}

// A target is where a script wants to connect to.
type target struct {
	host string
	port int
	tls  bool
}

func newTCP(i *runtime.Isolate) *tcp {
	c := &tcp{i: i}
	c.open, _ = i.Value(networkKey{}).(network)
	life := i.Life()
	if inv := i.Context().Invocation(); inv != nil && !inv.Over() {
		life = inv.Life()
	}
	c.life, c.end = context.WithCancel(life)
	return c
}

// errMail is what the platform says of mail servers, in its words.
var errMail = errors.New("Connections to port 25 are prohibited")

// mailPort is where mail servers listen, whom the platform protects from Workers.
const mailPort = 25

// dial connects, and shakes hands where the target asks for TLS.
func (c *tcp) dial(t target) goja.Value {
	address := net.JoinHostPort(t.host, strconv.Itoa(t.port))
	v, ticket := c.i.OutsidePromise("socket to " + address)
	dial := c.open.dial
	switch {
	case t.port == mailPort:
		dial = func(context.Context, string, string) (net.Conn, error) { return nil, errMail }
	case dial == nil:
		dial = func(_ context.Context, _, address string) (net.Conn, error) {
			return nil, fmt.Errorf("connecting to %s was refused: this Worker runs without a network", address)
		}
	}
	c.i.Aside(func() {
		conn, err := dial(c.life, "tcp", address)
		if err == nil {
			c.hold(conn)
			if t.tls {
				err = c.handshake(conn, t.host)
			}
		} else {
			err = c.refusal(err, t.port)
		}
		c.settle(ticket, err)
	})
	return v
}

// hold makes conn what is read from, until the life of the connection ends.
func (c *tcp) hold(conn net.Conn) {
	c.mu.Lock()
	first := c.conn == nil
	c.conn = conn
	c.mu.Unlock()
	if first {
		context.AfterFunc(c.life, func() { c.current().Close() })
	}
}

func (c *tcp) current() net.Conn {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.conn
}

// settle settles a promise of nothing; an error ends the connection.
func (c *tcp) settle(ticket *runtime.Ticket, err error) {
	if err != nil {
		c.end()
	}
	ticket.Settle(func(*goja.Runtime) (goja.Value, error) { return goja.Undefined(), err })
}

// refusal is what the script is told of a connection that did not come about: in
// the platform's words, which do not say why. The cause does.
func (c *tcp) refusal(err error, port int) error {
	var op *net.OpError
	if !errors.As(err, &op) {
		return err
	}
	text := "proxy request failed, cannot connect to the specified address"
	if port == 80 || port == 443 {
		text += ". It looks like you might be trying to connect to a HTTP-based service — consider using fetch instead"
	}
	return &caused{i: c.i, text: text, cause: err}
}

// caused is a Go error that becomes an Error with a cause.
type caused struct {
	i     *runtime.Isolate
	text  string
	cause error
}

func (e *caused) Error() string { return e.text }
func (e *caused) Unwrap() error { return e.cause }
func (e *caused) JSValue(vm *goja.Runtime) goja.Value {
	o := e.i.NewError("Error", e.text)
	cause := e.i.NewError("Error", e.cause.Error())
	if err := o.DefineDataProperty("cause", cause, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE); err != nil {
		panic(err)
	}
	return o
}

// mostRead is how much a read takes at most.
const mostRead = 32 << 10

// patience is how long virtual time stands still, in real time, for what a read
// waits for: an answer comes sooner, and what nobody asked for need not.
const patience = time.Second

// read resolves to the bytes that come next, or to null at the end.
func (c *tcp) read() goja.Value {
	v, ticket := c.i.OutsidePromise("reading from a socket")
	ticket.Idle(patience)
	done := make(chan struct{})
	c.mu.Lock()
	conn := c.conn
	c.reading = done
	c.mu.Unlock()
	c.i.Stray("reading from a socket")
	go func() {
		defer close(done)
		buf := make([]byte, mostRead)
		n, err := conn.Read(buf)
		c.mu.Lock()
		cut := c.cut
		if cut {
			c.kept = buf[:n]
		}
		c.mu.Unlock()
		ticket.Settle(func(vm *goja.Runtime) (goja.Value, error) {
			switch {
			case n > 0 && !cut:
				return newBuffer(vm, bytes.Clone(buf[:n])), nil
			case err == io.EOF || cut:
				return goja.Null(), nil
			}
			return nil, c.lost(err)
		})
	}()
	return v
}

// lost is what the script is told when an open connection broke.
func (c *tcp) lost(err error) error {
	return &caused{i: c.i, text: "Network connection lost.", cause: err}
}

// write resolves when data, which it takes, is on its way.
func (c *tcp) write(data []byte) goja.Value {
	v, ticket := c.i.OutsidePromise("writing to a socket")
	c.outgoing(ticket, func(conn net.Conn) error {
		_, err := conn.Write(data)
		return err
	})
	return v
}

// closeWrite tells the other side that nothing more comes.
func (c *tcp) closeWrite() goja.Value {
	v, ticket := c.i.OutsidePromise("closing a socket")
	c.outgoing(ticket, func(conn net.Conn) error {
		if half, ok := conn.(interface{ CloseWrite() error }); ok {
			return half.CloseWrite()
		}
		return nil
	})
	return v
}

// outgoing does what need not be waited for: the answer of the other side may come
// before the script is told that it was asked.
func (c *tcp) outgoing(ticket *runtime.Ticket, act func(net.Conn) error) {
	ticket.Idle(patience)
	conn := c.current()
	c.i.Stray("writing to a socket")
	go func() {
		err := act(conn)
		if err != nil {
			err = c.lost(err)
		}
		c.settle(ticket, err)
	}()
}

// secure makes the connection one of TLS, whose other side must be server. A read
// that is under way belongs to a stream that nobody can read any more; its
// bytes, if any come, are the beginning of the handshake.
func (c *tcp) secure(server string) goja.Value {
	v, ticket := c.i.OutsidePromise("TLS of a socket")
	c.i.Stray("TLS of a socket")
	go func() { c.settle(ticket, c.handshake(c.interrupt(), server)) }()
	return v
}

// interrupt ends the read that is under way, and returns the connection with
// what it brought put back.
func (c *tcp) interrupt() net.Conn {
	c.mu.Lock()
	conn, reading := c.conn, c.reading
	c.cut = true
	c.mu.Unlock()
	if reading != nil {
		conn.SetReadDeadline(time.Unix(1, 0))
		<-reading
		conn.SetReadDeadline(time.Time{})
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.cut, c.reading = false, nil
	if len(c.kept) == 0 {
		return conn
	}
	return &begun{Conn: conn, first: c.kept}
}

// begun is a connection of which some bytes were read already.
type begun struct {
	net.Conn
	first []byte
}

func (b *begun) Read(p []byte) (int, error) {
	if len(b.first) == 0 {
		return b.Conn.Read(p)
	}
	n := copy(p, b.first)
	b.first = b.first[n:]
	return n, nil
}

// handshake puts TLS over conn.
func (c *tcp) handshake(conn net.Conn, server string) error {
	secure := tls.Client(conn, &tls.Config{ServerName: server, RootCAs: c.open.roots, MinVersion: tls.VersionTLS12})
	if err := secure.HandshakeContext(c.life); err != nil {
		return fmt.Errorf("TLS Handshake Failed: %w", err)
	}
	c.hold(secure)
	return nil
}
