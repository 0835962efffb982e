package analytics

import (
	_ "embed"
	"fmt"
	"strings"

	"github.com/dop251/goja"

	"paddock/bindings"
	"paddock/runtime"
	"paddock/runtime/webapi"
)

//go:embed js/analytics.js
var source string

var library = runtime.NewLibrary("analytics.js", source, func(i *runtime.Isolate, native *goja.Object) {
	native.Set("bytes", func(c goja.FunctionCall) goja.Value {
		_, ok := webapi.Bytes(i.VM(), c.Argument(0))
		return i.VM().ToValue(ok)
	})
	native.Set("write", func(c goja.FunctionCall) goja.Value {
		d := c.Argument(0).Export().(*Dataset)
		if err := d.write(i, c.Argument(1), c.Argument(2), c.Argument(3)); err != nil {
			panic(i.ErrorValue(err))
		}
		return goja.Undefined()
	})
})

// A Writer is where points go; *Store is one.
type Writer interface {
	Write(dataset string, p Point, done func(error))
}

// A Dataset is the binding env.NAME of a dataset.
type Dataset struct {
	Binding string
	Dataset string
	Writer  Writer
}

// Name returns the property of env.
func (d *Dataset) Name() string { return d.Binding }

// Bind makes the object.
func (d *Dataset) Bind(i *runtime.Isolate) (goja.Value, error) {
	make, _ := goja.AssertFunction(library.Load(i).Get("make"))
	return i.Call(make, nil, i.VM().ToValue(d))
}

// write checks a point and writes it. The script does not wait.
func (d *Dataset) write(i *runtime.Isolate, indexes, blobs, doubles goja.Value) error {
	if err := count(i); err != nil {
		return err
	}
	p := Point{}
	if list := texts(i, indexes); len(list) > 1 {
		return typeError(i, "Maximum of 1 indexes supported.")
	} else if len(list) == 1 {
		if p.Index = list[0]; size(p.Index) > MaxIndex {
			return typeError(i, "Size of indexes[0] exceeds %d bytes).", MaxIndex)
		}
	}
	if p.Blobs = texts(i, blobs); len(p.Blobs) > MaxFields {
		return typeError(i, "Maximum of %d blobs supported.", MaxFields)
	}
	total := 0
	for _, b := range p.Blobs {
		if total += size(b); total > MaxBlobs {
			return typeError(i, "Cumulative size of blobs exceeds %d bytes).", MaxBlobs)
		}
	}
	for _, v := range items(i, doubles) {
		p.Doubles = append(p.Doubles, v.ToFloat())
	}
	if len(p.Doubles) > MaxFields {
		return typeError(i, "Maximum of %d doubles supported.", MaxFields)
	}
	if !i.Operation("analytics write " + d.Dataset) {
		return nil // it is lost, and nobody is told: as on the platform
	}
	ctx := i.Context()
	d.Writer.Write(d.Dataset, p, func(err error) {
		if err != nil {
			i.Post(ctx, func() { i.Log("error", fmt.Sprintf("env.%s.writeDataPoint(): %v", d.Binding, err)) })
		}
	})
	return nil
}

func typeError(i *runtime.Isolate, format string, args ...any) error {
	return thrown{i.NewError("TypeError", "writeDataPoint(): "+fmt.Sprintf(format, args...))}
}

// thrown is an error object on its way to the script.
type thrown struct{ value *goja.Object }

func (t thrown) Error() string                    { return t.value.Get("message").String() }
func (t thrown) JSValue(*goja.Runtime) goja.Value { return t.value }

func items(i *runtime.Isolate, list goja.Value) []goja.Value {
	var all []goja.Value
	if err := i.VM().ExportTo(list, &all); err != nil {
		panic(err) // the library made it an array
	}
	return all
}

// texts reads a list of strings, buffers and nulls.
func texts(i *runtime.Isolate, list goja.Value) []any {
	var all []any
	for _, v := range items(i, list) {
		if data, ok := webapi.Bytes(i.VM(), v); ok {
			all = append(all, append([]byte{}, data...))
		} else if goja.IsNull(v) {
			all = append(all, nil)
		} else {
			all = append(all, v.String())
		}
	}
	return all
}

func size(v any) int {
	switch v := v.(type) {
	case string:
		return len(v)
	case []byte:
		return len(v)
	}
	return 0
}

// writtenKey is where the isolate keeps how many points its invocations wrote.
type writtenKey struct{}

// count refuses more points than an invocation may write.
func count(i *runtime.Isolate) error {
	inv := i.Context().Invocation()
	if inv == nil {
		return nil
	}
	all, _ := i.Value(writtenKey{}).(map[*runtime.Invocation]int)
	if all == nil {
		all = map[*runtime.Invocation]int{}
		i.SetValue(writtenKey{}, all)
	}
	for other := range all {
		if other.Over() {
			delete(all, other)
		}
	}
	if all[inv]++; all[inv] > MaxPoints {
		return fmt.Errorf("writeDataPoint(): Maximum of %d data points per invocation supported.", MaxPoints)
	}
	return nil
}

// Captured returns the binding with its points watched.
func (d *Dataset) Captured(c bindings.Capture) bindings.Binding {
	watched := *d
	watched.Writer = watchedWriter{d, c}
	return &watched
}

type watchedWriter struct {
	*Dataset
	capture bindings.Capture
}

// Write writes a point, or only tells of it.
func (w watchedWriter) Write(dataset string, p Point, done func(error)) {
	tell := w.capture.Begin()
	effect := bindings.Effect{Binding: w.Binding, Kind: "writeDataPoint", Target: dataset, Text: p.String(), Data: p}
	if !w.capture.Perform {
		tell(effect)
		done(nil)
		return
	}
	w.Writer.Write(dataset, p, func(err error) {
		if effect.Performed = err == nil; err != nil {
			effect.Error = err.Error()
		}
		tell(effect)
		done(err)
	})
}

// String shows a point to people.
func (p Point) String() string {
	var parts []string
	add := func(name string, v any) {
		if b, ok := v.([]byte); ok {
			v = fmt.Sprintf("%x", b)
		}
		parts = append(parts, fmt.Sprintf("%s=%v", name, v))
	}
	if p.Index != nil {
		add("index1", p.Index)
	}
	for n, b := range p.Blobs {
		if b != nil {
			add(fmt.Sprintf("blob%d", n+1), b)
		}
	}
	for n, d := range p.Doubles {
		add(fmt.Sprintf("double%d", n+1), d)
	}
	return strings.Join(parts, " ")
}
