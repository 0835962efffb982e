package bindings

import (
	"encoding/json"
	"fmt"

	"github.com/dop251/goja"

	"paddock/bindings/codec"
	"paddock/runtime"
)

// Var returns the binding of a variable or secret: value is what JSON can say.
func Var(name string, value any) Binding { return variable{name, value} }

type variable struct {
	name  string
	value any
}

func (v variable) Name() string { return v.name }

// Bind goes through JSON, so that the script sees real objects of its own.
func (v variable) Bind(i *runtime.Isolate) (goja.Value, error) {
	if s, ok := v.value.(string); ok {
		return i.VM().ToValue(s), nil
	}
	text, err := json.Marshal(v.value)
	if err != nil {
		return nil, fmt.Errorf("variable %s is not JSON: %w", v.name, err)
	}
	return codecOf(i).Decode(codec.JSON, text)
}
