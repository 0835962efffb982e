package config

import "fmt"

// RateLimit is what a rate limiting binding counts.
type RateLimit struct {
	Namespace string // bindings with the same one share their counters
	Limit     int    // calls with the same key in a period
	Period    int    // seconds: 10 or 60
}

const maxRateLimit = 1<<31 - 1

func (v view) rateLimit() any {
	v.unknown("name", "namespace_id", "simple")
	return v.limiter()
}

// limiter reads the settings, which are the same in ratelimits and in unsafe.bindings.
func (v view) limiter() RateLimit {
	r := RateLimit{Namespace: v.limiterNamespace()}
	if !v.require("simple", "the limit and its period", "write "+v.simpleExample()) {
		return r
	}
	t, ok := v.table("simple")
	if !ok {
		return r
	}
	t.unknown("limit", "period")
	if t.require("limit", "how many calls a period allows", "write "+t.assign("limit", "100")) {
		r.Limit = or(t.whole("limit", 1, maxRateLimit, " calls"), 1)
	}
	if t.require("period", "over how many seconds the calls are counted", "write "+t.assign("period", "60")) {
		r.Period = t.limiterPeriod()
	}
	return r
}

func (v view) simpleExample() string {
	if v.toml {
		return "simple = { limit = 100, period = 60 }"
	}
	return `"simple": { "limit": 100, "period": 60 }`
}

// limiterPeriod allows the two periods that there are.
func (v view) limiterPeriod() int {
	const key, short, long = "period", 10, 60
	p := or(v.whole(key, short, long, " seconds: 10 or 60"), long)
	if p != short && p != long {
		v.fail(v.node.field(key), key, "must be 10 or 60 seconds", "write "+v.assign(key, fmt.Sprint(long)))
	}
	return p
}

// limiterNamespace reads the id, an integer that is written as a string.
func (v view) limiterNamespace() string {
	const key = "namespace_id"
	if !v.require(key, "a number of your choice that tells the limit from others", "write "+v.assign(key, `"1001"`)) {
		return ""
	}
	id := v.str(key)
	for _, r := range id {
		if r < '0' || r > '9' {
			v.fail(v.node.field(key), key, "must be a whole number, as a string", "write "+v.assign(key, `"1001"`))
			break
		}
	}
	return id
}

// unsafe reads a binding of a kind that the platform had not settled yet. Older configurations have rate limits there.
func (v view) unsafe() any {
	if v.str("type") != "ratelimit" {
		return nil
	}
	v.unknown("name", "type", "namespace_id", "simple")
	return v.limiter()
}
