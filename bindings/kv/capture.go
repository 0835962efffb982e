package kv

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"paddock/bindings"
)

// Captured returns the binding with its writes watched.
func (n *Namespace) Captured(c bindings.Capture) bindings.Binding {
	watched := *n
	watched.Keeper = &watchedKeeper{Namespace: n, capture: c, changed: map[string]*change{}}
	return &watched
}

// watchedKeeper stands between a binding and the store. Without leave to
// perform it keeps what is written to itself, and shows it to the script over
// what is really there.
type watchedKeeper struct {
	*Namespace
	capture bindings.Capture

	mu      sync.Mutex
	changed map[string]*change // by key
}

// change is what was written; an entry of nil was deleted.
type change struct{ entry *Entry }

// Written is the Data of an effect of a put.
type Written struct {
	Key        string `json:"key"`
	Value      []byte `json:"value"` // base64 in JSON; the beginning of a long one
	Size       int64  `json:"size"`
	Expiration int64  `json:"expiration,omitempty"` // seconds since 1970
	Metadata   string `json:"metadata,omitempty"`   // JSON
}

// maxShown bounds what an effect has of a value.
const maxShown = 64 << 10

// Put writes, or only looks so to the script.
func (w *watchedKeeper) Put(namespace, key string, v *Value, o PutOptions, done func(error)) {
	now := w.Clock.Now().Unix()
	expires, err := o.Expires(now)
	whole := v.join()
	effect := bindings.Effect{Binding: w.Binding, Kind: "put", Target: key, Text: describe(whole, expires-now, o.Metadata),
		Data: Written{key, whole[:min(len(whole), maxShown)], v.Size(), expires, o.Metadata}}
	tell := w.capture.Begin()
	answer := func(err error) {
		if err != nil {
			effect.Error = err.Error()
		}
		tell(effect)
		done(err)
	}
	if w.capture.Perform {
		w.Keeper.Put(namespace, key, v, o, func(err error) {
			effect.Performed = err == nil
			answer(err)
		})
		return
	}
	if err == nil {
		w.set(key, &Entry{whole, expires, o.Metadata})
	}
	answer(err)
}

// describe says what is written, for people.
func describe(value []byte, ttl int64, metadata string) string {
	text := string(value[:min(len(value), maxShown)])
	if !utf8.ValidString(text) {
		text = fmt.Sprintf("%d bytes", len(value))
	}
	if ttl > 0 {
		text += fmt.Sprintf("  (expires in %d s)", ttl)
	}
	if metadata != "" {
		text += "  (metadata " + metadata + ")"
	}
	return text
}

// Delete deletes, or only looks so to the script.
func (w *watchedKeeper) Delete(namespace, key string, done func(error)) {
	effect, tell := bindings.Effect{Binding: w.Binding, Kind: "delete", Target: key, Text: key}, w.capture.Begin()
	answer := func(err error) {
		if err != nil {
			effect.Error = err.Error()
		}
		tell(effect)
		done(err)
	}
	if w.capture.Perform {
		w.Keeper.Delete(namespace, key, func(err error) {
			effect.Performed = err == nil
			answer(err)
		})
		return
	}
	w.set(key, nil)
	answer(nil)
}

func (w *watchedKeeper) set(key string, e *Entry) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.changed[key] = &change{e}
}

// own returns what the run wrote under a key, if it did.
func (w *watchedKeeper) own(key string) (*Entry, bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	c := w.changed[key]
	if c == nil {
		return nil, false
	}
	if c.entry == nil {
		return nil, true
	}
	copied := *c.entry // the script gets the bytes as its own
	copied.Value = slices.Clone(c.entry.Value)
	return &copied, true
}

// Get reads what the run wrote, or what is there.
func (w *watchedKeeper) Get(namespace, key string, done func(*Entry, error)) {
	if e, ok := w.own(key); ok {
		done(e, nil)
		return
	}
	w.Keeper.Get(namespace, key, done)
}

// GetAll is Get for several keys.
func (w *watchedKeeper) GetAll(namespace string, keys []string, done func([]*Entry, error)) {
	w.Keeper.GetAll(namespace, keys, func(all []*Entry, err error) {
		for n := range all {
			if e, ok := w.own(keys[n]); ok {
				all[n] = e
			}
		}
		done(all, err)
	})
}

// List lists what is there with what the run changed. A page may have fewer keys
// than asked for.
func (w *watchedKeeper) List(namespace string, o ListOptions, done func(Page, error)) {
	after, err := o.check()
	if err != nil {
		done(Page{}, err)
		return
	}
	w.Keeper.List(namespace, o, func(p Page, err error) {
		if err == nil {
			w.merge(&p, o, after)
		}
		done(p, err)
	})
}

func (w *watchedKeeper) merge(p *Page, o ListOptions, after string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	last := ""
	if len(p.Keys) > 0 {
		last = p.Keys[len(p.Keys)-1].Name
	}
	p.Keys = slices.DeleteFunc(p.Keys, func(k Key) bool { return w.changed[k.Name] != nil })
	for name, c := range w.changed {
		if c.entry != nil && strings.HasPrefix(name, o.Prefix) && name > after && (p.Complete || name <= last) {
			p.Keys = append(p.Keys, Key{name, c.entry.Expiration, c.entry.Metadata})
		}
	}
	slices.SortFunc(p.Keys, func(a, b Key) int { return strings.Compare(a.Name, b.Name) })
	if !p.Complete {
		p.Cursor = cursorAfter(last)
	}
	if len(p.Keys) > int(o.Limit) {
		p.cut(int(o.Limit))
	}
}
