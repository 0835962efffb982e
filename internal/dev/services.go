package dev

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"paddock/bindings"
	"paddock/bindings/codec/v8wire"
	"paddock/bindings/rpc"
	"paddock/bindings/service"
	"paddock/bindings/workflow"
	"paddock/config"
	"paddock/internal/journal"
	"paddock/runtime"
)

// neighbours finds the Workers that service bindings lead to.
type neighbours interface {
	// reach returns how to call an export ("" for the default one) of the Worker
	// of that name.
	reach(worker, export string) *service.Entrypoint
	// absent returns what stands in for a Worker that is not there, or nil.
	absent(worker, export string) rpc.Service
	// workflows returns what runs the instances of workflows.
	workflows() (*workflow.Engine, error)
}

// service makes a service binding.
func (around surroundings) service(b config.Binding, s config.Service) (bindings.Binding, error) {
	to := around.neighbours.absent(ServiceName(s), s.Entrypoint)
	if to == nil {
		to = around.neighbours.reach(ServiceName(s), s.Entrypoint)
	}
	if s.Props != nil {
		props, err := v8wire.Marshal(cloneOf(s.Props))
		if err != nil {
			return nil, fmt.Errorf("props: %w", err)
		}
		to = to.WithProps(props)
	}
	return &service.Binding{Binding: b.Binding, To: to, Worker: ServiceName(s)}, nil
}

// ServiceName is the name of the Worker that a binding leads to.
func ServiceName(s config.Service) string {
	if s.Environment != "" {
		return s.Service + "-" + s.Environment
	}
	return s.Service
}

// cloneOf makes of what a configuration can hold what a script gets.
func cloneOf(v any) v8wire.Value {
	switch v := v.(type) {
	case string:
		return v8wire.String(v)
	case bool:
		return v8wire.Bool(v)
	case float64:
		return v8wire.Number(v)
	case int64:
		return v8wire.Number(v)
	case int:
		return v8wire.Number(v)
	case []any:
		a := &v8wire.Array{Length: uint32(len(v)), Dense: true}
		for _, item := range v {
			a.Items = append(a.Items, cloneOf(item))
		}
		return a
	case map[string]any:
		o := &v8wire.Object{}
		for _, key := range sortedKeys(v) {
			o.Props = append(o.Props, v8wire.Property{Key: key, Value: cloneOf(v[key])})
		}
		return o
	}
	return v8wire.Null{}
}

// absent asks whoever stands in for Workers that are not there.
func (s *Session) absent(worker, export string) rpc.Service {
	if s.o.Absent == nil {
		return nil
	}
	return s.o.Absent(worker, export)
}

// Entrypoint returns how to call the default export of the nth Worker, which
// follows its generations.
func (s *Session) Entrypoint(n int) *service.Entrypoint { return s.reach(s.workers[n].name(), "") }

// reach follows the generations of the Worker of that name.
func (s *Session) reach(worker, export string) *service.Entrypoint {
	return &service.Entrypoint{
		Worker: worker,
		Export: export,
		Pick: func(use func(*runtime.Isolate, error)) {
			w := s.named(worker)
			if w == nil {
				use(nil, s.noSuchWorker(worker))
				return
			}
			w.pickOrFail(use)
		},
		Assets: func(m rpc.Message) *rpc.Result { return s.named(worker).assetFor(m) },
		Compat: func() bindings.Compat {
			if w := s.named(worker); w != nil {
				if cfg := w.conf.Load(); cfg != nil {
					return CompatOf(cfg)
				}
			}
			return bindings.Compat{}
		},
		Report: func(inv *runtime.Invocation, err error) {
			if w := s.named(worker); w != nil {
				w.exception(inv.Event()+"() left a rejected waitUntil() promise", inv.Event(), "", "", err)
			}
		},
	}
}

// named returns the Worker of that name, or nil.
func (s *Session) named(worker string) *supervisor {
	for _, w := range s.workers {
		if cfg := w.conf.Load(); cfg != nil && cfg.Name == worker {
			return w
		}
	}
	return nil
}

// noSuchWorker says which Workers there are.
func (s *Session) noSuchWorker(worker string) error {
	var names []string
	for _, w := range s.workers {
		if cfg := w.conf.Load(); cfg != nil {
			names = append(names, cfg.Name)
		}
	}
	slices.Sort(names)
	known := "none"
	if len(names) > 0 {
		known = strings.Join(names, ", ")
	}
	return fmt.Errorf("there is no Worker %q here (there is %s). Run it too: paddock dev -c THIS -c THAT", worker, known)
}

// checkServices points out the service bindings that lead nowhere, once all
// Workers have started. A binding that is said to be wrong still throws when it is used.
func (s *Session) checkServices() {
	for _, w := range s.workers {
		g := w.current.Load()
		if g == nil {
			continue
		}
		var all []string
		for _, b := range g.cfg.Bindings {
			if to, ok := b.Settings.(config.Service); ok {
				if problem := s.checkService(to); problem != nil {
					all = append(all, fmt.Sprintf("%s: env.%s leads nowhere: %v", b.Pos, b.Binding, problem))
				}
			}
		}
		if slices.Equal(all, w.astray) {
			continue
		}
		w.astray = all
		for _, text := range all {
			w.note(journal.Notice, journal.Error, text)
		}
	}
}

// checkService says what is wrong with where a binding leads, or nil.
func (s *Session) checkService(to config.Service) error {
	w := s.named(ServiceName(to))
	if w == nil && s.absent(ServiceName(to), to.Entrypoint) != nil {
		return nil
	}
	if w == nil {
		return s.noSuchWorker(ServiceName(to))
	}
	g := w.current.Load()
	export := cmp.Or(to.Entrypoint, "default")
	if g == nil {
		return nil // it says itself why it does not run
	}
	exports := *g.exports.Load()
	if slices.Contains(exports, export) || export == "default" && g.listens.Load() {
		return nil
	}
	err := &runtime.MissingEntrypointError{Name: export, Worker: g.cfg.Name, Known: exports}
	return errors.New(strings.ToLower(err.Error()[:1]) + err.Error()[1:])
}
