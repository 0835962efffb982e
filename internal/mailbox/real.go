package mailbox

import "paddock/internal/clock"

// Real returns an executor that gives each mailbox a goroutine of its own. The
// goroutine ends when its mailbox is closed and empty.
func Real(c clock.Clock) Executor { return realExecutor{c} }

type realExecutor struct{ clock clock.Clock }

func (e realExecutor) Clock() clock.Clock { return e.clock }

func (e realExecutor) New(name string, endTurn func()) *Mailbox {
	m := newMailbox(name, e.clock, endTurn)
	wake := make(chan struct{}, 1)
	m.ready = func() {
		select {
		case wake <- struct{}{}:
		default:
		}
	}
	go loop(m, wake)
	return m
}

func loop(m *Mailbox, wake <-chan struct{}) {
	defer close(m.done)
	var spare []func()
	for {
		batch, closed := m.take(spare, -1)
		if len(batch) == 0 {
			if closed {
				return
			}
			spare = batch
			<-wake
			continue
		}
		m.runTurn(batch)
		spare = batch
	}
}
