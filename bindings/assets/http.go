package assets

import (
	"net/http"
	"strconv"

	"paddock/runtime/webapi"
)

// RequestOf describes a request that a server got.
func RequestOf(r *http.Request) (Request, error) {
	scheme := "http"
	if r.TLS != nil {
		scheme = "https"
	}
	url, err := webapi.RequestURL(scheme, r)
	return Request{Method: r.Method, URL: url, Header: r.Header}, err
}

// Serve answers a request of a server, and returns the status.
func (s *Site) Serve(w http.ResponseWriter, r *http.Request, in Request) (int, error) {
	a, err := s.Answer(in)
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return http.StatusInternalServerError, err
	}
	header := w.Header()
	for name, values := range a.Header {
		header[name] = values
	}
	if _, typed := header["Content-Type"]; !typed {
		header["Content-Type"] = nil // net/http would guess one
	}
	if a.Status != http.StatusNotModified && r.Method != http.MethodHead {
		header.Set("Content-Length", strconv.Itoa(len(a.Body)))
	}
	w.WriteHeader(a.Status)
	_, err = w.Write(a.Body)
	return a.Status, err
}
