package rpc

import (
	"slices"

	"github.com/dop251/goja"

	"paddock/runtime"
)

// A scope is what calls leave with one invocation: the stubs that it holds and
// the objects that it lent. Its isolate's loop owns it.
type scope struct {
	i     *runtime.Isolate
	inv   *runtime.Invocation // nil for what happened outside of any
	owned []*reference
	lent  []*object
	hosts []*scope // those that it called, and that lent it objects
}

type scopesKey struct{}

// scopeOf returns the scope of the invocation that runs now.
func scopeOf(i *runtime.Isolate) *scope { return scopeFor(i, i.Context().Invocation()) }

// scopeFor returns the scope of an invocation.
func scopeFor(i *runtime.Isolate, inv *runtime.Invocation) *scope {
	all, ok := i.Value(scopesKey{}).(map[*runtime.Invocation]*scope)
	if !ok {
		all = map[*runtime.Invocation]*scope{}
		i.SetValue(scopesKey{}, all)
	}
	if s := all[inv]; s != nil {
		return s
	}
	s := &scope{i: i, inv: inv}
	all[inv] = s
	if inv != nil {
		inv.AtEnd(func() {
			delete(all, inv)
			s.end()
		})
	}
	return s
}

// context is that of the invocation.
func (s *scope) context() *runtime.AsyncContext {
	if s.inv == nil {
		return nil
	}
	return s.inv.Context()
}

// end gives up everything: the invocation is over.
func (s *scope) end() {
	owned, lent, hosts := s.owned, s.lent, s.hosts
	s.owned, s.lent, s.hosts = nil, nil, nil
	for _, r := range owned {
		r.owner = nil
		r.release()
	}
	for _, o := range lent {
		o.giveUp(errCanceled)
	}
	for _, host := range hosts {
		host.i.Post(nil, host.disconnect)
	}
}

// disconnect is told that the caller of this invocation has ended: nothing that
// it was lent keeps the invocation open any more, whoever has it now.
func (s *scope) disconnect() {
	for _, o := range slices.Clone(s.lent) {
		o.letGo()
	}
}

// own makes the scope the owner of a reference.
func (s *scope) own(r *reference) *reference {
	if r.owner == nil && !r.released {
		r.owner = s
		s.owned = append(s.owned, r)
	}
	return r
}

func (s *scope) disown(r *reference) {
	if n := slices.Index(s.owned, r); n >= 0 {
		s.owned = slices.Delete(s.owned, n, n+1)
	}
	r.owner = nil
}

// receive makes the scope the owner of all that is in a payload.
func (s *scope) receive(p *Payload) {
	p.opened = true
	for _, r := range p.refs {
		s.own(r)
	}
	if p.host != nil && len(p.refs) > 0 {
		s.hosts = append(s.hosts, p.host)
	}
}

// lend makes an object that others can call, and the first reference to it.
func (s *scope) lend(v goja.Value, instance bool) *reference { return s.lendHeld(v, instance, false) }

// lendHeld is lend; hold keeps the invocation open until the object is given up.
func (s *scope) lendHeld(v goja.Value, instance, hold bool) *reference {
	o := &object{scope: s, value: v, instance: instance, letGo: func() {}}
	if hold && s.inv != nil && !s.inv.Over() {
		release := s.inv.Hold()
		o.letGo = func() {
			o.letGo = func() {}
			release()
		}
	}
	if s.inv != nil && s.inv.Over() {
		o.gone = true
	}
	s.lent = append(s.lent, o)
	return o.refer()
}

func (s *scope) forget(o *object) {
	if n := slices.Index(s.lent, o); n >= 0 {
		s.lent = slices.Delete(s.lent, n, n+1)
	}
}
