package runtime

import (
	"io/fs"
	"strings"
	"sync"

	"github.com/dop251/goja"
)

// A Library is a JavaScript file of paddock's own, compiled once per process
// and run at most once per isolate, when something in it is first needed. Its
// source is one expression: a function that gets the native object and returns
// an object of exports. Its file name begins with "paddock:", which keeps its
// frames out of the stacks that users see.
type Library struct {
	file    string
	source  func() string
	program func() *goja.Program
	natives func(*Isolate, *goja.Object)
}

// NewLibrary declares a library. natives, if not nil, fills the native object
// with the Go functions that the source calls.
func NewLibrary(file, source string, natives func(*Isolate, *goja.Object)) *Library {
	return NewLibraryFrom(file, func() string { return source }, natives)
}

// NewLibraryFrom is NewLibrary for a source that is read when it is first
// needed: of many files a process uses few.
func NewLibraryFrom(file string, source func() string, natives func(*Isolate, *goja.Object)) *Library {
	return &Library{
		file:    file,
		source:  source,
		program: sync.OnceValue(func() *goja.Program { return MustCompile("paddock:"+file, source()) }),
		natives: natives,
	}
}

// Joined is a source for NewLibraryFrom that makes one library of several
// embedded files, which share one scope: the body of the function that gets
// native.
func Joined(files fs.FS, dir string, names ...string) func() string {
	return func() string {
		var b strings.Builder
		b.WriteString("(function (native) {\n\"use strict\";\n")
		for _, name := range names {
			text, err := fs.ReadFile(files, dir+name)
			if err != nil {
				panic(err) // it is embedded
			}
			b.Write(text)
		}
		b.WriteString("})")
		return b.String()
	}
}

// Load returns the library's exports in this isolate. Loop only.
func (l *Library) Load(i *Isolate) *goja.Object {
	if o, ok := i.values[l].(*goja.Object); ok {
		return o
	}
	native := i.vm.NewObject()
	if l.natives != nil {
		l.natives(i, native)
	}
	main, _ := goja.AssertFunction(i.Run(l.program()))
	v, err := main(goja.Undefined(), native)
	if err != nil {
		panic(err)
	}
	o := v.(*goja.Object)
	i.values[l] = o
	return o
}

// DefineGlobals defines exports of the library as globals that load it on first
// use. They are not enumerable, as the platform's classes are not.
func (l *Library) DefineGlobals(i *Isolate, names ...string) {
	if i.scope != nil {
		i.scope.add(lazyGlobals{names: names, library: l})
		return
	}
	for _, name := range names {
		i.DefineLazy(i.vm.GlobalObject(), name, false, func() goja.Value { return l.Load(i).Get(name) })
	}
}

// Wrote reports whether the text of a function is one of paddock's own: it stands
// in a library that was loaded, and not in the script.
func (i *Isolate) Wrote(text string) bool {
	if strings.Contains(i.opts.Worker.source.Code, text) {
		return false
	}
	for key := range i.values {
		if l, ok := key.(*Library); ok && strings.Contains(l.source(), text) {
			return true
		}
	}
	return false
}
