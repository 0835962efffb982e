package webapi

import (
	"crypto/x509"
	_ "embed"

	"github.com/dop251/goja"

	"paddock/runtime"
)

//go:embed js/sockets.js
var socketsSource string

// socketsLibrary holds the module cloudflare:sockets.
var socketsLibrary = runtime.NewLibrary("sockets.js", socketsSource, socketsNatives)

// SocketsModule is what scripts import TCP sockets from.
const SocketsModule = "cloudflare:sockets"

// network is what the sockets of an isolate are made with.
type network struct {
	dial  Dialer
	roots *x509.CertPool
}

type networkKey struct{}

func installSockets(i *runtime.Isolate, o Options) error {
	i.SetValue(networkKey{}, network{o.Dial, o.Roots})
	i.DefineModule(SocketsModule, func() goja.Value { return socketsLibrary.Load(i).Get("module") })
	return nil
}

func socketsNatives(i *runtime.Isolate, native *goja.Object) {
	vm := i.VM()
	native.Set("idl", idlLibrary.Load(i))
	native.Set("streams", streamsLibrary.Load(i))
	native.Set("URL", urlLibrary.Load(i).Get("URL"))
	define := definer(native)
	byteNatives(i, define)
	of := func(c goja.FunctionCall) *tcp { return c.Argument(0).Export().(*tcp) }
	define("inHandler", func(goja.FunctionCall) goja.Value { return vm.ToValue(i.Context().Invocation() != nil) })
	define("newTCP", func(goja.FunctionCall) goja.Value { return vm.ToValue(newTCP(i)) })
	define("dial", func(c goja.FunctionCall) goja.Value {
		return of(c).dial(target{
			host: c.Argument(1).String(), port: int(c.Argument(2).ToInteger()), tls: c.Argument(3).ToBoolean(),
		})
	})
	define("read", func(c goja.FunctionCall) goja.Value { return of(c).read() })
	define("write", func(c goja.FunctionCall) goja.Value {
		return of(c).write(append([]byte{}, viewBytes(vm, c.Argument(1))...))
	})
	define("closeWrite", func(c goja.FunctionCall) goja.Value { return of(c).closeWrite() })
	define("secure", func(c goja.FunctionCall) goja.Value { return of(c).secure(c.Argument(1).String()) })
	define("drop", func(c goja.FunctionCall) goja.Value {
		of(c).end()
		return goja.Undefined()
	})
}
