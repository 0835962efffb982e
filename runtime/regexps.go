package runtime

import (
	"time"

	"github.com/dlclark/regexp2/v2"
)

// LimitRegexps bounds how long one match may take in goja's own engine for
// backtracking. RegExp does not use that (see package regexps, whose engine an
// interrupt stops at once): this is for whatever might reach it all the same. An
// interrupt does not reach into such a match, so without the bound a
// catastrophic expression would hold its isolate for ever. The engine
// treats a match that is cut off as one that found nothing, so the bound should
// not be below the CPU limit: then the interrupt that is due by that time ends the
// invocation before anybody sees the answer. It holds for the whole process,
// and must be called before the first isolate starts.
func LimitRegexps(d time.Duration) { regexp2.DefaultMatchTimeout = d }
