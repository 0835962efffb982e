package mailbox

import "paddock/internal/clock"

// Direct returns an executor whose mailboxes run what is posted at once, on the
// poster's goroutine: for state that outlives a simulated crash of the world
// around it. All of its mailboxes must be used from one goroutine.
func Direct(c clock.Clock) Executor { return direct{c} }

type direct struct{ clock clock.Clock }

func (d direct) Clock() clock.Clock { return d.clock }

func (d direct) New(name string, endTurn func()) *Mailbox {
	m := newMailbox(name, d.clock, endTurn)
	running := false
	m.ready = func() {
		if running {
			return
		}
		running = true
		defer func() { running = false }()
		for {
			batch, closed := m.take(nil, -1)
			if len(batch) == 0 {
				if closed {
					m.finish()
				}
				return
			}
			m.runTurn(batch)
		}
	}
	return m
}
