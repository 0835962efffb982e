package config

import (
	"encoding/json"
	"strings"
	"time"
)

// What names must be like.
const (
	queueNameRule = "a queue's name has 1 to 63 lower-case letters, digits and hyphens"
	bindingRule   = "a binding's name must be a JavaScript identifier: letters, digits, _ and $, not starting with a digit"
)

// quote writes a string as JSON, which is valid TOML and JavaScript too.
func quote(s string) string {
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	_ = e.Encode(s) // a string always encodes
	return strings.TrimSuffix(b.String(), "\n")
}

// alternatives lists quoted choices: "a", "b" or "c".
func alternatives(choices []string) string {
	quoted := make([]string, len(choices))
	for i, c := range choices {
		quoted[i] = quote(c)
	}
	if len(quoted) == 1 {
		return quoted[0]
	}
	return strings.Join(quoted[:len(quoted)-1], ", ") + " or " + quoted[len(quoted)-1]
}

// queueName reads the name of a queue.
func (v view) queueName(key string) string {
	name := v.str(key)
	if name == "" || validQueueName(name) {
		return name
	}
	fix := "rename the queue"
	if better := asQueueName(name); better != "" {
		fix = "write " + v.assign(key, quote(better)) + ", the same everywhere the queue is named"
	}
	v.fail(v.node.field(key), key, queueNameRule, fix)
	return name
}

func validQueueName(name string) bool {
	return len(name) <= 63 && name != "" && onlyQueueRunes(name)
}

func onlyQueueRunes(name string) bool {
	return !strings.ContainsFunc(name, func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '-')
	})
}

// asQueueName is the valid name that comes closest; "" where nothing is left.
func asQueueName(name string) string {
	name = strings.Map(func(r rune) rune {
		if r == '_' || r == ' ' || r == '.' {
			return '-'
		}
		if onlyQueueRunes(string(r)) {
			return r
		}
		return -1
	}, strings.ToLower(name))
	return strings.Trim(name[:min(len(name), 63)], "-")
}

// binding reads the name under which a binding appears in env.
func (v view) binding(key string) string {
	name := v.str(key)
	if name == "" || validIdentifier(name) {
		return name
	}
	v.fail(v.node.field(key), key, bindingRule,
		"write "+v.assign(key, quote(asIdentifier(name))))
	return name
}

func validIdentifier(name string) bool {
	for i, r := range name {
		letter := r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r == '_' || r == '$'
		if !letter && (i == 0 || r < '0' || r > '9') {
			return false
		}
	}
	return name != ""
}

func asIdentifier(name string) string {
	name = strings.Map(func(r rune) rune {
		if validIdentifier("_" + string(r)) {
			return r
		}
		return '_'
	}, name)
	if !validIdentifier(name) {
		return "_" + name
	}
	return name
}

// workerName reads the Worker's name.
func (v view) workerName() string {
	name := v.str("name")
	if name != "" && asWorkerName(name) != name {
		v.fail(v.node.field("name"), "name", "a Worker's name has lower-case letters, digits, hyphens and underscores",
			"write "+v.assign("name", quote(asWorkerName(name))))
	}
	return name
}

func asWorkerName(name string) string {
	name = strings.Map(func(r rune) rune {
		if onlyQueueRunes(string(r)) || r == '_' {
			return r
		}
		return '-'
	}, strings.ToLower(name))
	if name = strings.TrimLeft(name, "-"); name == "" {
		return "worker"
	}
	return name
}

// compatibilityDate reads the date that selects the platform's behaviour.
func (v view) compatibilityDate() string {
	const key = "compatibility_date"
	n := v.node.field(key)
	if n != nil && n.kind == kindDatetime {
		v.fail(n, key, "must be a string, not a date", "put it in quotes: "+v.assign(key, quote(n.text[:min(10, len(n.text))])))
		return ""
	}
	date := v.str(key)
	if date == "" {
		return ""
	}
	if _, err := time.Parse(time.DateOnly, date); err != nil {
		v.fail(n, key, "must be a date written as YYYY-MM-DD", "write it like "+v.assign(key, `"2025-06-01"`))
		return ""
	}
	return date
}

// compatibilityFlags reads the flags. Which ones exist is not known here; how they are spelled is.
func (v view) compatibilityFlags() []string {
	const key = "compatibility_flags"
	var flags []string
	for _, n := range v.stringNodes(key) {
		spelled := strings.Map(func(r rune) rune {
			if r == '-' || r == ' ' {
				return '_'
			}
			return r
		}, strings.ToLower(n.text))
		if spelled != n.text {
			v.warn(n, key, "no flag is spelled like this: they are lower-case words joined by underscores", "write "+quote(spelled))
		}
		flags = append(flags, n.text)
	}
	return flags
}
