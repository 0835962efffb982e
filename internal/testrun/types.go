package testrun

import _ "embed"

// Types are the TypeScript declarations of the module paddock:test.
//
//go:embed types/paddock-test.d.ts
var Types string
