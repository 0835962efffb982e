package d1

import (
	"crypto/sha256"
	"fmt"
	"path/filepath"
	"time"
)

// A bookmark names a state of a database for sessions. Later ones sort behind
// earlier ones, those of a later start too.
type bookmark struct {
	started uint32
	writes  uint32 // transactions since then that changed something
	name    string
}

func newBookmark(now time.Time, path string) bookmark {
	return bookmark{started: uint32(now.Unix()), name: filepath.Base(path)}
}

func (b *bookmark) advance() { b.writes++ }

// text has the form of the platform's bookmarks.
func (b *bookmark) text() string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%s %d %d", b.name, b.started, b.writes))
	return fmt.Sprintf("%08x-%08x-%08x-%x", b.started, b.writes, 0, sum[:16])
}
