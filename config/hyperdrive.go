package config

import (
	"net/url"
	"strings"
)

// Hyperdrive is what a Hyperdrive binding leads to: the database itself, for there is nothing in between here.
type Hyperdrive struct {
	ConnectionString string // "" where none is set
	// Variable is the environment variable that sets the connection string, where the configuration need not know it.
	Variable string
}

// HyperdrivePrefixes begin the names of the variables that hold connection strings; the binding's name follows.
func hyperdrivePrefixes() []string {
	return []string{"CLOUDFLARE_HYPERDRIVE_LOCAL_CONNECTION_STRING_", "WRANGLER_HYPERDRIVE_LOCAL_CONNECTION_STRING_"}
}

func (v view) hyperdrive() any {
	const key = "localConnectionString"
	v.unknown("binding", "id", key)
	h := Hyperdrive{ConnectionString: v.str(key), Variable: hyperdrivePrefixes()[0] + v.binding("binding")}
	if h.ConnectionString != "" {
		if problem := checkConnectionString(h.ConnectionString); problem != "" {
			n := v.node.field(key)
			v.problem(SeverityError, n.at, join(v.path, key), "", problem, connectionExample) // it has a password, so it is not shown
		}
	}
	return h
}

const connectionExample = `write it like "postgres://user:password@127.0.0.1:5432/database"`

// checkConnectionString says what is wrong with one; "" for nothing.
func checkConnectionString(text string) string {
	u, err := url.Parse(text)
	switch {
	case err != nil || u.Scheme == "":
		return "must be a URL"
	case u.Scheme != "postgres" && u.Scheme != "postgresql" && u.Scheme != "mysql":
		return "must begin with postgres://, postgresql:// or mysql://"
	case u.Hostname() == "":
		return "has no host"
	case strings.Trim(u.Path, "/") == "":
		return "has no name of a database"
	case u.User.Username() == "":
		return "has no user"
	}
	if password, ok := u.User.Password(); !ok || password == "" {
		return "has no password"
	}
	return ""
}

// fillHyperdrive lets variables of the environment, and those of the files beside the configuration, set connection strings.
func (l *loader) fillHyperdrive(values map[string]string) {
	for i, b := range l.config.Bindings {
		h, ok := b.Settings.(Hyperdrive)
		if !ok {
			continue
		}
		for _, prefix := range hyperdrivePrefixes() {
			name := prefix + b.Binding
			text, found := l.environment(name)
			if !found {
				text, found = values[name]
			}
			if !found || text == "" {
				continue
			}
			if problem := checkConnectionString(text); problem != "" {
				l.report.add(Problem{Pos: b.Pos, Severity: SeverityError, Key: name, What: problem, Fix: connectionExample})
			}
			h.ConnectionString = text
			break
		}
		if h.ConnectionString == "" {
			l.report.add(Problem{Pos: b.Pos, Severity: SeverityWarning, Key: b.Key, What: "env." + b.Binding + " leads to no database: reading from it throws",
				Fix: "set localConnectionString, or the environment variable " + h.Variable})
		}
		l.config.Bindings[i].Settings = h
	}
}

// environment looks a variable of the process up.
func (l *loader) environment(name string) (string, bool) {
	if l.options.Getenv == nil {
		return "", false
	}
	return l.options.Getenv(name)
}
