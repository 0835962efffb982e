package admin

import (
	"net/http"
	"path"
	"slices"
	"strings"
)

// A handler answers one call with a result, or with an error that is put into
// the envelope.
type handler func(r *http.Request) (result any, info *pageInfo, err error)

// ServeHTTP writes the answer.
func (h handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	result, info, err := h(r)
	if err != nil {
		writeError(w, err)
		return
	}
	writeResult(w, result, info)
}

// methods are the calls that one path takes.
type methods map[string]handler

// ServeHTTP makes the call, or says which ones there are.
func (m methods) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if h, ok := m[r.Method]; ok {
		h.ServeHTTP(w, r)
		return
	}
	var allowed []string
	for method := range m {
		allowed = append(allowed, method)
	}
	slices.Sort(allowed)
	list := strings.Join(allowed, ", ")
	w.Header().Set("Allow", list)
	writeError(w, &callError{http.StatusMethodNotAllowed, codeNoMethod, r.Method + " is not possible here, only " + list})
}

func noRoute(r *http.Request) (any, *pageInfo, error) {
	return nil, nil, &callError{http.StatusNotFound, codeNoRoute, "there is nothing at " + r.Method + " " + r.URL.Path}
}

// clean answers paths with empty or dotted parts itself: the mux would redirect
// them, which is no answer for a client of this API.
func clean(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if p := r.URL.Path; p != path.Clean(p) {
			handler(noRoute).ServeHTTP(w, r)
			return
		}
		next.ServeHTTP(w, r)
	})
}
