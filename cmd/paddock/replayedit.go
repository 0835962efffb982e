package main

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"paddock/bindings/codec"
	"paddock/cmd/paddock/terminal"
	"paddock/internal/recording"
)

// bodyFlag reads a value of --body: BODY, or N=BODY with the place or the id of
// the message.
func bodyFlag(rec *recording.Recording, text string) (int, json.RawMessage, error) {
	named := regexp.MustCompile(`^(\d{1,3}|[0-9a-f]{32})=`)
	n, body := 0, text
	if key, rest, _ := strings.Cut(text, "="); named.MatchString(text) {
		var err error
		if n, err = strconv.Atoi(key); err != nil || len(key) > 3 {
			n = slices.IndexFunc(rec.Messages, func(m recording.Message) bool { return m.ID == key })
		}
		if n < 0 || n >= len(rec.Messages) {
			return 0, nil, fmt.Errorf("--body %s: batch %s has no message %s: its %d are counted from 0", shorten(text, 60), rec.Batch, key, len(rec.Messages))
		}
		body = rest
	} else if len(rec.Messages) > 1 {
		return 0, nil, fmt.Errorf("--body %s: for which of the %d messages? Write --body N=BODY, counted from 0", shorten(text, 60), len(rec.Messages))
	}
	if kind := rec.Messages[n].Type; kind == "text" || kind == "bytes" {
		return n, quoted(body), nil
	}
	if !json.Valid([]byte(body)) {
		return 0, nil, fmt.Errorf("--body %s: it is not JSON: quote it for the shell, such as '{\"id\": 7}' or '\"hello\"'", shorten(text, 60))
	}
	return n, json.RawMessage(body), nil
}

// editBodies lets the user change the bodies, and adds what was changed.
func (a *app) editBodies(rec *recording.Recording, bodies map[string]json.RawMessage) error {
	before := make([]string, len(rec.Messages))
	for n := range rec.Messages {
		before[n] = editable(&rec.Messages[n])
		if changed, ok := bodies[strconv.Itoa(n)]; ok {
			before[n] = string(changed)
		}
	}
	head := fmt.Sprintf("# Batch %s of %s, a message a line, as JSON. A line that stays as it is keeps its body.\n", rec.Batch, rec.Queue)
	text, err := a.edited(head + strings.Join(before, "\n") + "\n")
	if err != nil {
		return err
	}
	var after []string
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			after = append(after, line)
		}
	}
	if len(after) != len(before) {
		return fmt.Errorf("the edited file has %s, the batch %d: change lines, but neither add nor remove any", terminal.Count(len(after), "message"), len(before))
	}
	for n, line := range after {
		if line == before[n] {
			continue
		}
		if !json.Valid([]byte(line)) {
			return fmt.Errorf("message %d is not JSON after the edit: %s", n, shorten(line, 60))
		}
		bodies[strconv.Itoa(n)] = json.RawMessage(line)
	}
	return nil
}

// editable is a body as a line of JSON. What JSON cannot say is described, and
// may be replaced.
func editable(m *recording.Message) string {
	var compact bytes.Buffer
	text := ""
	switch m.Type {
	case "json":
		if json.Compact(&compact, m.Body) == nil {
			return compact.String()
		}
	case "text":
		text = string(m.Body)
	case "bytes":
		text = base64.StdEncoding.EncodeToString(m.Body)
	default:
		text = m.Type + ", kept as it is: " + codec.Readable(codec.Type(m.Type), m.Body)
	}
	return string(quoted(text))
}

// quoted is a text as a JSON string that people can read.
func quoted(text string) json.RawMessage {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(text); err != nil { // a string can always be written
		return json.RawMessage(`""`)
	}
	return bytes.TrimSpace(b.Bytes())
}

// edited opens a text in the user's editor and returns it as it was left.
func (a *app) edited(text string) (string, error) {
	editor := a.editor()
	if len(editor) == 0 {
		return "", errors.New("--edit needs to know your editor: set VISUAL or EDITOR, or change bodies with --body")
	}
	f, err := os.CreateTemp("", "paddock-*.jsonl")
	if err != nil {
		return "", fmt.Errorf("edit the bodies: %w", err)
	}
	defer os.Remove(f.Name())
	_, err = f.WriteString(text)
	if err = errors.Join(err, f.Close()); err != nil {
		return "", fmt.Errorf("edit the bodies: %w", err)
	}
	cmd := exec.Command(editor[0], append(editor[1:], f.Name())...)
	cmd.Dir, cmd.Stdin, cmd.Stdout, cmd.Stderr = a.dir, a.stdin, a.stdout, a.stderr
	if err := cmd.Run(); err != nil {
		return "", fmt.Errorf("the editor %s: %w: nothing was replayed", strings.Join(editor, " "), err)
	}
	out, err := os.ReadFile(f.Name())
	if err != nil {
		return "", fmt.Errorf("edit the bodies: %w", err)
	}
	return string(out), nil
}

// editor is the user's, with its arguments, or nothing.
func (a *app) editor() []string {
	for _, name := range []string{"VISUAL", "EDITOR"} {
		if text, _ := a.env(name); strings.TrimSpace(text) != "" {
			return strings.Fields(text)
		}
	}
	return nil
}
