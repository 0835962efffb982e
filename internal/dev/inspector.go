package dev

import (
	"fmt"
	"slices"
	"strings"

	"paddock/config"
)

// An Inspector reads and changes what the bindings of Workers keep, for people
// and programs outside of them.
type Inspector struct {
	Stores   *Stores
	Projects []Project // the Workers that there are
}

// A BoundTo is a Worker's binding that leads to something.
type BoundTo struct {
	Worker  string `json:"worker"`
	Binding string `json:"binding"`
}

// bound lists the bindings whose settings give an id, by that id.
func (i *Inspector) bound(id func(config.Binding) (string, bool)) map[string][]BoundTo {
	all := map[string][]BoundTo{}
	for _, p := range i.Projects {
		cfg, _ := p.Load() // what can be read is enough
		for _, b := range cfg.Bindings {
			if to, ok := id(b); ok {
				all[to] = append(all[to], BoundTo{cfg.Name, b.Binding})
			}
		}
	}
	return all
}

// find resolves the name of something: its id, or a binding that leads to it.
func find(what, name string, bound map[string][]BoundTo, kept []string) (string, error) {
	if _, ok := bound[name]; ok || slices.Contains(kept, name) {
		return name, nil
	}
	var found, known []string
	for _, id := range sortedKeys(bound) {
		for _, b := range bound[id] {
			known = append(known, b.Binding)
			if b.Binding == name && !slices.Contains(found, id) {
				found = append(found, id)
			}
		}
	}
	switch len(found) {
	case 1:
		return found[0], nil
	case 0:
		known = append(known, kept...)
		slices.Sort(known)
		known = slices.Compact(known)
		if near := config.Nearest(name, known); near != "" {
			return "", &notFound{fmt.Sprintf("there is no %s %q: did you mean %q?", what, name, near)}
		}
		if len(known) == 0 {
			return "", &notFound{fmt.Sprintf("there is no %s %q: no configuration binds one", what, name)}
		}
		return "", &notFound{fmt.Sprintf("there is no %s %q: there are %s", what, name, strings.Join(known, ", "))}
	}
	return "", &notFound{fmt.Sprintf("env.%s is a different %s in different Workers: name one by its id: %s", name, what, strings.Join(found, ", "))}
}

// notFound is an error about something that is not there.
type notFound struct{ text string }

func (e *notFound) Error() string  { return e.text }
func (e *notFound) NotFound() bool { return true }
