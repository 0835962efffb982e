package admin

import (
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
	// bodyTime bounds how long a client may take to send a body.
	bodyTime = 10 * time.Second
)

// guard lets only programs on this machine through. A web page in a browser
// here is not one of them: it would bring an Origin, or, with a name of its own
// that resolves to this machine, a foreign Host.
func guard(c clock.Clock, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := admit(r); err != nil {
			writeError(w, err)
			return
		}
		if r.Body != nil {
			r.Body = http.MaxBytesReader(w, r.Body, maxBody)
			// Not every ResponseWriter has a connection to time out.
			_ = http.NewResponseController(w).SetReadDeadline(c.Now().Add(bodyTime))
		}
		next.ServeHTTP(w, r)
	})
}

func admit(r *http.Request) error {
	switch origin := r.Header.Get("Origin"); {
	case !loopback(hostOnly(r.RemoteAddr)):
		return &callError{http.StatusForbidden, codeUnauthorized, "the API answers only programs on this machine"}
	case !loopback(hostOnly(r.Host)):
		return &callError{http.StatusForbidden, codeUnauthorized, "the API does not answer to the host " + r.Host + ": call it as localhost or 127.0.0.1"}
	case origin != "" && origin != "http://"+r.Host:
		return &callError{http.StatusForbidden, codeUnauthorized, "the API does not answer web pages of " + origin}
	case bearer(r) == "":
		return &callError{http.StatusUnauthorized, codeUnauthorized, "no token: send the header Authorization: Bearer with any token"}
	case r.Method != http.MethodGet && r.Method != http.MethodDelete && !isJSON(r):
		return &callError{http.StatusUnsupportedMediaType, codeBodyInvalid, "the body must be sent with Content-Type: application/json"}
	}
	return nil
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

func isJSON(r *http.Request) bool {
	kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	return err == nil && kind == "application/json"
}
