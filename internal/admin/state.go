package admin

import (
	"context"
	"errors"
	"net/http"
	"strconv"
)

// State is what the bindings of the Workers keep. What its methods return is
// written as JSON. An error may say of itself that it is NotFound() or
// Invalid(), which decides its status.
type State interface {
	KV
	Analytics
	Secrets
}

// KV is the part of State that has the KV namespaces. A namespace is named by
// its id or by a binding.
type KV interface {
	KVNamespaces(context.Context) (any, error)
	KVList(ctx context.Context, namespace, prefix, cursor string, limit int64) (any, error)
	KVGet(ctx context.Context, namespace, key string) (any, error)
	// KVPut writes a value that ends at a time in seconds since 1970, or after
	// ttl seconds, or never. metadata is JSON, or "".
	KVPut(ctx context.Context, namespace, key string, value []byte, expiration, ttl *int64, metadata string) error
	KVDelete(ctx context.Context, namespace, key string) error
}

// kvPut is the body of a call that writes.
type kvPut struct {
	Value      []byte `json:"value"`      // base64 in JSON
	Expiration *int64 `json:"expiration"` // seconds since 1970
	TTL        *int64 `json:"expiration_ttl"`
	Metadata   string `json:"metadata"` // JSON; "" for none
}

// routeState adds the calls about the state of bindings.
func (a *api) routeState(mux *http.ServeMux) {
	a.routeKV(mux)
	a.routeAnalytics(mux)
	a.routeSecrets(mux)
}

func (a *api) routeKV(mux *http.ServeMux) {
	const root = ToolPrefix + "/kv"
	mux.Handle(root, methods{"GET": func(r *http.Request) (any, *pageInfo, error) {
		out, err := a.State.KVNamespaces(r.Context())
		return out, nil, stateError(err)
	}})
	mux.Handle(root+"/{namespace}/keys", methods{"GET": a.kvList})
	mux.Handle(root+"/{namespace}/value", methods{"GET": a.kvGet, "PUT": a.kvPut, "DELETE": a.kvDelete})
}

func (a *api) kvList(r *http.Request) (any, *pageInfo, error) {
	q := r.URL.Query()
	limit := int64(0)
	if text := q.Get("limit"); text != "" {
		var err error
		if limit, err = strconv.ParseInt(text, 10, 64); err != nil {
			return nil, nil, invalid("limit must be a whole number, not " + excerpt(text))
		}
	}
	out, err := a.State.KVList(r.Context(), r.PathValue("namespace"), q.Get("prefix"), q.Get("cursor"), limit)
	return out, nil, stateError(err)
}

func (a *api) kvGet(r *http.Request) (any, *pageInfo, error) {
	out, err := a.State.KVGet(r.Context(), r.PathValue("namespace"), keyOf(r))
	return out, nil, stateError(err)
}

func (a *api) kvPut(r *http.Request) (any, *pageInfo, error) {
	var put kvPut
	if err := decode(r, &put); err != nil {
		return nil, nil, err
	}
	err := a.State.KVPut(r.Context(), r.PathValue("namespace"), keyOf(r), put.Value, put.Expiration, put.TTL, put.Metadata)
	return nil, nil, stateError(err)
}

func (a *api) kvDelete(r *http.Request) (any, *pageInfo, error) {
	err := a.State.KVDelete(r.Context(), r.PathValue("namespace"), keyOf(r))
	return nil, nil, stateError(err)
}

// keyOf returns the key that a call is about. A key may hold anything, so it is
// no part of the path.
func keyOf(r *http.Request) string { return r.URL.Query().Get("key") }

// stateError gives an error of State its status.
func stateError(err error) error {
	var missing interface{ NotFound() bool }
	var wrong interface{ Invalid() bool }
	switch {
	case err == nil:
		return nil
	case errors.As(err, &missing) && missing.NotFound():
		return &callError{http.StatusNotFound, codeNoRoute, err.Error()}
	case errors.As(err, &wrong) && wrong.Invalid():
		return &callError{http.StatusBadRequest, codeBodyInvalid, err.Error()}
	}
	return err
}
