package bundle

import (
	"regexp"
	"sync"
)

// lazily compiles an expression when it is first needed: a start need not wait for
// those of what few scripts have.
func lazily(expression string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expression) })
}
