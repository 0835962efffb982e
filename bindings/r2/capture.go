package r2

import (
	"fmt"
	"io"
	"strings"
	"sync"
	"time"

	"paddock/bindings"
)

// Written is the Data of an effect of a bucket that stores something.
type Written struct {
	Key  string `json:"key"`
	Size int64  `json:"size"`
	ETag string `json:"etag"`
	Part int    `json:"part,omitempty"`
}

// Captured returns the binding with its changes watched. Reads are answered from
// the bucket as it is: a run that must leave no trace does not see its own
// changes.
func (b *Binding) Captured(c bindings.Capture) bindings.Binding {
	watched := *b
	w := &watcher{binding: b.Binding, capture: c, next: b.Store}
	if !c.Perform {
		w.next = &pretender{store: b.Store, parts: map[string]map[Part]int64{}}
	}
	watched.writer = w
	return &watched
}

// A watcher tells of every change, and passes it on.
type watcher struct {
	binding string
	capture bindings.Capture
	next    writer
}

// effect takes the place of a change, and returns what tells how it ended.
func (w *watcher) effect(kind, bucket, line string) func(error, any, string) {
	tell := w.capture.Begin()
	return func(err error, data any, more string) {
		e := bindings.Effect{Binding: w.binding, Kind: kind, Target: bucket, Text: line + more, Data: data}
		if err != nil {
			e.Error = named(kind, err).Error()
		}
		e.Performed = w.capture.Perform && err == nil
		tell(e)
	}
}

// Put stores an object, or only says what it would have been.
func (w *watcher) Put(bucket, key string, c Content, o PutOptions, done func(*Object, error)) {
	tell := w.effect("put", bucket, key)
	w.next.Put(bucket, key, c, o, func(made *Object, err error) {
		switch {
		case made == nil && err == nil:
			tell(nil, nil, " (its condition did not hold)")
		case made == nil:
			tell(err, nil, "")
		default:
			tell(nil, Written{Key: key, Size: made.Size, ETag: made.ETag}, fmt.Sprintf(" (%d bytes)", made.Size))
		}
		done(made, err)
	})
}

// Delete deletes objects.
func (w *watcher) Delete(bucket string, keys []string, done func(error)) {
	tell := w.effect("delete", bucket, strings.Join(keys, "\n"))
	w.next.Delete(bucket, keys, func(err error) {
		tell(err, keys, "")
		done(err)
	})
}

// Create begins an upload.
func (w *watcher) Create(bucket, key string, m Metadata, done func(string, error)) {
	tell := w.effect("createMultipartUpload", bucket, key)
	w.next.Create(bucket, key, m, func(id string, err error) {
		tell(err, nil, "")
		done(id, err)
	})
}

// UploadPart stores a part.
func (w *watcher) UploadPart(bucket, key, id string, number int, secret string, c Content, done func(string, error)) {
	tell := w.effect("uploadPart", bucket, fmt.Sprintf("%s, part %d", key, number))
	w.next.UploadPart(bucket, key, id, number, secret, c, func(etag string, err error) {
		tell(err, Written{Key: key, ETag: etag, Part: number, Size: c.size()}, "")
		done(etag, err)
	})
}

// Complete makes an object of its parts.
func (w *watcher) Complete(bucket, key, id string, parts []Part, done func(*Object, error)) {
	tell := w.effect("completeMultipartUpload", bucket, key)
	w.next.Complete(bucket, key, id, parts, func(made *Object, err error) {
		if made == nil {
			tell(err, nil, "")
		} else {
			tell(nil, Written{Key: key, Size: made.Size, ETag: made.ETag}, fmt.Sprintf(" (%d bytes in %d parts)", made.Size, len(parts)))
		}
		done(made, err)
	})
}

// Abort gives an upload up.
func (w *watcher) Abort(bucket, key, id string, done func(error)) {
	tell := w.effect("abortMultipartUpload", bucket, key)
	w.next.Abort(bucket, key, id, func(err error) {
		tell(err, nil, "")
		done(err)
	})
}

