package mailbox

import "context"

// Await turns a callback into an answer, for as long as the caller waits: it
// returns what ask's callback is given, or the error of ctx. It is for goroutines
// outside of the mailboxes, which may never wait.
func Await[T any](ctx context.Context, ask func(func(T, error))) (T, error) {
	type answer struct {
		value T
		err   error
	}
	ch := make(chan answer, 1)
	ask(func(v T, err error) { ch <- answer{v, err} })
	select {
	case got := <-ch:
		return got.value, got.err
	case <-ctx.Done():
		var none T
		return none, ctx.Err()
	}
}

// AwaitDone is Await for what has no answer but that it is done.
func AwaitDone(ctx context.Context, ask func(func(error))) error {
	_, err := Await(ctx, func(done func(struct{}, error)) {
		ask(func(err error) { done(struct{}{}, err) })
	})
	return err
}
