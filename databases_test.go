package paddock

import (
	"bufio"
	"context"
	"encoding/binary"
	"fmt"
	"io"
	"net"
	"regexp"
	"strings"
	"testing"

	"paddock/internal/tcptest"
)

type dialer = func(ctx context.Context, network, address string) (net.Conn, error)

// databases returns a dialer that knows two servers, which answer every query
// with one row that repeats it: a PostgreSQL and a MySQL that know just enough
// of their protocols for a driver.
func databases(t *testing.T) dialer {
	servers := map[string]string{"pg.example:5432": serveTCP(t, postgres), "my.example:3306": serveTCP(t, mysql)}
	return func(ctx context.Context, network, address string) (net.Conn, error) {
		real, ok := servers[address]
		if !ok {
			return nil, fmt.Errorf("there is no %s", address)
		}
		var d net.Dialer
		return d.DialContext(ctx, network, real)
	}
}

func serveTCP(t *testing.T, talk func(*bufio.Reader, io.Writer) error) string {
	return tcptest.Listen(t, func(c net.Conn) {
		if err := talk(bufio.NewReader(c), c); err != nil && err != io.EOF {
			fmt.Fprintf(t.Output(), "a database failed: %v\n", err)
		}
	})
}

// ---- PostgreSQL, protocol 3

func pgMessage(kind byte, body ...any) []byte {
	out := []byte{kind, 0, 0, 0, 0}
	for _, part := range body {
		switch p := part.(type) {
		case int16:
			out = binary.BigEndian.AppendUint16(out, uint16(p))
		case int32:
			out = binary.BigEndian.AppendUint32(out, uint32(p))
		case byte:
			out = append(out, p)
		case string:
			out = append(append(out, p...), 0)
		case []byte:
			out = append(binary.BigEndian.AppendUint32(out, uint32(len(p))), p...)
		}
	}
	binary.BigEndian.PutUint32(out[1:], uint32(len(out)-1))
	return out
}

const (
	pgText       = int32(25) // the type of every parameter and column
	pgTLSRequest = 80877103
)

// postgres takes a client without a password or TLS.
func postgres(r *bufio.Reader, w io.Writer) error {
	for {
		hello, err := pgBody(r)
		if err != nil {
			return err
		}
		if binary.BigEndian.Uint32(hello) != pgTLSRequest {
			break
		}
		io.WriteString(w, "N")
	}
	w.Write(pgMessage('R', int32(0)))
	w.Write(pgMessage('S', "server_version", "17.0"))
	w.Write(pgMessage('Z', byte('I')))
	return pgQueries(r, w)
}

func pgBody(r io.Reader) ([]byte, error) {
	var size [4]byte
	if _, err := io.ReadFull(r, size[:]); err != nil {
		return nil, err
	}
	body := make([]byte, binary.BigEndian.Uint32(size[:])-4)
	_, err := io.ReadFull(r, body)
	return body, err
}

var pgParameter = regexp.MustCompile(`\$\d+`)

func pgQueries(r *bufio.Reader, w io.Writer) error {
	query, values := "", []string(nil)
	columns := pgMessage('T', int16(1), "answer", int32(0), int16(0), pgText, int16(-1), int32(-1), int16(0))
	for {
		kind, err := r.ReadByte()
		if err != nil {
			return err
		}
		body, err := pgBody(r)
		if err != nil {
			return err
		}
		switch kind {
		case 'Q':
			query = strings.TrimRight(string(body), "\x00")
			w.Write(columns)
			pgRow(w, query)
			w.Write(pgMessage('Z', byte('I')))
		case 'P':
			query = strings.Split(string(body), "\x00")[1]
			w.Write(pgMessage('1'))
		case 'B':
			values = pgValues(body)
			w.Write(pgMessage('2'))
		case 'D':
			if body[0] == 'S' {
				about := []any{int16(len(pgParameter.FindAllString(query, -1)))}
				for range pgParameter.FindAllString(query, -1) {
					about = append(about, pgText)
				}
				w.Write(pgMessage('t', about...))
			}
			w.Write(columns)
		case 'E':
			pgRow(w, fmt.Sprint(query, " ", values))
		case 'S':
			w.Write(pgMessage('Z', byte('I')))
		case 'C':
			w.Write(pgMessage('3'))
		case 'X':
			return nil
		}
	}
}

func pgRow(w io.Writer, answer string) {
	w.Write(pgMessage('D', int16(1), []byte(answer)))
	w.Write(pgMessage('C', "SELECT 1"))
}

// pgValues are the texts that a query is bound to.
func pgValues(body []byte) (values []string) {
	rest := body[strings.IndexByte(string(body), 0)+1:] // after the portal
	rest = rest[strings.IndexByte(string(rest), 0)+1:]  // and the statement
	rest = rest[2+2*binary.BigEndian.Uint16(rest):]     // and the formats
	count := binary.BigEndian.Uint16(rest)
	rest = rest[2:]
	for range count {
		size := binary.BigEndian.Uint32(rest)
		values = append(values, string(rest[4:4+size]))
		rest = rest[4+size:]
	}
	return values
}

// ---- MySQL, protocol 10

// myPacket is one packet of a reply.
func myPacket(number byte, body string) []byte {
	return append([]byte{byte(len(body)), byte(len(body) >> 8), byte(len(body) >> 16), number}, body...)
}

// myText is a text with its length before it.
func myText(s string) string { return string([]byte{byte(len(s))}) + s }

const (
	myOK    = "\x00\x00\x00\x02\x00\x00\x00"
	myEnd   = "\xfe\x00\x00\x02\x00"
	myHello = "\x0a" + "8.4.0\x00" + "\x01\x00\x00\x00" + "12345678\x00" + "\x09\xa2" + "\x21" + "\x02\x00" + "\x08\x00" + "\x15" +
		"\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00" + "123456789012\x00" + "mysql_native_password\x00"
)

// mysql takes a client with any password.
func mysql(r *bufio.Reader, w io.Writer) error {
	w.Write(myPacket(0, myHello))
	if _, err := myBody(r); err != nil {
		return err
	}
	w.Write(myPacket(2, myOK))
	for {
		command, err := myBody(r)
		if err != nil || command[0] == 1 { // quit
			return err
		}
		if command[0] != 3 { // a query
			w.Write(myPacket(1, myOK))
			continue
		}
		column := myText("def") + myText("") + myText("") + myText("") + myText("answer") + myText("") +
			"\x0c" + "\x21\x00" + "\xff\x00\x00\x00" + "\xfd" + "\x00\x00" + "\x00" + "\x00\x00"
		for n, body := range []string{"\x01", column, myEnd, myText(string(command[1:])), myEnd} {
			w.Write(myPacket(byte(n+1), body))
		}
	}
}

func myBody(r io.Reader) ([]byte, error) {
	var head [4]byte
	if _, err := io.ReadFull(r, head[:]); err != nil {
		return nil, err
	}
	body := make([]byte, int(head[0])|int(head[1])<<8|int(head[2])<<16)
	_, err := io.ReadFull(r, body)
	return body, err
}
