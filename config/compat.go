package config

import (
	_ "embed"
	"slices"
	"strings"
)

// The flags of the platform, a line each, with the compatibility date from which a flag needs no setting, if there is one.
//
//go:embed flags.txt
var flagDates string

// Flags returns every flag that the platform knows, and whether it is in force here.
func (c *Config) Flags() map[string]bool {
	out := map[string]bool{}
	for line := range strings.Lines(flagDates) {
		name, since, _ := strings.Cut(strings.TrimSpace(line), " ")
		out[name] = c.HasFlag(name, "", since) && !slices.ContainsFunc(opposites(name), func(o string) bool { return slices.Contains(c.CompatibilityFlags, o) })
	}
	return out
}

// opposites returns the names by which a flag may be switched off, going by how most of them are called.
func opposites(name string) []string {
	if rest, ok := strings.CutPrefix(name, "no_"); ok {
		return []string{rest}
	}
	if rest, ok := strings.CutPrefix(name, "enable_"); ok {
		return []string{"disable_" + rest, "no_" + rest}
	}
	return []string{"no_" + name}
}

// HasFlag reports whether a change of the platform is in force: by the flag that enables it, or by the compatibility date from since on,
// unless the flag that disables it is set. An empty since means that no date brings it. Without any compatibility date everything dated
// is in force: a new project should meet what its documentation says.
func (c *Config) HasFlag(enable, disable, since string) bool {
	switch {
	case disable != "" && slices.Contains(c.CompatibilityFlags, disable):
		return false
	case enable != "" && slices.Contains(c.CompatibilityFlags, enable):
		return true
	case since == "":
		return false
	}
	return c.CompatibilityDate == "" || c.CompatibilityDate >= since // both are YYYY-MM-DD
}

// QueuesSendJSON reports whether a message without a content type is sent as json; otherwise as v8.
func (c *Config) QueuesSendJSON() bool {
	return c.HasFlag("queues_json_messages", "no_queues_json_messages", "2024-03-18")
}

// QueuesExposeErrorCodes reports whether a failed send says why in the newer form, with the code.
func (c *Config) QueuesExposeErrorCodes() bool {
	return c.HasFlag("queue_expose_error_codes", "no_queue_expose_error_codes", "2026-03-12")
}

// ConsumerIgnoresWaitUntil reports whether the outcome of a batch is known when the handler's own promise settles.
func (c *Config) ConsumerIgnoresWaitUntil() bool {
	return c.HasFlag("queue_consumer_no_wait_for_wait_until", "queue_consumer_wait_for_wait_until", "")
}

// NodeCompat reports whether the script may use Node's modules and globals. Each
// of the two flags brings them, and each has its own opposite.
func (c *Config) NodeCompat() bool {
	const since = "2026-08-04"
	return c.HasFlag("nodejs_compat", "no_nodejs_compat", since) || c.HasFlag("nodejs_compat_v2", "no_nodejs_compat_v2", since)
}

// ProcessEnv reports whether process.env begins with the variables and secrets.
func (c *Config) ProcessEnv() bool {
	return c.HasFlag("nodejs_compat_populate_process_env", "nodejs_compat_do_not_populate_process_env", "2025-04-01")
}

// AsyncContext reports whether the script may use async_hooks, of all of Node's
// modules, without the others.
func (c *Config) AsyncContext() bool { return c.HasFlag("nodejs_als", "no_nodejs_als", "") }
