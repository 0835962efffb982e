package admin

import (
	"crypto/sha256"
	"crypto/subtle"
	"mime"
	"net"
	"net/http"
	"strings"
	"time"

	"paddock/internal/clock"
)

const (
	// maxBody leaves room for 256 000 bytes of messages in any spelling that
	// JSON has for them.
	maxBody = 2 << 20
	// maxToolBody leaves room for the longest value of a KV namespace.
	maxToolBody = 40 << 20
	// bodyTime bounds how long a client may take to send a body.
	bodyTime = 10 * time.Second
	// answerTime bounds how long it may then take until it has read the answer.
	answerTime = time.Minute
)

// guard lets only programs through that may call. A web page in a browser is
// never one of them: it would bring an Origin, or, with a name of its own that
// resolves to this machine, a foreign Host.
func guard(o Options, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		end := timeOut(w, clock.Real())
		defer end()
		if err := o.admit(r); err != nil {
			writeError(w, err)
			return
		}
		if r.Body != nil {
			r.Body = http.MaxBytesReader(w, r.Body, maxBodyOf(r.URL.Path))
		}
		next.ServeHTTP(w, r)
	})
}

// maxBodyOf bounds the body of a call.
func maxBodyOf(path string) int64 {
	switch {
	case strings.HasPrefix(path, ToolPrefix+"/kv/"):
		return maxToolBody
	case strings.HasPrefix(path, databasesPath+"/"):
		return maxScript
	}
	return maxBody
}

// timeOut bounds how slow a client may be; end lifts the bound again, so that it
// does not hold for what the connection carries next. Sockets know real time
// only, whatever clock the queues run on.
func timeOut(w http.ResponseWriter, real clock.Clock) (end func()) {
	// Not every ResponseWriter has a connection to time out.
	connection := http.NewResponseController(w)
	_ = connection.SetReadDeadline(real.Now().Add(bodyTime))
	if connection.SetWriteDeadline(real.Now().Add(bodyTime+answerTime)) != nil {
		return func() {}
	}
	return func() {
		_ = connection.Flush()
		_ = connection.SetWriteDeadline(time.Time{})
	}
}

// admit says whether a request may come in.
func (o Options) admit(r *http.Request) error {
	if err := o.admitCaller(r); err != nil {
		return err
	}
	if origin := r.Header.Get("Origin"); origin != "" && origin != "http://"+r.Host {
		return unauthorized("the API does not answer web pages of " + excerpt(origin))
	}
	if changes(r.Method) && !isJSON(r) {
		return &callError{http.StatusUnsupportedMediaType, codeBodyInvalid, "the body must be sent with Content-Type: application/json"}
	}
	return nil
}

// admitCaller looks at who calls, from where, and by what name.
func (o Options) admitCaller(r *http.Request) error {
	token := bearer(r)
	switch {
	case o.Token != "" && token == "":
		return &callError{http.StatusUnauthorized, codeUnauthorized, "no token: send the header Authorization: Bearer with the token that --api-token sets"}
	case o.Token != "" && !same(token, o.Token):
		return unauthorized("this is not the token that --api-token sets")
	case o.Token != "":
		return nil
	case o.Remote:
		return unauthorized("paddock listens to other machines, so the API needs a token of its own: start paddock with --api-token")
	case !loopback(hostOnly(r.RemoteAddr)):
		return unauthorized("the API answers only programs on this machine: start paddock with --api-token to let others in")
	case !loopback(hostOnly(r.Host)):
		return unauthorized("the API does not answer to the host " + excerpt(r.Host) + ": call it as localhost or 127.0.0.1")
	case token == "":
		return &callError{http.StatusUnauthorized, codeUnauthorized, "no token: send the header Authorization: Bearer with any token"}
	}
	return nil
}

func unauthorized(message string) error {
	return &callError{http.StatusForbidden, codeUnauthorized, message}
}

// same compares two texts in a time that tells nothing about either.
func same(a, b string) bool {
	x, y := sha256.Sum256([]byte(a)), sha256.Sum256([]byte(b))
	return subtle.ConstantTimeCompare(x[:], y[:]) == 1
}

// loopback reports whether a host is this machine and nothing else.
func loopback(host string) bool {
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback() || ip == nil && strings.EqualFold(strings.TrimSuffix(host, "."), "localhost")
}

func hostOnly(address string) string {
	if host, _, err := net.SplitHostPort(address); err == nil {
		return host
	}
	return strings.Trim(address, "[]")
}

func bearer(r *http.Request) string {
	scheme, token, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	if !strings.EqualFold(scheme, "bearer") {
		return ""
	}
	return strings.TrimSpace(token)
}

// changes reports whether a method changes something by a body. The form of a
// web page can POST; it cannot DELETE, and the official clients say nothing of
// the type of a body that is not there.
func changes(method string) bool {
	return method != http.MethodGet && method != http.MethodHead && method != http.MethodDelete
}

// isJSON reports whether a body is declared as JSON. The official command line
// tool declares its JSON as plain text, but names itself, which neither a form
// nor, without asking first, a script of a web page can do.
func isJSON(r *http.Request) bool {
	kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil {
		return false
	}
	return kind == "application/json" || kind == "text/plain" && strings.HasPrefix(r.UserAgent(), "wrangler/")
}
