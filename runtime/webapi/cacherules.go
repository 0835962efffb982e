package webapi

import (
	"fmt"
	"net/http"
	"net/textproto"
	"strconv"
	"strings"
	"time"
)

// keepResponse stores a response, if it may be and for as long as it may.
func keepResponse(store CacheStore, cache, url string, r *CachedResponse) error {
	directives := cacheControl(r.Header)
	if r.Status == http.StatusNotModified {
		return nil // it would answer those who never had the response
	}
	if r.Header.Get("Set-Cookie") != "" {
		if !strings.Contains(strings.ToLower(directives["private"]), "set-cookie") {
			return nil
		}
		r.Header.Del("Set-Cookie")
		delete(directives, "private")
	}
	life := lifetime(r.Status, r.Header, directives, r.Stored)
	if life <= 0 {
		return nil
	}
	r.Expires = r.Stored.Add(life)
	return store.Put(cache, url, r)
}

// cacheControl reads the directives; one without a value has "".
func cacheControl(h http.Header) map[string]string {
	out := map[string]string{}
	text := strings.Join(h.Values("Cache-Control"), ",")
	for text != "" {
		name, rest, _ := strings.Cut(text, ",")
		key, value, given := strings.Cut(name, "=")
		if given && strings.HasPrefix(strings.TrimSpace(value), `"`) {
			_, quoted, _ := strings.Cut(text, `"`)
			value, rest, _ = strings.Cut(quoted, `"`)
			_, rest, _ = strings.Cut(rest, ",")
		}
		if key = strings.ToLower(strings.TrimSpace(key)); key != "" {
			out[key] = strings.TrimSpace(value)
		}
		text = rest
	}
	return out
}

// lifetime says how long a response is fresh; 0 means that it is not stored.
func lifetime(status int, h http.Header, directives map[string]string, now time.Time) time.Duration {
	for _, never := range []string{"no-store", "no-cache", "private"} {
		if _, ok := directives[never]; ok {
			return 0
		}
	}
	for _, age := range []string{"s-maxage", "max-age"} {
		v, ok := directives[age]
		if !ok {
			continue
		}
		seconds, err := strconv.ParseInt(v, 10, 32)
		if err != nil || seconds < 0 {
			return 0
		}
		return time.Duration(seconds) * time.Second
	}
	if v := h.Get("Expires"); v != "" {
		at, err := http.ParseTime(v)
		if err != nil {
			return 0
		}
		return at.Sub(now)
	}
	switch status { // what the platform does without a word from the origin
	case 200, 301:
		return 2 * time.Hour
	case 302, 303:
		return 20 * time.Minute
	case 404, 410:
		return 3 * time.Minute
	}
	return 0
}

// matchResponse answers a request from the cache, or returns nil.
func matchResponse(store CacheStore, cache, url string, asked http.Header, now time.Time) (*fetched, error) {
	r, err := store.Get(cache, url)
	if err != nil || r == nil {
		return nil, err
	}
	if !r.Expires.After(now) {
		_, err := store.Delete(cache, url)
		return nil, err
	}
	f := &fetched{status: r.Status, statusText: r.StatusText, header: r.Header.Clone()}
	f.header.Set("Cf-Cache-Status", "HIT")
	f.header.Set("Age", strconv.Itoa(int(now.Sub(r.Stored)/time.Second)))
	if notModified(r, asked) {
		f.status, f.statusText = http.StatusNotModified, ""
		return f, nil
	}
	body := r.Body
	if spec := asked.Get("Range"); spec != "" && r.Status == http.StatusOK {
		body = cutRange(f, body, spec)
	}
	if body != nil {
		f.body = &byteSource{data: body, length: int64(len(body))}
	}
	return f, nil
}

// notModified compares what the client has. An entity tag goes before a date.
func notModified(r *CachedResponse, asked http.Header) bool {
	if tags := asked.Get("If-None-Match"); tags != "" {
		own := strings.TrimPrefix(r.Header.Get("Etag"), "W/")
		for tag := range strings.SplitSeq(tags, ",") {
			tag = textproto.TrimString(tag)
			if tag == "*" || own != "" && strings.TrimPrefix(tag, "W/") == own {
				return true
			}
		}
		return false
	}
	since, err := http.ParseTime(asked.Get("If-Modified-Since"))
	if err != nil {
		return false
	}
	modified, err := http.ParseTime(r.Header.Get("Last-Modified"))
	return err == nil && !modified.After(since)
}

// cutRange answers a range request; one for several ranges gets everything.
func cutRange(f *fetched, body []byte, spec string) []byte {
	from, to, ok := byteRange(spec, int64(len(body)))
	if !ok {
		return body
	}
	if from >= to {
		f.status, f.statusText = http.StatusRequestedRangeNotSatisfiable, "Range Not Satisfiable"
		f.header.Set("Content-Range", fmt.Sprintf("bytes */%d", len(body)))
		return []byte{}
	}
	f.status, f.statusText = http.StatusPartialContent, "Partial Content"
	f.header.Set("Content-Range", fmt.Sprintf("bytes %d-%d/%d", from, to-1, len(body)))
	f.header.Set("Content-Length", strconv.FormatInt(to-from, 10))
	return body[from:to]
}

// byteRange reads a Range header with one range; from >= to says that it lies
// outside.
func byteRange(spec string, size int64) (from, to int64, ok bool) {
	list, found := strings.CutPrefix(strings.ToLower(strings.TrimSpace(spec)), "bytes=")
	first, last, dash := strings.Cut(strings.TrimSpace(list), "-")
	if !found || !dash || strings.Contains(list, ",") {
		return 0, 0, false
	}
	if first == "" {
		n, err := strconv.ParseUint(last, 10, 62)
		if err != nil {
			return 0, 0, false
		}
		return max(0, size-int64(n)), size, true
	}
	a, err := strconv.ParseUint(first, 10, 62)
	if err != nil {
		return 0, 0, false
	}
	to = size
	if last != "" {
		b, err := strconv.ParseUint(last, 10, 62)
		if err != nil || b < a {
			return 0, 0, false
		}
		to = min(size, int64(b)+1)
	}
	return int64(a), to, true
}
