package admin

import (
	"context"
	"net/http"
	"time"
)

// Databases are the D1 databases that Workers are bound to. A database is named
// by its binding, its name or its id. What the methods return is written as
// JSON. An error may say of itself that it is NotFound() or Invalid(), which
// decides its status.
type Databases interface {
	// List lists the bindings of databases.
	List() (any, error)
	// Query runs a script of SQL: all of it or none.
	Query(ctx context.Context, database, script string) (any, error)
	// Migrations lists the migrations of a database.
	Migrations(ctx context.Context, database string) (any, error)
	// Migrate applies the migrations that are not applied yet.
	Migrate(ctx context.Context, database string) (any, error)
}

const databasesPath = ToolPrefix + "/d1"

// maxScript bounds the body of a query: exported databases are long.
const maxScript = 256 << 20

// queryRequest is the body of a query.
type queryRequest struct {
	SQL string `json:"sql"`
}

// routeDatabases adds the calls about D1 databases.
func (a *api) routeDatabases(mux *http.ServeMux) {
	mux.Handle(databasesPath, methods{"GET": func(*http.Request) (any, *pageInfo, error) {
		out, err := a.Databases.List()
		return out, nil, recordingError(err)
	}})
	mux.HandleFunc(databasesPath+"/{database}/query", func(w http.ResponseWriter, r *http.Request) {
		methods{"POST": func(r *http.Request) (any, *pageInfo, error) {
			var request queryRequest
			if err := decode(r, &request); err != nil {
				return nil, nil, err
			}
			unhurried(w)
			out, err := a.Databases.Query(r.Context(), r.PathValue("database"), request.SQL)
			return out, nil, recordingError(err)
		}}.ServeHTTP(w, r)
	})
	mux.HandleFunc(databasesPath+"/{database}/migrations", func(w http.ResponseWriter, r *http.Request) {
		methods{
			"GET": func(r *http.Request) (any, *pageInfo, error) {
				out, err := a.Databases.Migrations(r.Context(), r.PathValue("database"))
				return out, nil, recordingError(err)
			},
			"POST": func(r *http.Request) (any, *pageInfo, error) {
				unhurried(w)
				out, err := a.Databases.Migrate(r.Context(), r.PathValue("database"))
				return out, nil, recordingError(err)
			},
		}.ServeHTTP(w, r)
	})
}

// unhurried lifts the bounds for slow clients, for as long as the caller waits.
func unhurried(w http.ResponseWriter) {
	// Not every ResponseWriter has a connection to time out.
	connection := http.NewResponseController(w)
	_ = connection.SetReadDeadline(time.Time{})
	_ = connection.SetWriteDeadline(time.Time{})
}
