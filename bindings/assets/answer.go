package assets

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"path"
	"strconv"

	whatwg "github.com/nlnwa/whatwg-url/url"
)

// A Request is what a site needs to know of one.
type Request struct {
	Method string
	URL    string // absolute
	Header http.Header
}

// An Answer is what a site has to say.
type Answer struct {
	Status int
	Header http.Header
	Body   []byte
}

// First reports whether a request goes to the assets, and not to the Worker.
func (s *Site) First(r Request) (bool, error) {
	if !s.o.Worker {
		return true, nil
	}
	u, err := whatwg.Parse(r.URL)
	if err != nil {
		return false, fmt.Errorf("the request's URL is not valid: %w", err)
	}
	switch {
	case glob(s.o.AssetPaths, u.Pathname()):
		return true, nil
	case glob(s.o.WorkerPaths, u.Pathname()), s.o.WorkerFirst:
		return false, nil
	}
	notFound := NoPage
	if s.o.PreferForNavigation && r.Header.Get("Sec-Fetch-Mode") == "navigate" {
		notFound = s.o.NotFound
	}
	v, err := s.open()
	if err != nil {
		return false, err
	}
	defer v.close()
	answer, err := v.answer(r, u, notFound)
	return answer != nil, err
}

// Answer answers a request from the folder.
func (s *Site) Answer(r Request) (*Answer, error) {
	u, err := whatwg.Parse(r.URL)
	if err != nil {
		return nil, fmt.Errorf("the request's URL is not valid: %w", err)
	}
	v, err := s.open()
	if err != nil {
		return nil, err
	}
	defer v.close()
	a, err := v.answer(r, u, s.o.NotFound)
	if err != nil {
		return nil, err
	}
	if a == nil {
		a = plain(http.StatusNotFound)
	}
	v.rules.apply(a.Header, u.Hostname(), u.Pathname())
	if r.Method == http.MethodHead {
		a.Body = nil
	}
	return a, nil
}

func plain(status int) *Answer { return &Answer{Status: status, Header: http.Header{}} }

func moved(status int, to string) *Answer {
	a := plain(status)
	a.Header.Set("Location", to)
	return a
}

// answer is what there is to say, or nil when no rule and no file applies.
func (v view) answer(r Request, u *whatwg.Url, notFound NotFoundHandling) (*Answer, error) {
	at, rewritten := u.Pathname(), false
	if rule, ok := v.rules.redirectFor(u.Hostname(), at); ok {
		to, err := u.Parse(rule.to)
		if err != nil {
			return nil, fmt.Errorf("%s: %q is not a URL: %w", redirectsFile, rule.to, err)
		}
		if rule.status != http.StatusOK {
			return moved(rule.status, destination(u, to)), nil
		}
		at, rewritten = to.Pathname(), true
	}
	decoded := decodePath(at)
	out, ok := v.find(decoded, v.site.o.HTML, notFound)
	switch {
	case !ok && rewritten:
		return plain(http.StatusNotFound), nil
	case !ok:
		return nil, nil
	case r.Method != http.MethodGet && r.Method != http.MethodHead:
		return plain(http.StatusMethodNotAllowed), nil
	case out.to != "":
		return moved(http.StatusTemporaryRedirect, encodePath(out.to)+u.Search()), nil
	case encodePath(decoded) != at:
		return moved(http.StatusTemporaryRedirect, encodePath(decoded)+u.Search()), nil
	}
	return v.file(r, out)
}

// destination is where a rule leads: the query of the request goes along unless
// the rule has one.
func destination(from, to *whatwg.Url) string {
	search := to.Search()
	if search == "" {
		search = from.Search()
	}
	if to.Protocol() == from.Protocol() && to.Host() == from.Host() {
		return to.Pathname() + search + to.Hash()
	}
	return to.Protocol() + "//" + to.Host() + to.Pathname() + search + to.Hash()
}

// file answers with the contents of a file.
func (v view) file(r Request, out outcome) (*Answer, error) {
	data, err := v.read(out.file)
	if err != nil {
		return nil, fmt.Errorf("read the asset %s: %w", out.file, err)
	}
	a := plain(out.status)
	sum := sha256.New()
	sum.Write(data)
	sum.Write([]byte(path.Ext(out.file))) // two types of file are two assets
	tag := strconv.Quote(hex.EncodeToString(sum.Sum(nil)[:16]))
	a.Header.Set("ETag", tag)
	if typ := contentType(out.file); typ != "" {
		a.Header.Set("Content-Type", typ)
	}
	if r.Header.Get("Authorization") == "" && r.Header.Get("Range") == "" {
		a.Header.Set("Cache-Control", "public, max-age=0, must-revalidate")
	}
	if known := r.Header.Get("If-None-Match"); known == tag || known == "W/"+tag {
		a.Status = http.StatusNotModified
		return a, nil
	}
	a.Body = data
	return a, nil
}
