package dev

import (
	"net/http"

	"paddock/bindings/assets"
	"paddock/bindings/rpc"
	"paddock/config"
)

// siteOf returns the static files of a configuration, or nil. report is told
// what is wrong in their files of rules.
func siteOf(cfg *config.Config, report func(string)) *assets.Site {
	a, ok := cfg.Assets()
	if !ok {
		return nil
	}
	return assets.New(assets.Options{
		Directory:           a.Directory,
		HTML:                assets.HTMLHandling(a.HTML),
		NotFound:            assets.NotFoundHandling(a.NotFound),
		WorkerFirst:         a.WorkerFirst,
		WorkerPaths:         a.WorkerPaths,
		AssetPaths:          a.AssetPaths,
		Worker:              cfg.Main != "",
		PreferForNavigation: flagged(cfg, "assets_navigation_prefers_asset_serving", "assets_navigation_has_no_effect", "2025-04-01"),
		Report:              report,
	})
}

// serveAsset answers a request that the static files come before; it reports
// false for those that are the Worker's.
func (w *supervisor) serveAsset(rw http.ResponseWriter, r *http.Request) bool {
	g := w.current.Load()
	if g == nil || g.site == nil {
		return false
	}
	now := w.s.o.Exec.Clock().Now
	began := now()
	in, err := assets.RequestOf(r)
	if err != nil {
		return false // the Worker's front says what is wrong
	}
	first, err := g.site.First(in)
	if err == nil && !first {
		return false
	}
	status := http.StatusInternalServerError
	if err != nil {
		http.Error(rw, err.Error(), status)
	} else {
		status, err = g.site.Serve(rw, r, in)
	}
	w.requestDone(r.Method, r.URL.Path, status, now().Sub(began), err)
	return true
}

// assetFor answers a request from another Worker in the same way, or returns nil.
func (w *supervisor) assetFor(m rpc.Message) *rpc.Result {
	if w == nil {
		return nil
	}
	g := w.current.Load()
	if g == nil || g.site == nil {
		return nil
	}
	first, err := g.site.First(assets.Request{Method: m.Method, URL: m.URL, Header: m.Header})
	switch {
	case err != nil:
		r := rpc.Failure("Error", err.Error())
		return &r
	case !first:
		return nil
	}
	r := g.site.Fetch(m)
	return &r
}
