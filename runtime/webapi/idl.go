package webapi

import (
	_ "embed"

	"paddock/runtime"
)

//go:embed js/idl.js
var idlSource string

// idlLibrary is what the other libraries share to behave as Web IDL says.
var idlLibrary = runtime.NewLibrary("idl.js", idlSource, nil)
