package admin

import "net/http"

// await turns a callback of the broker into an answer, for as long as the
// caller waits.
func await[T any](r *http.Request, ask func(func(T, error))) (T, error) {
	type answer struct {
		value T
		err   error
	}
	ch := make(chan answer, 1)
	ask(func(v T, err error) { ch <- answer{v, err} })
	select {
	case got := <-ch:
		return got.value, got.err
	case <-r.Context().Done():
		var none T
		return none, r.Context().Err()
	}
}

// awaitDone is await for what has no answer but that it is done.
func awaitDone(r *http.Request, ask func(func(error))) error {
	_, err := await(r, func(done func(struct{}, error)) {
		ask(func(err error) { done(struct{}{}, err) })
	})
	return err
}
