package bindings

import (
	_ "embed"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/dop251/goja"

	"paddock/runtime"
)

//go:embed js/unsupported.js
var unsupportedSource string

var unsupportedLibrary = runtime.NewLibrary("unsupported.js", unsupportedSource, nil)

// Unsupported is the binding of a product that paddock does not emulate: an
// object whose methods throw an error that says so, and how to do without.
type Unsupported struct {
	Binding string
	Product string
	Config  string // the file that binds it; "" for none
	Main    string // the entry file, whose language the stub is suggested in
}

// Name returns the property of env.
func (u Unsupported) Name() string { return u.Binding }

// Bind makes the object.
func (u Unsupported) Bind(i *runtime.Isolate) (goja.Value, error) {
	return refusing(i, u.Binding, u.Product+" is not emulated by paddock yet. "+u.advice())
}

// advice says which lines to write for a stub; {method} is what was called.
func (u Unsupported) advice() string {
	ext := filepath.Ext(u.Main)
	if ext == "" {
		ext = ".js"
	}
	module := "stubs/" + strings.ToLower(u.Binding) + ext
	lines := fmt.Sprintf("[paddock.stubs]\n      %s = \"./%s\"", u.Binding, module)
	if filepath.Ext(u.Config) != ".toml" {
		lines = fmt.Sprintf("\"paddock\": { \"stubs\": { %q: \"./%s\" } }", u.Binding, module)
	}
	config := "the configuration"
	if u.Config != "" {
		config = filepath.Base(u.Config)
	}
	return fmt.Sprintf("A module of yours can stand in for it. Write into %s:\n      %s\n    and into %s:\n      export default { async {method}(...args) { return null; } };", config, lines, module)
}

// refusing makes an object whose methods throw an error that gives the reason,
// in which {method} is the method's name.
func refusing(i *runtime.Isolate, name, reason string) (goja.Value, error) {
	make, _ := goja.AssertFunction(unsupportedLibrary.Load(i).Get("make"))
	return i.Call(make, nil, i.VM().ToValue(name), i.VM().ToValue(reason))
}
