package dev

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"

	"paddock/bindings"
	"paddock/bindings/r2"
	"paddock/config"
)

// R2Buckets reads and changes R2 buckets for people and programs outside of the
// Workers. A bucket is named by its name or by a binding.
type R2Buckets struct {
	Stores  *Stores
	Configs func() []*config.Config // of the Workers
	// Queues is where changes are told to, where no session does so; else nil.
	Queues bindings.Sender

	once sync.Once
	err  error
}

// A Bucket is one bucket with the bindings that lead to it.
type Bucket struct {
	r2.BucketInfo
	BoundTo []string `json:"bound_to"` // "worker (env.BINDING)"
}

// A BucketObject is an object as it is listed.
type BucketObject struct {
	Key      string            `json:"key"`
	Size     int64             `json:"size"`
	ETag     string            `json:"etag"`
	Version  string            `json:"version"`
	Uploaded string            `json:"uploaded"`
	HTTP     json.RawMessage   `json:"http_metadata"`
	Custom   json.RawMessage   `json:"custom_metadata"`
	Class    string            `json:"storage_class"`
	Sums     map[string]string `json:"checksums"`
}

// A BucketPage is a part of a list.
type BucketPage struct {
	Objects []BucketObject `json:"objects"`
	Cursor  string         `json:"cursor,omitempty"`
}

func shownObject(o *r2.Object) BucketObject {
	return BucketObject{o.Key, o.Size, o.ETag, o.Version, o.Uploaded.Format("2006-01-02T15:04:05.000Z"), objectOf(o.HTTP), objectOf(o.Custom), o.Class, o.Checksums}
}

func objectOf(text json.RawMessage) json.RawMessage {
	if len(text) == 0 {
		return json.RawMessage("{}")
	}
	return text
}

func (b *R2Buckets) store() (*r2.Store, error) {
	store, err := b.Stores.R2()
	if err != nil || b.Queues == nil {
		return store, err
	}
	b.once.Do(func() { b.err = b.Stores.NotifyR2(b.Configs(), b.Queues) })
	return store, b.err
}

// told waits until what changed is told to the queues, where that is not the
// session's business.
func (b *R2Buckets) told(ctx context.Context, store *r2.Store) {
	if b.Queues == nil {
		return
	}
	done := make(chan struct{})
	store.Rest(func() { close(done) })
	select {
	case <-done:
	case <-ctx.Done():
	}
}

// Buckets sums up the buckets that are bound, or hold something.
func (b *R2Buckets) Buckets(ctx context.Context) (any, error) {
	all, err := b.all(ctx)
	return all, err
}

func (b *R2Buckets) all(ctx context.Context) ([]Bucket, error) {
	store, err := b.store()
	if err != nil {
		return nil, err
	}
	found, err := ask(store.Buckets)
	if err != nil {
		return nil, err
	}
	all := []Bucket{}
	for _, info := range found {
		all = append(all, Bucket{info, []string{}})
	}
	for _, cfg := range b.Configs() {
		for _, bound := range cfg.Bindings {
			set, ok := bound.Settings.(config.R2)
			if !ok {
				continue
			}
			name := bucketOf(cfg, bound.Binding, set)
			n := slices.IndexFunc(all, func(b Bucket) bool { return b.Name == name })
			if n < 0 {
				n, all = len(all), append(all, Bucket{r2.BucketInfo{Name: name}, []string{}})
			}
			all[n].BoundTo = append(all[n].BoundTo, fmt.Sprintf("%s (env.%s)", cfg.Name, bound.Binding))
		}
	}
	slices.SortFunc(all, func(x, y Bucket) int { return strings.Compare(x.Name, y.Name) })
	return all, nil
}

// open finds a bucket by its name, or by a binding that leads to it.
func (b *R2Buckets) open(ctx context.Context, name string) (*r2.Store, string, error) {
	all, err := b.all(ctx)
	if err != nil {
		return nil, "", err
	}
	store, err := b.store()
	if err != nil {
		return nil, "", err
	}
	var known, found []string
	for _, bucket := range all {
		if bucket.Name == name {
			return store, name, nil
		}
		known = append(known, bucket.Name)
		for _, bound := range bucket.BoundTo {
			_, binding, _ := strings.Cut(strings.TrimSuffix(bound, ")"), "(env.")
			known = append(known, binding)
			if binding == name && !slices.Contains(found, bucket.Name) {
				found = append(found, bucket.Name)
			}
		}
	}
	switch {
	case len(found) == 1:
		return store, found[0], nil
	case len(found) > 1:
		return nil, "", &noBucket{fmt.Sprintf("env.%s is a different bucket in different Workers: name one: %s", name, strings.Join(found, ", "))}
	case len(known) == 0:
		return nil, "", &noBucket{fmt.Sprintf("there is no bucket %q: no configuration binds one", name)}
	}
	if near := config.Nearest(name, known); near != "" {
		return nil, "", &noBucket{fmt.Sprintf("there is no bucket %q: did you mean %q?", name, near)}
	}
	return nil, "", &noBucket{fmt.Sprintf("there is no bucket %q: there are %s", name, strings.Join(known, ", "))}
}

