package config

// Service is what a service binding leads to.
type Service struct {
	Service     string         // the name of a Worker
	Environment string         // of that Worker's configuration; "" for none
	Entrypoint  string         // the export that is called; "" for the default one
	Props       map[string]any // what the callee sees as ctx.props; nil for none
}

// service reads what a service binding has beside its name.
func (v view) service() any {
	v.unknown("binding", "service", "environment", "entrypoint", "props", "remote", "cross_account_grant")
	v.require("service", "the name of the Worker to call", "write "+v.assign("service", `"my-worker"`))
	s := Service{Service: v.str("service"), Environment: v.str("environment"), Entrypoint: v.str("entrypoint")}
	if n := v.node.field("entrypoint"); n != nil && s.Entrypoint != "" && !validIdentifier(s.Entrypoint) {
		v.fail(n, "entrypoint", "must be the name of an export: a JavaScript identifier", "write "+v.assign("entrypoint", quote(asIdentifier(s.Entrypoint)))+", or leave it out for the default export")
	}
	if t, ok := v.table("props"); ok {
		s.Props, _ = t.node.value().(map[string]any)
	}
	if v.boolean("remote") {
		v.warn(v.node.field("remote"), "remote", "Workers are always local here, so this has no effect", "run the other Worker too: paddock dev -c THIS -c THAT")
	}
	return s
}
