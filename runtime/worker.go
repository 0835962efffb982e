// Package runtime runs Worker scripts on goja: a Worker is compiled once and
// shared, an Isolate is one JavaScript world with one event loop, an Invocation
// is one event that it handles. The package knows promises, waitUntil, timers,
// limits and script errors. It does not know queues, HTTP or files; the Workers
// globals are installed by webapi and nodeapi, the events come from bindings.
package runtime

import (
	"fmt"
	"strings"
	"sync"

	"github.com/dop251/goja"

	"paddock/runtime/regexps"
)

// A Source is a bundled script, ready to be compiled.
type Source struct {
	Name string // the Worker's name, for messages
	File string // what raw stacks call the bundle, such as "worker.js"
	// Code is one expression: a function (builtins, url, caught, RegExp) that runs
	// the whole script and returns its module namespace, or a promise of it.
	// builtins is a function from a specifier such as "node:buffer" to that module;
	// caught mends a value that a catch clause has caught, and returns it; RegExp
	// is the class before the script could replace it.
	Code string
	URL  string // import.meta.url of the entry
	Map  Mapper // nil when there is no source map
}

// A Mapper leads from positions in the bundle to the user's own files.
type Mapper interface {
	// Stack rewrites a raw goja stack into V8's form with the user's files.
	Stack(raw string) string
	// Frame returns a code frame for the topmost of the user's own positions
	// in a stack that Stack returned, or "".
	Frame(stack string) string
}

// A Worker is a compiled script. It is immutable and may be shared by any
// number of isolates.
type Worker struct {
	source  Source
	program *goja.Program

	lines  sync.Once
	starts []int // of the lines of source.Code, see Text
	// legacyRegExp says that the script uses RegExp.$1 or its like.
	legacyRegExp bool
	reflective   bool // see scope
	constructs   bool
	describes    bool     // see DefineLazy
	mentioned    sync.Map // the answers of Mentions, by word
}

// Mentions reports whether a word stands anywhere in the script: what it does not
// name it does not use, and need not be there for it.
func (w *Worker) Mentions(words ...string) bool {
	for _, word := range words {
		found, ok := w.mentioned.Load(word)
		if !ok {
			found = strings.Contains(w.source.Code, word)
			w.mentioned.Store(word, found)
		}
		if found.(bool) {
			return true
		}
	}
	return false
}

// describes reports whether a script asks for descriptors of properties. A helper
// of esbuild's does in every bundle that has CommonJS in it, but not of built-ins.
func describes(code string) bool {
	return strings.Count(code, "etOwnPropertyDescriptor") > strings.Count(code, "__getOwnPropDesc = Object.getOwnPropertyDescriptor;")
}

func mentions(code string, words ...string) bool {
	for _, word := range words {
		if strings.Contains(code, word) {
			return true
		}
	}
	return false
}

// prologue stands before the code of a source when it is compiled.
const prologue = "("

// Compile parses and compiles the bundle. A syntax error here means that the
// engine lacks something the bundler let through.
func Compile(s Source) (*Worker, error) {
	p, err := compile(s.File, prologue+s.Code+"\n)")
	if err != nil {
		return nil, fmt.Errorf("compile %s: %w", s.Name, err)
	}
	return &Worker{source: s, program: p, legacyRegExp: regexps.NeedsLegacy(s.Code),
		reflective: reflective(s.Code), constructs: constructs(s.Code), describes: describes(s.Code)}, nil
}

// Name returns the Worker's name.
func (w *Worker) Name() string { return w.source.Name }

// MustCompile compiles a script of paddock's own, to be kept in a package
// variable and run in many isolates. It panics on a syntax error.
func MustCompile(file, code string) *goja.Program {
	p, err := compile(file, code)
	if err != nil {
		panic(err)
	}
	return p
}

// compile turns a panic of goja's compiler into an error: some valid programs
// trigger one.
func compile(file, code string) (p *goja.Program, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%s: the JavaScript engine failed to compile it: %v", file, r)
		}
	}()
	return goja.Compile(file, code, false)
}
