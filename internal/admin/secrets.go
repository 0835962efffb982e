package admin

import (
	"context"
	"net/http"
)

// Secrets is the part of State that has the Secrets Store. A secret is named by
// its name, or by a binding; store may be "" where that says which one is meant.
type Secrets interface {
	// Secrets lists secrets, without their values.
	Secrets(context.Context) (any, error)
	SecretSet(ctx context.Context, store, name, value string) (any, error)
	SecretDelete(ctx context.Context, store, name string) (any, error)
}

func (a *api) routeSecrets(mux *http.ServeMux) {
	const root = ToolPrefix + "/secrets-store"
	mux.Handle(root, methods{"GET": func(r *http.Request) (any, *pageInfo, error) {
		out, err := a.State.Secrets(r.Context())
		return out, nil, stateError(err)
	}})
	mux.Handle(root+"/secret", methods{"PUT": a.secretSet, "DELETE": a.secretDelete})
}

func (a *api) secretSet(r *http.Request) (any, *pageInfo, error) {
	var request struct {
		Value string `json:"value"`
	}
	if err := decode(r, &request); err != nil {
		return nil, nil, err
	}
	q := r.URL.Query()
	out, err := a.State.SecretSet(r.Context(), q.Get("store"), q.Get("name"), request.Value)
	return out, nil, stateError(err)
}

func (a *api) secretDelete(r *http.Request) (any, *pageInfo, error) {
	q := r.URL.Query()
	out, err := a.State.SecretDelete(r.Context(), q.Get("store"), q.Get("name"))
	return out, nil, stateError(err)
}
