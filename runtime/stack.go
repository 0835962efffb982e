package runtime

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/dop251/goja"
)

// A stack has three forms: raw as the engine writes it; mapped, in V8's form
// with files relative to the project, which people see; and the one scripts see,
// which is mapped with file URLs, since that is what they parse.

// OnMend sets the function that gives an error which the engine itself threw
// the words and the stack that scripts expect. It is called before a script or a
// person sees a thrown value, once or more, and leaves other values alone.
func (i *Isolate) OnMend(f func(thrown goja.Value)) { i.mend = f }

// Mend applies what OnMend set. Loop only.
func (i *Isolate) Mend(thrown goja.Value) {
	if o, ok := thrown.(*goja.Object); ok && i.mend != nil {
		i.mend(o)
	}
}

// MapStack makes a mapped stack of one in any form.
func (i *Isolate) MapStack(stack string) string { return i.mapStack(stack) }

func (i *Isolate) mapStack(stack string) string {
	if !strings.Contains(stack, rawFrameStart) {
		return strings.ReplaceAll(stack, scriptRoot, "")
	}
	if m := i.opts.Worker.source.Map; m != nil {
		return m.Stack(stack)
	}
	stack = nativeFrame.ReplaceAllString(stack, "")
	return programCounter.ReplaceAllString(strings.ReplaceAll(stack, rawFrameStart, mappedFrameStart), "$1$2")
}

const (
	rawFrameStart    = "\tat "
	mappedFrameStart = "    at "
	scriptRoot       = "file:///" // the project's folder in stacks that scripts see
)

var nativeFrame = regexp.MustCompile(`(?m)^\tat .* \(native\)\n?`)

var programCounter = regexp.MustCompile(`(?m)(:\d+:\d+)\(\d+\)(\)?)$`)

// ScriptStack makes the stack that scripts see of a raw one, with at most so
// many frames.
func (i *Isolate) ScriptStack(raw string, frames int) string {
	lines := strings.Split(strings.TrimRight(i.mapStack(raw), "\n"), "\n")
	out := lines[:0]
	for _, line := range lines {
		if at, ok := strings.CutPrefix(line, mappedFrameStart); ok {
			if frames--; frames < 0 {
				break
			}
			line = mappedFrameStart + withRoot(at)
		}
		out = append(out, line)
	}
	return strings.Join(out, "\n")
}

// withRoot makes the file of a mapped frame a URL.
func withRoot(at string) string {
	if open := strings.LastIndex(at, " ("); open >= 0 && strings.HasSuffix(at, ")") {
		return at[:open+2] + scriptRoot + at[open+2:]
	}
	return scriptRoot + at
}

// A RawFrame is one line of a raw stack.
type RawFrame struct {
	Function     string
	Native       bool // a built-in: it has no position
	Line, Column int  // in the script, from 1
	Ours         bool // in a library of paddock's own
}

var rawFrame = regexp.MustCompile(`^(?:(.*) \()?([^()]*?):(\d+):(\d+)(?:\(\d+\))?\)?$`)

// TopFrame reads the first line of a raw stack.
func TopFrame(raw string) (f RawFrame, ok bool) {
	at := strings.Index(raw, rawFrameStart)
	if at < 0 {
		return f, false
	}
	line, _, _ := strings.Cut(raw[at+len(rawFrameStart):], "\n")
	if name, native := strings.CutSuffix(line, " (native)"); native {
		return RawFrame{Function: name, Native: true}, true
	}
	m := rawFrame.FindStringSubmatch(line)
	if m == nil {
		return f, false
	}
	f.Function, f.Ours = m[1], strings.HasPrefix(m[2], "paddock:")
	f.Line, _ = strconv.Atoi(m[3])
	f.Column, _ = strconv.Atoi(m[4])
	return f, true
}

// Text returns the compiled script, and the offset in it of a position, both
// counted from 1. It reports false for a position that is not there.
func (w *Worker) Text(line, column int) (code string, offset int, ok bool) {
	w.lines.Do(func() {
		w.starts = []int{0}
		for n := range len(w.source.Code) {
			if w.source.Code[n] == '\n' {
				w.starts = append(w.starts, n+1)
			}
		}
	})
	if line == 1 {
		column -= len(prologue)
	}
	if line < 1 || line > len(w.starts) || column < 1 {
		return "", 0, false
	}
	offset = w.starts[line-1] + column - 1
	return w.source.Code, offset, offset < len(w.source.Code)
}
