package admin

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// Buckets are the R2 buckets. What is returned as any is written as JSON. An
// error may say of itself that it is NotFound(), or which HTTPStatus() and
// code it has.
type Buckets interface {
	// Buckets sums up every bucket.
	Buckets(context.Context) (any, error)
	// List lists objects: at most limit of them, 0 for as many as one page has.
	List(ctx context.Context, bucket, prefix, cursor string, limit int64) (any, error)
	// Get reads an object. Its body must be closed.
	Get(ctx context.Context, bucket, key string) (*StoredObject, error)
	// Put stores an object of that size in bytes.
	Put(ctx context.Context, bucket, key, contentType string, body io.ReadCloser, size int64) (any, error)
	Delete(ctx context.Context, bucket, key string) error
}

// A StoredObject is one on its way out.
type StoredObject struct {
	Body        io.ReadCloser
	Size        int64 // in bytes
	ETag        string
	ContentType string // "" for none
}

// bucketsPrefix is where the calls about buckets lie. Objects travel as they
// are, in any size, so they are guarded apart from the calls that speak JSON.
const bucketsPrefix = ToolPrefix + "/r2"

// besideBuckets serves the calls about buckets, and next everything else.
func besideBuckets(o Options, next http.Handler) http.Handler {
	if o.Buckets == nil {
		return next
	}
	b := buckets{o.Buckets}
	mux := http.NewServeMux()
	mux.Handle(bucketsPrefix, methods{"GET": b.sum})
	mux.Handle(bucketsPrefix+"/{bucket}", methods{"GET": b.list})
	mux.HandleFunc(bucketsPrefix+"/{bucket}/object", b.object)
	mux.Handle("/", handler(noRoute))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != bucketsPrefix && !strings.HasPrefix(r.URL.Path, bucketsPrefix+"/") {
			next.ServeHTTP(w, r)
			return
		}
		if err := o.admitRaw(r); err != nil {
			writeError(w, err)
			return
		}
		// Not every ResponseWriter has a connection to time out.
		_ = http.NewResponseController(w).SetWriteDeadline(time.Time{})
		mux.ServeHTTP(w, r)
	})
}

// admitRaw is admit for bodies of any type. A form of a web page can only GET
// and POST, which change nothing here; for the rest a page would need leave.
func (o Options) admitRaw(r *http.Request) error {
	if err := o.admitCaller(r); err != nil {
		return err
	}
	if origin := r.Header.Get("Origin"); origin != "" && origin != "http://"+r.Host {
		return unauthorized("the API does not answer web pages of " + excerpt(origin))
	}
	return nil
}

// buckets answers the calls. A key may hold anything, so it is a parameter and no
// part of the path.
type buckets struct{ Buckets }

func objectKey(r *http.Request) (bucket, key string) {
	return r.PathValue("bucket"), r.URL.Query().Get("key")
}

func (b buckets) sum(r *http.Request) (any, *pageInfo, error) {
	out, err := b.Buckets.Buckets(r.Context())
	return out, nil, bucketError(err)
}

func (b buckets) list(r *http.Request) (any, *pageInfo, error) {
	q := r.URL.Query()
	limit := int64(0)
	if text := q.Get("limit"); text != "" {
		var err error
		if limit, err = strconv.ParseInt(text, 10, 64); err != nil {
			return nil, nil, &callError{http.StatusBadRequest, codeBodyInvalid, "limit must be a whole number, not " + excerpt(text)}
		}
	}
	out, err := b.Buckets.List(r.Context(), r.PathValue("bucket"), q.Get("prefix"), q.Get("cursor"), limit)
	return out, nil, bucketError(err)
}

// object makes the calls about one object. Only the answer to a GET is not JSON.
func (b buckets) object(w http.ResponseWriter, r *http.Request) {
	if r.Method == http.MethodGet {
		b.get(w, r)
		return
	}
	methods{"GET": nil, "PUT": b.put, "DELETE": b.delete}.ServeHTTP(w, r)
}

func (b buckets) get(w http.ResponseWriter, r *http.Request) {
	bucket, key := objectKey(r)
	o, err := b.Buckets.Get(r.Context(), bucket, key)
	if err != nil {
		writeError(w, bucketError(err))
		return
	}
	defer o.Body.Close()
	h := w.Header()
	h.Set("Content-Type", "application/octet-stream")
	if o.ContentType != "" {
		h.Set("Content-Type", o.ContentType)
	}
	h.Set("Content-Length", strconv.FormatInt(o.Size, 10))
	h.Set("ETag", strconv.Quote(o.ETag))
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Content-Security-Policy", "sandbox")
	h.Set("Cache-Control", "no-store")
	if _, err := io.Copy(w, o.Body); err != nil {
		panic(http.ErrAbortHandler) // the client sees that the body was cut
	}
}

func (b buckets) put(r *http.Request) (any, *pageInfo, error) {
	if r.ContentLength < 0 {
		return nil, nil, &callError{http.StatusLengthRequired, codeBodyInvalid, "the request must tell the size of the object: Content-Length is missing"}
	}
	bucket, key := objectKey(r)
	out, err := b.Buckets.Put(r.Context(), bucket, key, r.Header.Get("Content-Type"), r.Body, r.ContentLength)
	return out, nil, bucketError(err)
}

func (b buckets) delete(r *http.Request) (any, *pageInfo, error) {
	bucket, key := objectKey(r)
	return nil, nil, bucketError(b.Buckets.Delete(r.Context(), bucket, key))
}

// bucketError gives an error of Buckets its status.
func bucketError(err error) error {
	var missing interface{ NotFound() bool }
	var refused interface {
		HTTPStatus() int
		PlatformCode() (int, string)
	}
	switch {
	case err == nil:
		return nil
	case errors.As(err, &missing) && missing.NotFound():
		return &callError{http.StatusNotFound, codeNoRoute, err.Error()}
	case errors.As(err, &refused):
		code, reason := refused.PlatformCode()
		return &callError{refused.HTTPStatus(), code, reason}
	}
	return err
}
