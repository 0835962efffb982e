package admin

import (
	"bytes"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"paddock/queue"
)

// reading decodes a body as one of the calls does, and returns the values that
// would go to the broker, each with its limits.
type reading func(decode func(any) error) (within []limited, err error)

type limited struct {
	name               string
	value, least, most int64
}

// duration has limits in seconds.
func duration(name string, d *time.Duration, least, most time.Duration) limited {
	if d == nil {
		return limited{name: name}
	}
	return limited{name, int64(*d), int64(least), int64(most)}
}

func number64(name string, n *int, least, most int64) limited {
	if n == nil {
		return limited{name: name}
	}
	return limited{name, int64(*n), least, most}
}

// readings are the bodies of every call.
func readings(s seal) map[string]reading {
	delay := func(d *time.Duration) limited { return duration("delay", d, 0, queue.MaxDelay) }
	return map[string]reading{
		"send": func(decode func(any) error) ([]limited, error) {
			var v sendRequest
			if err := decode(&v); err != nil {
				return nil, err
			}
			out, err := outgoing(v, nil)
			return []limited{delay(out.Delay)}, err
		},
		"batch": func(decode func(any) error) ([]limited, error) {
			var v batchRequest
			if err := decode(&v); err != nil {
				return nil, err
			}
			d, err := delayOf(v.Delay, queue.CodeBatchDelayInvalid)
			return []limited{delay(d)}, err
		},
		"queue": func(decode func(any) error) ([]limited, error) {
			var v queueRequest
			if err := decode(&v); err != nil {
				return nil, err
			}
			name, c, err := v.creates()
			return []limited{{"name", int64(len(name)), 1, 63}, duration("delivery_delay", c.DeliveryDelay, 0, queue.MaxDelay),
				duration("retention", c.Retention, time.Minute, 14*24*time.Hour)}, err
		},
		"consumer": func(decode func(any) error) ([]limited, error) {
			var v consumerRequest
			if err := decode(&v); err != nil {
				return nil, err
			}
			a, err := v.attachment("orders")
			c := a.Settings
			return []limited{number64("batch_size", c.BatchSize, 1, 100), number64("max_retries", c.MaxRetries, 0, 100), number64("max_concurrency", c.MaxConcurrency, 1, 250),
				duration("batch timeout", c.BatchTimeout, 0, time.Minute), duration("retry_delay", c.RetryDelay, 0, queue.MaxDelay),
				duration("visibility", c.VisibilityTimeout, time.Millisecond, 12*time.Hour)}, err
		},
		"pull": func(decode func(any) error) ([]limited, error) {
			var v pullRequest
			if err := decode(&v); err != nil {
				return nil, err
			}
			p, err := v.wants()
			return []limited{{"batch_size", int64(p.Limit), 1, 100}, {"visibility", int64(p.Visibility), 0, int64(12 * time.Hour)}}, err
		},
		"ack": func(decode func(any) error) ([]limited, error) {
			var v ackRequest
			if err := decode(&v); err != nil {
				return nil, err
			}
			out, err := v.open(s, "orders")
			var all []limited
			for _, r := range out.retries {
				all = append(all, delay(r.Delay))
			}
			return all, err
		},
		"peek": func(decode func(any) error) ([]limited, error) {
			var v peekRequest
			if err := decode(&v); err != nil {
				return nil, err
			}
			p, err := v.selects(s, "orders", time.Unix(0, 0))
			return []limited{{"batch_size", int64(p.Limit), 1, 100}}, err
		},
		"remove": func(decode func(any) error) ([]limited, error) {
			var v removeRequest
			if err := decode(&v); err != nil {
				return nil, err
			}
			_, _, err := v.open(s, "orders")
			return nil, err
		},
		"purge": func(decode func(any) error) ([]limited, error) { return nil, decode(new(purgeRequest)) },
		"redrive": func(decode func(any) error) ([]limited, error) {
			var v redriveRequest
			if err := decode(&v); err != nil {
				return nil, err
			}
			return nil, v.check()
		},
	}
}

// FuzzBodies holds that every body of every call is refused with a code, or
// gives values within the limits.
func FuzzBodies(f *testing.F) {
	s := seal{bytes.Repeat([]byte{7}, 32)}
	lease, ref := s.lease("orders", queue.LeaseRef{Ref: 1, Lease: 2}), s.ref("orders", 1)
	for _, body := range []string{
		`{"body":1,"delay_seconds":3}`,
		`{"messages":[{"body":{"a":[null]},"content_type":"json"}],"delay_seconds":1e2}`,
		`{"queue_name":"q-1","settings":{"delivery_delay":5,"delivery_paused":true,"message_retention_period":60}}`,
		`{"type":"worker","script_name":"x","dead_letter_queue":"d","settings":{"batch_size":1,"max_retries":0,"max_wait_time_ms":60000,"max_concurrency":250,"retry_delay":86400}}`,
		`{"type":"http_pull","settings":{"visibility_timeout_ms":43200000}}`,
		`{"batch_size":100,"visibility_timeout_ms":1,"visibility_timeout":-0}`,
		`{"acks":[{"lease_id":"` + lease + `"}],"retries":[{"lease_id":"` + lease + `","delay_seconds":86400}]}`,
		`{"batch_size":3,"state":"any","after":"` + ref + `","id":"00000000000000000000000000000000"}`,
		`{"refs":[{"ref":"` + ref + `"},null]}`,
		`{"delete_messages_permanently":true}`,
		`{"to":"x","ids":["00000000000000000000000000000000"]}`,
		`{"body":"\ud800","content_type":"text","delay_seconds":1E400}`,
	} {
		f.Add(body)
	}
	all := readings(s)
	f.Fuzz(func(t *testing.T, body string) {
		for call, read := range all {
			within, err := read(func(into any) error { return decode(httptest.NewRequest("POST", "/", strings.NewReader(body)), into) })
			if err != nil {
				if e := asCallError(err); e.status < 400 || e.status >= 500 || e.code < 10200 {
					t.Errorf("%s of %q: status %d, code %d", call, body, e.status, e.code)
				}
				continue
			}
			for _, l := range within {
				if l.value < l.least || l.value > l.most {
					t.Errorf("%s of %q: %s is %d, beyond %d..%d", call, body, l.name, l.value, l.least, l.most)
				}
			}
		}
	})
}
