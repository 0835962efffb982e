package admin

import (
	"bufio"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

func header(name, value string) func(*http.Request) {
	return func(r *http.Request) { r.Header.Set(name, value) }
}

func host(name string) func(*http.Request) { return func(r *http.Request) { r.Host = name } }

func from(address string) func(*http.Request) {
	return func(r *http.Request) { r.RemoteAddr = address }
}

func together(changes ...func(*http.Request)) func(*http.Request) {
	return func(r *http.Request) {
		for _, f := range changes {
			f(r)
		}
	}
}

// A visit is a send as somebody makes it, and what they get for it.
type visit struct {
	name         string
	change       func(*http.Request)
	status, code int
}

func (v visit) try(t *testing.T, w *world) {
	t.Helper()
	got := call(t, w, "POST", "/queues/quiet/messages", `{"body":1}`, v.change)
	if got.status != v.status || got.code() != v.code {
		t.Errorf("%s: status %d, code %d, want %d, %d: %s", v.name, got.status, got.code(), v.status, v.code, got.text)
	}
}

func TestOnlyProgramsOnThisMachine(t *testing.T) {
	w := newWorld(t)
	for _, v := range []visit{
		{"another name for this machine", host("localhost:8787"), 200, 0},
		{"its IPv6 address", host("[::1]:8787"), 200, 0},
		{"a page of its own", header("Origin", "http://127.0.0.1:8787"), 200, 0},
		{"with a charset", header("Content-Type", "application/json; charset=utf-8"), 200, 0},
		{"the official command line tool", together(header("Content-Type", "text/plain;charset=UTF-8"), header("User-Agent", "wrangler/4.86.0")), 200, 0},
		{"a name that resolves to this machine", host("evil.example:8787"), 403, 10106},
		{"a name that only begins like this machine", host("localhost.evil.example"), 403, 10106},
		{"a web page", header("Origin", "https://evil.example"), 403, 10106},
		{"a page in a sandbox", header("Origin", "null"), 403, 10106},
		{"a page of another port", header("Origin", "http://127.0.0.1:9999"), 403, 10106},
		{"another machine", from("192.0.2.7:4000"), 403, 10106},
		{"without a token", without("Authorization"), 401, 10106},
		{"with an empty token", header("Authorization", "Bearer "), 401, 10106},
		{"with a password", header("Authorization", "Basic YTpi"), 401, 10106},
		{"a form", header("Content-Type", "text/plain"), 415, 10207},
		{"another form", header("Content-Type", "application/x-www-form-urlencoded"), 415, 10207},
		{"a body of no type", without("Content-Type"), 415, 10207},
	} {
		v.try(t, w)
	}
	if n := w.count("quiet"); n != 5 {
		t.Errorf("%d messages, want the 5 of those let in", n)
	}
}

func TestEveryPathIsGuarded(t *testing.T) {
	w := newWorld(t)
	for _, path := range []string{"/cdn-cgi/paddock", "/cdn-cgi/paddock/events", Prefix, PortPrefix + "/accounts/a/queues", "/"} {
		r := call(t, w, "GET", "", "", url("http://127.0.0.1:8787"+path), header("Origin", "https://evil.example"))
		if r.status != 403 || r.code() != 10106 {
			t.Errorf("%s: %d %s", path, r.status, r.text)
		}
	}
	for _, path := range []string{"/cdn-cgi/paddock/events", Prefix + "/user"} {
		if r := call(t, w, "GET", "", "", url("http://127.0.0.1:8787"+path)); r.status != 404 || r.code() != 7003 {
			t.Errorf("%s: %d %s", path, r.status, r.text)
		}
	}
}

func TestFormsReachNothing(t *testing.T) {
	w := newWorld(t)
	w.send("quiet", "a")
	for _, path := range []string{"/queues/quiet/purge", "/queues/quiet/redrive", "/queues/quiet/messages/pull", "/queues"} {
		for _, kind := range []string{"text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", ""} {
			r := call(t, w, "POST", path, `{"delete_messages_permanently":true,"queue_name":"q"}`, header("Content-Type", kind))
			if r.status != 415 {
				t.Errorf("%s as %q: %d %s", path, kind, r.status, r.text)
			}
		}
	}
	if n := w.count("quiet"); n != 1 {
		t.Errorf("%d messages left", n)
	}
}

func TestToken(t *testing.T) {
	bearer := func(token string) func(*http.Request) { return header("Authorization", "Bearer "+token) }
	set := func(remote bool) func(*Options) { return func(o *Options) { o.Token, o.Remote = "s3cret", remote } }
	for _, remote := range []bool{false, true} {
		w := newWorld(t, set(remote))
		for _, v := range []visit{
			{"with the token", bearer("s3cret"), 200, 0},
			{"from another machine", together(bearer("s3cret"), from("192.0.2.7:4000"), host("build.example:8787")), 200, 0},
			{"with another token", bearer("any"), 403, 10106},
			{"with the start of it", bearer("s3cre"), 403, 10106},
			{"with none", without("Authorization"), 401, 10106},
			{"a web page that knows it", together(bearer("s3cret"), header("Origin", "https://evil.example")), 403, 10106},
		} {
			v.try(t, w)
		}
	}
}

func TestRemoteNeedsAToken(t *testing.T) {
	w := newWorld(t, func(o *Options) { o.Remote = true })
	for _, change := range []func(*http.Request){func(*http.Request) {}, from("192.0.2.7:4000")} {
		r := call(t, w, "GET", "/queues", "", change)
		if r.status != 403 || r.code() != 10106 || !strings.Contains(r.text, "--api-token") {
			t.Errorf("%d %s", r.status, r.text)
		}
	}
}

// A connection serves on after the API used it: the bounds on slow clients hold
// for the API alone.
func TestConnectionsServeOn(t *testing.T) {
	w := newWorld(t)
	s := httptest.NewServer(w)
	defer s.Close()
	c, err := net.Dial("tcp", s.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	if err := c.SetDeadline(time.Now().Add(30 * time.Second)); err != nil {
		t.Fatal(err)
	}
	answers := bufio.NewReader(c)
	for range 3 {
		r, _ := http.NewRequest("POST", s.URL+Prefix+"/accounts/a/queues/quiet/messages", strings.NewReader(`{"body":1}`))
		r.Header.Set("Authorization", "Bearer any")
		r.Header.Set("Content-Type", "application/json")
		if err := r.Write(c); err != nil {
			t.Fatal(err)
		}
		answer, err := http.ReadResponse(answers, r)
		if err != nil {
			t.Fatal(err)
		}
		if answer.StatusCode != 200 || answer.ContentLength <= 0 || answer.Close {
			t.Errorf("%s, %d bytes, close %v", answer.Status, answer.ContentLength, answer.Close)
		}
		answer.Body.Close()
	}
}

// timed is a connection that remembers its deadlines.
type timed struct {
	*httptest.ResponseRecorder
	read, write []time.Time
}

func (t *timed) SetReadDeadline(at time.Time) error  { t.read = append(t.read, at); return nil }
func (t *timed) SetWriteDeadline(at time.Time) error { t.write = append(t.write, at); return nil }

func TestSlowClientsAreTimedOut(t *testing.T) {
	w := newWorld(t)
	for name, change := range map[string]func(*http.Request){"let in": func(*http.Request) {}, "refused": without("Authorization")} {
		r := httptest.NewRequest("POST", "http://127.0.0.1:8787"+Prefix+"/accounts/a/queues/quiet/messages", strings.NewReader(`{"body":1}`))
		r.RemoteAddr = "127.0.0.1:50000"
		r.Header.Set("Authorization", "Bearer any")
		r.Header.Set("Content-Type", "application/json")
		change(r)
		connection := &timed{ResponseRecorder: httptest.NewRecorder()}
		before := time.Now()
		w.ServeHTTP(connection, r)
		if len(connection.read) != 1 || connection.read[0].Before(before.Add(bodyTime)) || connection.read[0].After(time.Now().Add(bodyTime)) {
			t.Errorf("%s: a body may come until %v", name, connection.read)
		}
		if len(connection.write) != 2 || connection.write[0].Before(before.Add(answerTime)) || !connection.write[1].IsZero() || !connection.Flushed {
			t.Errorf("%s: the bounds of an answer are %v", name, connection.write)
		}
	}
}
