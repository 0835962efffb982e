package config

// KV is what a binding of Workers KV leads to.
type KV struct {
	ID string // of the namespace: bindings with the same one share it
}

// kv reads a namespace. As on the platform's own tool, development uses the preview_id where there is one.
func (v view) kv() any {
	v.unknown("binding", "id", "preview_id", "remote")
	v.ignoreRemote("KV namespaces")
	id, preview := v.str("id"), v.str("preview_id")
	return KV{ID: firstOf(preview, id, v.binding("binding"))}
}

// ignoreRemote says that nothing here is elsewhere.
func (v view) ignoreRemote(things string) {
	if v.boolean("remote") {
		v.warn(v.node.field("remote"), "remote", things+" are always local here, so this has no effect", "")
	}
}

func firstOf(texts ...string) string {
	for _, t := range texts {
		if t != "" {
			return t
		}
	}
	return ""
}
