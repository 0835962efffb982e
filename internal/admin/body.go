package admin

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"net/http"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"paddock/queue"
)

// decode reads the body of a call, a JSON object. Fields that it does not know
// do no harm.
func decode(r *http.Request, into any) error {
	text, err := io.ReadAll(r.Body)
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &large):
		return &callError{http.StatusRequestEntityTooLarge, queue.CodeBatchSize, fmt.Sprintf("the body exceeds the limit of %d bytes", large.Limit)}
	case err != nil:
		return &callError{http.StatusBadRequest, codeBodyMalformed, "read the body: " + err.Error()}
	case !utf8.Valid(text) || !json.Valid(text):
		return &callError{http.StatusBadRequest, codeBodyMalformed, "the body is not JSON"}
	case bytes.TrimLeft(text, " \t\r\n")[0] != '{':
		return invalid("the body must be an object with the fields of this call")
	}
	if err := json.Unmarshal(text, into); err != nil {
		var kind *json.UnmarshalTypeError
		if errors.As(err, &kind) && kind.Field != "" {
			return invalid(kind.Field + " cannot be a " + kind.Value)
		}
		return invalid("the body does not fit this call: " + err.Error())
	}
	return nil
}

// invalid refuses a body that is JSON, but not what the call takes.
func invalid(message string) error {
	return &callError{http.StatusBadRequest, codeBodyInvalid, message}
}

// at says which of several entries is wrong.
func at(err error, list string, i int) error {
	e := *asCallError(err)
	e.message = fmt.Sprintf("%s[%d]: %s", list, i, e.message)
	return &e
}

// whole reads a whole number within limits; nil where there is none.
func whole(n *json.RawMessage, field string, least, most int) (*int, error) {
	if n == nil {
		return nil, nil
	}
	f, err := strconv.ParseFloat(string(*n), 64)
	if err != nil || f < float64(least) || f > float64(most) || f != math.Trunc(f) {
		return nil, invalid(fmt.Sprintf("%s must be a whole number from %d to %d, not %s", field, least, most, excerpt(string(*n))))
	}
	i := int(f)
	return &i, nil
}

// span reads a whole number of units of time, as whole does.
func span(n *json.RawMessage, field string, unit, least, most time.Duration) (*time.Duration, error) {
	i, err := whole(n, field, int(least/unit), int(most/unit))
	if i == nil {
		return nil, err
	}
	d := time.Duration(*i) * unit
	return &d, nil
}

// delayOf reads the delay of a message, a batch or a retry, whose refusal has a
// code of its own; nil when there is none.
func delayOf(n *json.RawMessage, code int) (*time.Duration, error) {
	d, err := span(n, "delay_seconds", time.Second, 0, queue.MaxDelay)
	if err != nil {
		return nil, &callError{http.StatusBadRequest, code, err.Error()}
	}
	return d, nil
}

// queueName checks the name of a queue, by the rule of the configuration.
func queueName(field, name string) error {
	if name == "" || !canName(name) {
		return invalid(fmt.Sprintf("%s must have 1 to 63 lower-case letters, digits and hyphens, unlike %s", field, excerpt(strconv.Quote(name))))
	}
	return nil
}

// canName reports whether a key can be the name of a queue, or its id.
func canName(key string) bool {
	return len(key) <= 63 && strings.Trim(key, "abcdefghijklmnopqrstuvwxyz0123456789-") == ""
}

// isHexID reports whether a text can be the public id of a message.
func isHexID(id string) bool {
	return len(id) == 32 && strings.Trim(id, "0123456789abcdef") == ""
}

// excerpt shortens what a caller sent, to be quoted in an answer.
func excerpt(text string) string {
	const most = 80
	if len(text) <= most {
		return text
	}
	return strings.ToValidUTF8(text[:most], "") + "…"
}
