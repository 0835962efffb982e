// Package assets serves a folder of static files by the platform's routing
// rules: which file answers which path, where a path is redirected to, what is
// said when there is none, the headers, and the files _headers, _redirects and
// .assetsignore. It reads the folder at each request, so that a change is seen
// at once, and never leaves it. It does not know Workers: who is asked first is
// told by First.
package assets

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"strings"
	"sync"
)

// Options say which folder is served, and how.
type Options struct {
	Directory string // absolute
	HTML      HTMLHandling
	NotFound  NotFoundHandling
	// WorkerFirst sends every request to the Worker.
	WorkerFirst bool
	// WorkerPaths are patterns of paths that go to the Worker, and AssetPaths of
	// those that do not although they match one of the former.
	WorkerPaths, AssetPaths []string
	// Worker says that there is a Worker, for what no file answers.
	Worker bool
	// PreferForNavigation lets NotFound answer before the Worker when a browser
	// navigates, as it does on the platform from 2025-04-01.
	PreferForNavigation bool
	// Report is told what is wrong in _headers and _redirects, a line each, when
	// it is first seen.
	Report func(problem string)
}

// HTMLHandling says at which paths HTML files are served.
type HTMLHandling string

// The ways to handle HTML.
const (
	AutoTrailingSlash  HTMLHandling = "auto-trailing-slash"  // files without, folders with a slash
	ForceTrailingSlash HTMLHandling = "force-trailing-slash" // both with a slash
	DropTrailingSlash  HTMLHandling = "drop-trailing-slash"  // both without
	NoHTML             HTMLHandling = "none"                 // at their own names only
)

// NotFoundHandling says what answers a path that no file does.
type NotFoundHandling string

// The ways to handle paths without a file.
const (
	SinglePage NotFoundHandling = "single-page-application" // /index.html
	Page404    NotFoundHandling = "404-page"                // the nearest 404.html
	NoPage     NotFoundHandling = "none"
)

// A Site is a folder that is served. Any goroutine may use it.
type Site struct {
	o Options

	mu       sync.Mutex
	rules    rules // of _headers, _redirects and .assetsignore
	reported string
}

// New returns the site of a folder, which may come into being later.
func New(o Options) *Site { return &Site{o: o} }

// view is the folder during one request.
type view struct {
	site  *Site
	root  *os.Root // nil when there is no folder
	rules *rules
}

// open looks at the folder.
func (s *Site) open() (view, error) {
	v := view{site: s, rules: &rules{}}
	root, err := os.OpenRoot(s.o.Directory)
	if errors.Is(err, fs.ErrNotExist) {
		return v, nil
	}
	if err != nil {
		return v, fmt.Errorf("open the folder of assets: %w", err)
	}
	v.root = root
	v.rules, err = s.refresh(root)
	return v, err
}

func (v view) close() {
	if v.root != nil {
		v.root.Close()
	}
}

// has reports whether a file answers exactly this path, which is decoded.
func (v view) has(p string) bool {
	name, ok := nameOf(p)
	if !ok || v.root == nil || v.rules.hides(name) {
		return false
	}
	info, err := v.root.Stat(name) // a link out of the folder is an error
	return err == nil && info.Mode().IsRegular()
}

// nameOf returns the name of the file within the folder. A path that a clean
// one would not be, leads nowhere.
func nameOf(p string) (string, bool) {
	name, ok := strings.CutPrefix(p, "/")
	if !ok || name == "" || path.Clean(p) != p || strings.ContainsAny(name, "\\\x00") || !fs.ValidPath(name) {
		return "", false
	}
	return name, true
}

// read returns the contents of a file that has found.
func (v view) read(p string) ([]byte, error) {
	name, _ := nameOf(p)
	f, err := v.root.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(f)
}
