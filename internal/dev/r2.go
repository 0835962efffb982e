package dev

import (
	"slices"
	"strings"
	"sync"

	"paddock/bindings"
	"paddock/bindings/r2"
	"paddock/config"
	"paddock/internal/journal"
	"paddock/queue"
)

// r2Store is the store of all buckets, once somebody needs it.
type r2Store struct {
	mu    sync.Mutex
	store *r2.Store
	warn  func(error)
}

// close ends the store; its database is closed by whoever opened it.
func (r *r2Store) close() {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.store != nil {
		r.store.Close()
	}
}

// R2 opens the store of the buckets, once.
func (s *Stores) R2() (*r2.Store, error) {
	s.r2.mu.Lock()
	defer s.r2.mu.Unlock()
	if s.r2.store != nil {
		return s.r2.store, nil
	}
	db, err := s.Database("r2", r2.Upgrades())
	if err != nil {
		return nil, err
	}
	dir, err := s.Folder()
	if err != nil {
		return nil, err
	}
	s.r2.store, err = r2.Open(r2.Options{Database: db, Folder: dir, NoSync: s.temp, Clock: s.exec.Clock(), Warn: s.warnR2})
	return s.r2.store, err
}

// warnR2 passes a warning on to whoever listens by then.
func (s *Stores) warnR2(err error) {
	s.r2.mu.Lock()
	warn := s.r2.warn
	s.r2.mu.Unlock()
	if warn != nil {
		warn(err)
	}
}

// bucket makes the binding of a bucket.
func (s surroundings) bucket(cfg *config.Config, binding string, settings config.R2) (bindings.Binding, error) {
	store, err := s.stores.R2()
	if err != nil {
		return nil, err
	}
	return &r2.Binding{Binding: binding, Bucket: bucketOf(cfg, binding, settings), Store: store,
		ListIncludes: flagged(cfg, "r2_list_honor_include", "", "2022-08-04")}, nil
}

// bucketOf names a bucket: one of a jurisdiction is another than that of the
// same name without.
func bucketOf(cfg *config.Config, binding string, settings config.R2) string {
	name := settings.Bucket
	if name == "" { // the platform makes one at the first deployment
		name = strings.ToLower(cfg.Name + "-" + strings.ReplaceAll(binding, "_", "-"))
	}
	if settings.Jurisdiction != "" {
		name += "@" + settings.Jurisdiction
	}
	return name
}

// notified lists the queues that changes of buckets are told to.
func notified(cfg *config.Config) []queue.Declaration {
	var all []queue.Declaration
	for _, n := range cfg.Paddock.R2Notifications {
		all = append(all, declaration(cfg, n.Queue, true))
	}
	return all
}

// NotifyR2 lets the store of the buckets tell changes by the rules of these
// configurations. With nil for the queues the messages wait. Without any rule,
// and without a store that was used, nothing is opened.
func (s *Stores) NotifyR2(all []*config.Config, queues bindings.Sender) error {
	var rules []r2.Rule
	for _, cfg := range all {
		for _, n := range cfg.Paddock.R2Notifications {
			rules = append(rules, r2.Rule{Bucket: n.Bucket, Queue: n.Queue, Prefix: n.Prefix, Suffix: n.Suffix,
				Create: slices.Contains(n.Events, config.R2ObjectCreate), Delete: slices.Contains(n.Events, config.R2ObjectDelete)})
		}
	}
	s.r2.mu.Lock()
	unused := s.r2.store == nil
	s.r2.mu.Unlock()
	if len(rules) == 0 && unused {
		return nil
	}
	store, err := s.R2()
	if err != nil {
		return err
	}
	var send r2.Sender
	if queues != nil {
		send = senderOf(queues)
	}
	store.Notify(rules, send)
	return nil
}

// senderOf sends notifications as messages.
func senderOf(queues bindings.Sender) r2.Sender {
	return func(name string, bodies [][]byte, done func(error)) {
		var out []queue.Outgoing
		for _, body := range bodies {
			out = append(out, queue.Outgoing{Body: body, Type: "json"})
		}
		queues.Send(name, out, func(_ queue.Metrics, err error) { done(err) })
	}
}

// notifyR2 puts the rules of all Workers that run in place; see NotifyR2.
func (s *Session) notifyR2(queues bindings.Sender) {
	var all []*config.Config
	for _, w := range s.workers {
		if g := w.current.Load(); g != nil {
			all = append(all, g.cfg)
		} else if cfg := w.conf.Load(); cfg != nil {
			all = append(all, cfg)
		}
	}
	warn := func(err error) {
		s.o.Journal.Append(journal.Entry{Kind: journal.Notice, Level: journal.Warn, Text: err.Error()})
	}
	s.o.Stores.r2.mu.Lock()
	s.o.Stores.r2.warn = warn
	s.o.Stores.r2.mu.Unlock()
	if err := s.o.Stores.NotifyR2(all, queues); err != nil {
		warn(err)
	}
}
