package runtime

// An AsyncContext is what follows a piece of JavaScript through awaits, timers
// and callbacks: the invocation it works for, and the values of AsyncLocalStorage.
// It is immutable.
type AsyncContext struct {
	inv  *Invocation
	vars *contextVar
}

type contextVar struct {
	key, value any
	next       *contextVar
}

// Invocation returns the invocation that the context belongs to, or nil during
// start-up.
func (c *AsyncContext) Invocation() *Invocation {
	if c == nil {
		return nil
	}
	return c.inv
}

// Value returns what With stored under key, or nil.
func (c *AsyncContext) Value(key any) any {
	if c == nil {
		return nil
	}
	for v := c.vars; v != nil; v = v.next {
		if v.key == key {
			return v.value
		}
	}
	return nil
}

// With returns a context that differs in one value.
func (c *AsyncContext) With(key, value any) *AsyncContext {
	out := &AsyncContext{vars: &contextVar{key: key, value: value}}
	if c != nil {
		out.inv = c.inv
		out.vars.next = c.vars.without(key)
	}
	return out
}

// without drops the older value of key, so that a loop of With does not grow.
func (v *contextVar) without(key any) *contextVar {
	switch {
	case v == nil:
		return nil
	case v.key == key:
		return v.next
	}
	rest := v.next.without(key)
	if rest == v.next {
		return v
	}
	return &contextVar{key: v.key, value: v.value, next: rest}
}

// Context returns the current context. Loop goroutine only.
func (i *Isolate) Context() *AsyncContext { return i.current }

// In runs fn with c as the current context. Loop goroutine only; it is for
// callbacks that JavaScript registered earlier, together with a saved context.
func (i *Isolate) In(c *AsyncContext, fn func()) {
	saved := i.current
	i.current = c
	i.seen(c)
	defer func() { i.current = saved }()
	fn()
}

// tracker hands the context to promise reactions; goja calls it.
type tracker struct{ i *Isolate }

func (t tracker) Grab() any { return t.i.current }

func (t tracker) Resumed(c any) {
	t.i.current, _ = c.(*AsyncContext)
	t.i.seen(t.i.current)
}

func (t tracker) Exited() { t.i.current = t.i.between() }

// seen notes a context that was current during the present entry.
func (i *Isolate) seen(c *AsyncContext) {
	switch {
	case c == nil || c == i.entered || i.several:
	case i.only == nil:
		i.only = c
	case i.only.inv != c.inv || i.only.vars != c.vars:
		i.several = true
	}
}

// between is the context of what the engine runs between promise reactions without
// saying whose it is: the then method of a thenable that was awaited. Where the
// entry has seen one context of its invocation only, it is taken for that.
func (i *Isolate) between() *AsyncContext {
	if i.only == nil || i.several || i.only.Invocation() != i.entered.Invocation() {
		return i.entered
	}
	return i.only
}
