package admin

import (
	"context"
	"net/http"
)

// Analytics is the part of State that has what was written to the datasets of
// Analytics Engine.
type Analytics interface {
	// AnalyticsQuery runs a query that changes nothing.
	AnalyticsQuery(ctx context.Context, query string) (any, error)
}

func (a *api) routeAnalytics(mux *http.ServeMux) {
	mux.Handle(ToolPrefix+"/analytics/query", methods{"POST": func(r *http.Request) (any, *pageInfo, error) {
		var request struct {
			Query string `json:"query"`
		}
		if err := decode(r, &request); err != nil {
			return nil, nil, err
		}
		out, err := a.State.AnalyticsQuery(r.Context(), request.Query)
		return out, nil, stateError(err)
	}})
}
