package dev

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"paddock/bindings/kv"
	"paddock/config"
	"paddock/internal/mailbox"
)

// A KVNamespace is a namespace as the inspector shows it.
type KVNamespace struct {
	ID      string    `json:"id"`
	BoundTo []BoundTo `json:"bound_to"`
	Keys    int64     `json:"keys"`
	Bytes   int64     `json:"bytes"`
}

// A KVKey is a key as the inspector shows it.
type KVKey struct {
	Name       string          `json:"name"`
	Expiration int64           `json:"expiration,omitempty"` // seconds since 1970
	Metadata   json.RawMessage `json:"metadata,omitempty"`
}

// A KVPage is a part of a list of keys.
type KVPage struct {
	Keys   []KVKey `json:"keys"`
	Cursor string  `json:"cursor,omitempty"` // "" at the end
}

// A KVEntry is a key with its value.
type KVEntry struct {
	KVKey
	Value []byte `json:"value"` // base64 in JSON
}

func boundKV(b config.Binding) (string, bool) {
	set, ok := b.Settings.(config.KV)
	return set.ID, ok
}

// KVNamespaces lists the namespaces that are bound, or hold something.
func (i *Inspector) KVNamespaces(ctx context.Context) (any, error) {
	store, err := i.Stores.KV()
	if err != nil {
		return nil, err
	}
	kept, err := mailbox.Await(ctx, store.Namespaces)
	if err != nil {
		return nil, err
	}
	bound := i.bound(boundKV)
	out := []KVNamespace{}
	for _, u := range kept {
		out = append(out, KVNamespace{ID: u.ID, BoundTo: bound[u.ID], Keys: u.Keys, Bytes: u.Bytes})
		delete(bound, u.ID)
	}
	for _, id := range sortedKeys(bound) {
		out = append(out, KVNamespace{ID: id, BoundTo: bound[id]})
	}
	return out, nil
}

// namespace finds a namespace by its id or by a binding.
func (i *Inspector) namespace(ctx context.Context, name string) (*kv.Store, string, error) {
	store, err := i.Stores.KV()
	if err != nil {
		return nil, "", err
	}
	kept, err := mailbox.Await(ctx, store.Namespaces)
	if err != nil {
		return nil, "", err
	}
	var ids []string
	for _, u := range kept {
		ids = append(ids, u.ID)
	}
	id, err := find("KV namespace", name, i.bound(boundKV), ids)
	return store, id, err
}

// KVList lists keys of a namespace.
func (i *Inspector) KVList(ctx context.Context, namespace, prefix, cursor string, limit int64) (any, error) {
	store, id, err := i.namespace(ctx, namespace)
	if err != nil {
		return nil, err
	}
	page, err := mailbox.Await(ctx, func(done func(kv.Page, error)) {
		store.List(id, kv.ListOptions{Prefix: prefix, Cursor: cursor, Limit: limit}, done)
	})
	if err != nil {
		return nil, err
	}
	out := KVPage{Keys: []KVKey{}, Cursor: page.Cursor}
	for _, k := range page.Keys {
		out.Keys = append(out.Keys, KVKey{k.Name, k.Expiration, json.RawMessage(k.Metadata)})
	}
	return out, nil
}

// KVGet reads a key of a namespace.
func (i *Inspector) KVGet(ctx context.Context, namespace, key string) (any, error) {
	store, id, err := i.namespace(ctx, namespace)
	if err == nil {
		err = kv.CheckKey(key)
	}
	if err != nil {
		return nil, err
	}
	e, err := mailbox.Await(ctx, func(done func(*kv.Entry, error)) { store.Get(id, key, done) })
	if err != nil {
		return nil, err
	}
	if e == nil {
		return nil, &notFound{fmt.Sprintf("there is no key %q in %s", key, namespace)}
	}
	return KVEntry{KVKey{key, e.Expiration, json.RawMessage(e.Metadata)}, e.Value}, nil
}

// KVPut writes a key of a namespace.
func (i *Inspector) KVPut(ctx context.Context, namespace, key string, value []byte, expiration, ttl *int64, metadata string) error {
	o := kv.PutOptions{Expiration: expiration, TTL: ttl, Metadata: metadata}
	store, id, err := i.namespace(ctx, namespace)
	if err != nil {
		return err
	}
	if err := errors.Join(kv.CheckKey(key), kv.CheckSize(int64(len(value)))); err != nil {
		return err
	}
	if o.Metadata != "" && !json.Valid([]byte(o.Metadata)) {
		return &kv.Refusal{Status: 400, Reason: "the metadata are not JSON"}
	}
	return mailbox.AwaitDone(ctx, func(done func(error)) { store.Put(id, key, kv.Bytes(value), o, done) })
}

// KVDelete deletes a key of a namespace.
func (i *Inspector) KVDelete(ctx context.Context, namespace, key string) error {
	store, id, err := i.namespace(ctx, namespace)
	if err == nil {
		err = kv.CheckKey(key)
	}
	if err != nil {
		return err
	}
	return mailbox.AwaitDone(ctx, func(done func(error)) { store.Delete(id, key, done) })
}
