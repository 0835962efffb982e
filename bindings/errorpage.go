package bindings

import (
	"errors"
	"fmt"
	"html"
	"net/http"
	"strconv"
	"strings"

	"paddock/runtime"
)

// writeError answers a request whose handler failed: a page for browsers, plain
// text for everything else. Both say where in the user's files it happened.
func writeError(w http.ResponseWriter, r *http.Request, status int, err error) {
	header := w.Header()
	clear(header)
	header.Set("Cache-Control", "no-store")
	body := errorText(err)
	header.Set("Content-Type", "text/plain; charset=utf-8")
	if strings.Contains(r.Header.Get("Accept"), "text/html") {
		body = errorPage(status, r, err)
		header.Set("Content-Type", "text/html; charset=utf-8")
	}
	header.Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(status)
	if r.Method != http.MethodHead {
		fmt.Fprint(w, body)
	}
}

// explain splits an error into what happened, where, and the lines around it.
func explain(err error) (message, stack, frame string) {
	message, frame, _ = strings.Cut(err.Error(), "\n") // a failed build has its places and frames in further lines
	var script *runtime.ScriptError
	if errors.As(err, &script) {
		stack = script.Stack
		if _, frames, ok := strings.Cut(stack, "\n"); ok && strings.HasPrefix(stack, script.Error()) {
			stack = frames
		}
		if stack == script.Error() || strings.HasPrefix(stack, "Uncaught ") {
			stack = ""
		}
		if frame = script.Frame; message != script.Error() && !strings.HasSuffix(message, script.Error()) {
			message = script.Error()
		}
	}
	return message, stack, frame
}

func errorText(err error) string {
	message, stack, frame := explain(err)
	parts := []string{message}
	if stack != "" {
		parts[0] += "\n" + stack
	}
	if frame != "" {
		parts = append(parts, frame)
	}
	return strings.Join(parts, "\n\n") + "\n"
}

func errorPage(status int, r *http.Request, err error) string {
	message, stack, frame := explain(err)
	var b strings.Builder
	fmt.Fprintf(&b, errorHead, html.EscapeString(message))
	fmt.Fprintf(&b, "<p class=where>%d &middot; %s %s</p>\n<h1>%s</h1>\n", status, html.EscapeString(r.Method), html.EscapeString(r.URL.Path), html.EscapeString(message))
	if frame != "" {
		fmt.Fprintf(&b, "<pre class=frame>%s</pre>\n", html.EscapeString(frame))
	}
	if stack != "" {
		fmt.Fprintf(&b, "<pre>%s</pre>\n", html.EscapeString(stack))
	}
	b.WriteString("<p class=where>paddock</p>\n</main>\n</html>\n")
	return b.String()
}

const errorHead = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>%s</title>
<style>
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { margin: 0; }
main { max-width: 60rem; margin: 3rem auto; padding: 0 1rem; border-top: 4px solid #c33; }
h1 { font-size: 1.4rem; overflow-wrap: anywhere; white-space: pre-wrap; }
pre { font: 13px/1.5 ui-monospace, monospace; overflow-x: auto; padding: 1rem; border-radius: 6px; background: #8882; }
.frame { border-left: 4px solid #c33; }
.where { opacity: .7; font-size: .85rem; }
</style>
<main>
`
