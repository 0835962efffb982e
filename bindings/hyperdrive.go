package bindings

import (
	"errors"
	"net/url"
	"strconv"
	"strings"

	"github.com/dop251/goja"

	"paddock/runtime"
	"paddock/runtime/webapi"
)

// A Hyperdrive is the binding env.NAME of a database that is reached over the
// network: it tells a database driver where to connect to. On the platform that
// is a pool in between, here it is the database itself.
type Hyperdrive struct {
	Binding          string
	ConnectionString string // "" where none is set
	Variable         string // the environment variable that could set it
}

// Name returns the property of env.
func (h *Hyperdrive) Name() string { return h.Binding }

// Captured returns the binding itself: it only tells.
func (h *Hyperdrive) Captured(Capture) Binding { return h }

// Bind makes the object, whose properties are read-only.
func (h *Hyperdrive) Bind(i *runtime.Isolate) (goja.Value, error) {
	vm := i.VM()
	o := vm.NewObject()
	if err := o.DefineDataPropertySymbol(goja.SymToStringTag, vm.ToValue("Hyperdrive"), goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE); err != nil {
		return nil, err
	}
	values := h.values()
	for _, name := range []string{"connectionString", "database", "host", "password", "port", "user"} {
		var err error
		if values != nil {
			err = o.DefineDataProperty(name, vm.ToValue(values[name]), goja.FLAG_FALSE, goja.FLAG_FALSE, goja.FLAG_TRUE)
		} else {
			err = o.DefineAccessorProperty(name, vm.ToValue(func(goja.FunctionCall) goja.Value {
				panic(h.unset(i, name))
			}), nil, goja.FLAG_FALSE, goja.FLAG_FALSE) // spreading the object stays safe
		}
		if err != nil {
			return nil, err
		}
	}
	err := o.DefineDataProperty("connect", vm.ToValue(func(goja.FunctionCall) goja.Value {
		return h.connect(i, values)
	}), goja.FLAG_FALSE, goja.FLAG_FALSE, goja.FLAG_FALSE)
	return o, err
}

// connect opens a socket to the database, as connect() of cloudflare:sockets does.
func (h *Hyperdrive) connect(i *runtime.Isolate, values map[string]any) goja.Value {
	if values == nil {
		panic(h.unset(i, "connect"))
	}
	module, ok := i.Module(webapi.SocketsModule)
	sockets, isObject := module.(*goja.Object)
	if !ok || !isObject {
		panic(i.NewError("Error", "env."+h.Binding+".connect(): this Worker has no sockets"))
	}
	connect, _ := goja.AssertFunction(sockets.Get("connect"))
	address := i.VM().NewObject()
	for name, key := range map[string]string{"hostname": "host", "port": "port"} {
		if err := address.Set(name, values[key]); err != nil {
			panic(err)
		}
	}
	socket, err := i.Call(connect, nil, address)
	if err != nil {
		panic(i.ErrorValue(err))
	}
	return socket
}

// unset is what is thrown where no database is known.
func (h *Hyperdrive) unset(i *runtime.Isolate, name string) *goja.Object {
	return i.NewError("Error", "env."+h.Binding+"."+name+": no local database is set. Set localConnectionString of the binding, or the environment variable "+h.Variable+".")
}

// values takes the connection string apart; nil where there is none.
func (h *Hyperdrive) values() map[string]any {
	u, err := url.Parse(h.ConnectionString)
	if err != nil || h.ConnectionString == "" {
		return nil
	}
	password, _ := u.User.Password()
	return map[string]any{
		"connectionString": h.ConnectionString,
		"database":         strings.TrimPrefix(u.Path, "/"),
		"host":             u.Hostname(),
		"password":         password,
		"port":             port(u),
		"user":             u.User.Username(),
	}
}

// port returns the port of a URL, or that of its database.
func port(u *url.URL) int {
	n, err := strconv.Atoi(u.Port())
	switch {
	case err == nil:
		return n
	case errors.Is(err, strconv.ErrSyntax) && u.Scheme == "mysql":
		return 3306
	}
	return 5432
}
