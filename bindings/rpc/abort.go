package rpc

import "sync"

// An Abort is how a caller says that it has given up. Any goroutine may use it.
type Abort struct {
	mu   sync.Mutex
	over bool
	told func()
}

// OnAbort sets what is told when the caller gives up: at once when it has.
func (a *Abort) OnAbort(told func()) {
	a.mu.Lock()
	over := a.over
	a.told = told
	a.mu.Unlock()
	if over {
		told()
	}
}

func (a *Abort) abort() {
	a.mu.Lock()
	first := !a.over
	a.over = true
	told := a.told
	a.mu.Unlock()
	if first && told != nil {
		told()
	}
}
