package runtime

import (
	"time"

	"github.com/dlclark/regexp2/v2"
)

// LimitRegexps bounds how long one match of a regular expression with
// backtracking may take. An interrupt does not reach into a match, so without
// it a catastrophic expression would hold its isolate for ever. The engine
// treats a match that is cut off as one that found nothing, so the bound should
// not be below the CPU limit: then the interrupt that is due by that time ends the
// invocation before anybody sees the answer. It holds for the whole process,
// and must be called before the first isolate starts.
func LimitRegexps(d time.Duration) { regexp2.DefaultMatchTimeout = d }
