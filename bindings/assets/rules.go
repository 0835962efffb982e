package assets

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"time"
)

// The files of a folder that are no assets.
const (
	headersFile   = "_headers"
	redirectsFile = "_redirects"
	ignoreFile    = ".assetsignore"
)

// rules are what those files say. They are replaced whole.
type rules struct {
	stamps    [3]stamp
	headers   []headerRule
	redirects []redirectRule
	ignored   []ignorePattern
}

// A stamp tells the contents of a file from others, as far as the file system
// does.
type stamp struct {
	size int64
	at   time.Time
}

// hides reports whether a file of the folder is no asset.
func (r *rules) hides(name string) bool {
	return name == headersFile || name == redirectsFile || name == ignoreFile || ignores(r.ignored, name)
}

// refresh reads the files again when they have changed.
func (s *Site) refresh(root *os.Root) (*rules, error) {
	names := [3]string{headersFile, redirectsFile, ignoreFile}
	var stamps [3]stamp
	for n, name := range names {
		info, err := root.Stat(name)
		if err == nil && info.Mode().IsRegular() {
			stamps[n] = stamp{info.Size(), info.ModTime()}
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.rules.stamps == stamps {
		r := s.rules
		return &r, nil
	}
	var texts [3]string
	for n, name := range names {
		if stamps[n] == (stamp{}) {
			continue
		}
		data, err := root.ReadFile(name)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, fmt.Errorf("read %s: %w", name, err)
		}
		texts[n] = string(data)
	}
	r := rules{stamps: stamps, ignored: parseIgnore(texts[2])}
	var problems, more []string
	r.headers, problems = parseHeaders(texts[0])
	r.redirects, more = parseRedirects(texts[1], s.o.HTML)
	s.tell(append(problems, more...))
	s.rules = r
	return &r, nil
}

// tell reports problems, unless they are those of the last time.
func (s *Site) tell(problems []string) {
	text := strings.Join(problems, "\n")
	if text == s.reported || s.o.Report == nil {
		return
	}
	s.reported = text
	for _, p := range problems {
		s.o.Report(p)
	}
}

// problem says what is wrong in a line of one of the files.
func problem(file string, line int, format string, args ...any) string {
	return fmt.Sprintf("%s:%d: %s", file, line, fmt.Sprintf(format, args...))
}