// A pretender answers as the store would, and stores nothing. It asks the store
// only what is there.
type pretender struct {
	store *Store

	mu    sync.Mutex
	last  int
	parts map[string]map[Part]int64 // the sizes of what was uploaded, by upload
}

// weigh reads a body without keeping it.
func (p *pretender) weigh(c Content, more string, done func(*staged, error)) {
	if err := tooLarge(c); err != nil {
		c.drop()
		done(nil, err)
		return
	}
	d := newDigester(more)
	if c.Reader == nil {
		d.Write(c.Data)
		done(&staged{size: c.size(), sums: d.sums()}, nil)
		return
	}
	if !p.store.begin() {
		c.drop()
		done(nil, errClosed)
		return
	}
	go func() {
		defer p.store.work.Done()
		defer c.Reader.Close()
		n, err := io.Copy(d, c.Reader)
		if err == nil && n != c.size() {
			err = errIncomplete
		}
		done(&staged{size: n, sums: d.sums()}, err)
	}()
}

// Put answers the object that would have been stored.
func (p *pretender) Put(bucket, key string, c Content, o PutOptions, done func(*Object, error)) {
	if err := checkNew(key, &o.Metadata); err != nil {
		c.drop()
		done(nil, err)
		return
	}
	p.weigh(c, o.Hash, func(st *staged, err error) {
		if err == nil {
			err = verify(o.Hash, o.Digest, st.sums)
		}
		if err != nil {
			done(nil, err)
			return
		}
		p.store.Head(bucket, key, func(old *Object, err error) {
			if err != nil || !o.OnlyIf.Holds(old) {
				done(nil, err)
				return
			}
			done(&Object{Key: key, Version: p.id(), Size: st.size, ETag: st.md5(), Uploaded: p.now(), Checksums: st.sums,
				HTTP: o.HTTP, Custom: o.Custom, Class: o.class(), KeyMD5: keyMD5(o.Secret)}, nil)
		})
	})
}

func (p *pretender) now() time.Time { return p.store.clock.Now().UTC().Truncate(time.Millisecond) }

// id makes what looks like a version or an upload's id.
func (p *pretender) id() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.last++
	return fmt.Sprintf("%032x", p.last)
}

// Delete deletes nothing.
func (p *pretender) Delete(_ string, keys []string, done func(error)) { done(checkKeys(keys)) }

// Create begins an upload that only this run knows.
func (p *pretender) Create(_, key string, m Metadata, done func(string, error)) {
	if err := checkNew(key, &m); err != nil {
		done("", err)
		return
	}
	id := p.id()
	p.mu.Lock()
	p.parts[id] = map[Part]int64{}
	p.mu.Unlock()
	done(id, nil)
}

// UploadPart remembers a part's size. One of an upload that began outside this
// run is accepted.
func (p *pretender) UploadPart(_, _, id string, number int, _ string, c Content, done func(string, error)) {
	p.weigh(c, "", func(st *staged, err error) {
		if err != nil {
			done("", err)
			return
		}
		p.mu.Lock()
		if p.parts[id] == nil {
			p.parts[id] = map[Part]int64{}
		}
		p.parts[id][Part{number, st.md5()}] = st.size
		p.mu.Unlock()
		done(st.md5(), nil)
	})
}

// Complete answers the object that would have been made.
func (p *pretender) Complete(_, key, id string, parts []Part, done func(*Object, error)) {
	p.mu.Lock()
	known := p.parts[id]
	made := &Object{Key: key, Class: classStandard, Checksums: map[string]string{}}
	var etags []string
	for _, part := range parts {
		made.Size += known[part]
		etags = append(etags, part.ETag)
	}
	p.mu.Unlock()
	var err error
	if made.ETag, err = sumOfSums(etags); err != nil {
		done(nil, errInvalidPart)
		return
	}
	made.Version, made.Uploaded = p.id(), p.now()
	done(made, nil)
}

// Abort forgets nothing that matters.
func (p *pretender) Abort(_, _, _ string, done func(error)) { done(nil) }