// noBucket is an error about a bucket that is not there.
type noBucket struct{ text string }

func (e *noBucket) Error() string  { return e.text }
func (e *noBucket) NotFound() bool { return true }

// List lists objects with all there is to know of them.
func (b *R2Buckets) List(ctx context.Context, bucket, prefix, cursor string, limit int64) (any, error) {
	store, name, err := b.open(ctx, bucket)
	if err != nil {
		return nil, err
	}
	o := r2.ListOptions{Prefix: prefix, Cursor: cursor, HTTP: true, Custom: true}
	if limit != 0 {
		o.Limit = &limit
	}
	page, err := ask(func(done func(*r2.Page, error)) { store.List(name, o, done) })
	if err != nil {
		return nil, err
	}
	out := BucketPage{Objects: []BucketObject{}, Cursor: page.Cursor}
	for _, o := range page.Objects {
		out.Objects = append(out.Objects, shownObject(o))
	}
	return out, nil
}

// An ObjectBody is an object with what its body is read from.
type ObjectBody struct {
	BucketObject
	Body io.ReadCloser
}

// Get reads an object; r2.ErrNoKey says that there is none.
func (b *R2Buckets) Get(ctx context.Context, bucket, key string) (*ObjectBody, error) {
	store, name, err := b.open(ctx, bucket)
	if err != nil {
		return nil, err
	}
	found, err := ask(func(done func(*r2.Found, error)) { store.Get(name, key, r2.GetOptions{}, done) })
	switch {
	case err != nil:
		return nil, err
	case found == nil:
		return nil, r2.ErrNoKey
	}
	return &ObjectBody{shownObject(&found.Object), found.Body}, nil
}

// Put stores an object.
func (b *R2Buckets) Put(ctx context.Context, bucket, key, contentType string, body io.ReadCloser, size int64) (*BucketObject, error) {
	store, name, err := b.open(ctx, bucket)
	if err != nil {
		return nil, err
	}
	var o r2.PutOptions
	if contentType != "" {
		if o.HTTP, err = json.Marshal(map[string]string{"contentType": contentType}); err != nil {
			return nil, err
		}
	}
	made, err := ask(func(done func(*r2.Object, error)) {
		store.Put(name, key, r2.Content{Reader: body, Length: size}, o, done)
	})
	if err != nil {
		return nil, err
	}
	b.told(ctx, store)
	shown := shownObject(made)
	return &shown, nil
}

// Delete deletes an object; r2.ErrNoKey says that there was none.
func (b *R2Buckets) Delete(ctx context.Context, bucket, key string) error {
	store, name, err := b.open(ctx, bucket)
	if err != nil {
		return err
	}
	found, err := ask(func(done func(*r2.Object, error)) { store.Head(name, key, done) })
	switch {
	case err != nil:
		return err
	case found == nil:
		return r2.ErrNoKey
	}
	_, err = ask(func(done func(struct{}, error)) {
		store.Delete(name, []string{key}, func(err error) { done(struct{}{}, err) })
	})
	b.told(ctx, store)
	return err
}

// ask turns a callback into an answer. It waits for it even when nobody wants it
// any more: a body that was opened must be closed.
func ask[T any](call func(func(T, error))) (T, error) {
	type answer struct {
		value T
		err   error
	}
	ch := make(chan answer, 1)
	call(func(v T, err error) { ch <- answer{v, err} })
	got := <-ch
	return got.value, got.err
}

// ContentType is what the object was stored as; "" where that was not said.
func (o *BucketObject) ContentType() string {
	var http struct {
		ContentType string `json:"contentType"`
	}
	_ = json.Unmarshal(o.HTTP, &http) // stored as such an object
	return http.ContentType
}
