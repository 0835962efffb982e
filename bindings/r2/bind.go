package r2

import (
	_ "embed"

	"github.com/dop251/goja"

	"paddock/bindings"
	"paddock/runtime"
	"paddock/runtime/webapi"
)

//go:embed js/r2.js
var bucketSource string

// bucketLibrary holds the class of the binding, and little else: every isolate
// loads it at its start.
var bucketLibrary = runtime.NewLibrary("r2.js", bucketSource, func(i *runtime.Isolate, native *goja.Object) {
	native.Set("objects", func(goja.FunctionCall) goja.Value { return objectsLibrary.Load(i) })
})

//go:embed js/objects.js
var objectsSource string

// objectsLibrary holds the methods of the binding and the other classes.
var objectsLibrary = runtime.NewLibrary("r2objects.js", objectsSource, natives)

// A Binding is env.NAME of a bucket.
type Binding struct {
	Binding string
	Bucket  string // its name, and where it has a jurisdiction that after an @
	Store   *Store
	// ListIncludes lets a list have only the metadata that it is asked for
	// (r2_list_honor_include).
	ListIncludes bool

	writer writer // of a watched run; nil means the store
}

// Name returns the property of env.
func (b *Binding) Name() string { return b.Binding }

// Bind makes the R2Bucket.
func (b *Binding) Bind(i *runtime.Isolate) (goja.Value, error) {
	make, _ := goja.AssertFunction(bucketLibrary.Load(i).Get("make"))
	return i.Call(make, nil, i.VM().ToValue(b))
}

// A writer is what changes a bucket.
type writer interface {
	Put(bucket, key string, c Content, o PutOptions, done func(*Object, error))
	Delete(bucket string, keys []string, done func(error))
	uploader
}

// An uploader changes uploads in parts.
type uploader interface {
	Create(bucket, key string, m Metadata, done func(string, error))
	UploadPart(bucket, key, id string, number int, secret string, c Content, done func(string, error))
	Complete(bucket, key, id string, parts []Part, done func(*Object, error))
	Abort(bucket, key, id string, done func(error))
}

func (b *Binding) writes() writer {
	if b.writer != nil {
		return b.writer
	}
	return b.Store
}

var _ bindings.Capturable = (*Binding)(nil)

// natives are the functions that the library calls. The first argument of each
// is the binding.
func natives(i *runtime.Isolate, native *goja.Object) {
	define := func(name string, fn func(*Binding, goja.FunctionCall) goja.Value) {
		native.Set(name, func(c goja.FunctionCall) goja.Value { return fn(c.Argument(0).Export().(*Binding), c) })
	}
	native.Set("web", func(goja.FunctionCall) goja.Value { return webapi.Shared(i) })
	valueNatives(i, native)
	define("includes", func(b *Binding, _ goja.FunctionCall) goja.Value { return i.VM().ToValue(b.ListIncludes) })
	n := calls{i}
	define("head", n.head)
	define("get", n.get)
	define("put", n.put)
	define("delete", n.delete)
	define("list", n.list)
	define("create", n.create)
	define("uploadPart", n.uploadPart)
	define("complete", n.complete)
	define("abort", n.abort)
}
