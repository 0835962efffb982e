package memory_test

import (
	"testing"

	"paddock/queue"
	"paddock/queue/memory"
	"paddock/queue/storetest"
)

func TestStore(t *testing.T) {
	storetest.Run(t, func(*testing.T) storetest.Open {
		s := memory.New()
		return func(*testing.T) queue.Store { return s }
	})
}
