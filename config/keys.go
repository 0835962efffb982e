package config

import (
	"slices"
	"strings"
)

// The keys of each table that paddock reads, apart from the bindings of other products, which bindings.go lists.
func scopeKeys() []string {
	return []string{"name", "main", "compatibility_date", "compatibility_flags", "vars", "secrets", "queues", "triggers", "rules",
		"define", "tsconfig", "jsx_factory", "jsx_fragment", "limits", "build", "paddock"}
}

// topKeys are read at the top of the file only.
func topKeys() []string { return []string{"env", "alias", "dev"} }

// deployKeys matter only when deploying, or tune the official tool: they are right to be there and change nothing here.
func deployKeys() []string {
	return []string{"$schema", "access", "account_id", "addresses", "base_dir", "cache", "compliance_region", "connect",
		"dependencies_instrumentation", "exports", "find_additional_modules", "first_party_worker", "keep_names", "keep_vars",
		"legacy_env", "logpush", "migrations", "minify", "no_bundle", "observability", "pages_build_output_dir", "placement",
		"preserve_file_names", "preview_urls", "previews", "python_modules", "route", "routes", "send_metrics",
		"streaming_tail_consumers", "tail_consumers", "upload_source_maps", "usage_model", "workers_dev"}
}

func producerKeys() []string { return []string{"binding", "queue", "delivery_delay", "remote"} }

func consumerKeys() []string {
	return []string{"queue", "type", "max_batch_size", "max_batch_timeout", "max_retries", "max_concurrency", "dead_letter_queue",
		"retry_delay", "visibility_timeout_ms"}
}

func paddockKeys() []string {
	return []string{"metrics_timestamp", "storage_limit", "rate_limit", "message_retention_period", "order", "fast", "cron", "api_port", "apply_migrations", "r2_notifications"}
}

// everyKey lists what may stand at the top of a file, or in an environment.
func everyKey(top bool) []string {
	keys := slices.Concat(scopeKeys(), deployKeys())
	if top {
		keys = append(keys, topKeys()...)
	}
	for _, p := range products() {
		keys = append(keys, p.key)
	}
	return keys
}

// homes maps keys that are often put in the wrong table to the table where they belong.
func homes() map[string]string {
	homes := map[string]string{"crons": "triggers", "cpu_ms": "limits", "producers": "queues", "consumers": "queues", "watch_dir": "build"}
	for _, key := range consumerKeys()[2:] {
		homes[key] = "queues.consumers"
	}
	homes["delivery_delay"] = "queues.producers"
	return homes
}

// unknown warns about every key of the table that is not among the known ones.
func (v view) unknown(known ...string) {
	for _, key := range v.node.keys {
		if !slices.Contains(known, key) {
			v.unknownKey(key, known)
		}
	}
}

func (v view) unknownKey(key string, known []string) {
	n := v.node.fields[key]
	what, fix := "there is no such key here, so it has no effect", "remove it"
	switch home, near := homes()[key], nearest(key, known); {
	case home != "" && !strings.HasPrefix(v.path, home):
		fix = "it belongs in " + home
	case near != "":
		fix = "did you mean " + near + "?"
	case v.path != "" && slices.Contains(everyKey(true), key):
		fix = "it belongs at the top level"
		if v.toml {
			fix += ": in TOML, everything below a [header] is part of that table, so put it above the first one"
		}
	}
	v.problem(SeverityWarning, n.keyAt, join(v.path, key), n.shown(), what, fix)
}

// scopeUnknown does the same for the top level or an environment.
func (v view) scopeUnknown(top bool) {
	known := everyKey(top)
	for _, key := range v.node.keys {
		switch {
		case slices.Contains(known, key):
		case !top && slices.Contains(topKeys(), key):
			v.problem(SeverityWarning, v.node.fields[key].keyAt, join(v.path, key), "", "is read at the top level only, so it has no effect here",
				"move it out of "+strings.TrimSuffix(v.path, "."))
		default:
			v.unknownKey(key, known)
		}
	}
}
