package bindings

import (
	"errors"
	"net/url"
	"strconv"
	"strings"

	"github.com/dop251/goja"

	"paddock/runtime"
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
				panic(i.NewError("Error", "env."+h.Binding+"."+name+": no local database is set. Set localConnectionString of the binding, or the environment variable "+h.Variable+"."))
			}), nil, goja.FLAG_FALSE, goja.FLAG_FALSE) // spreading the object stays safe
		}
		if err != nil {
			return nil, err
		}
	}
	err := o.DefineDataProperty("connect", vm.ToValue(func(goja.FunctionCall) goja.Value {
		panic(i.NewError("Error", "env."+h.Binding+".connect(): paddock has no TCP sockets yet"))
	}), goja.FLAG_FALSE, goja.FLAG_FALSE, goja.FLAG_FALSE)
	return o, err
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
