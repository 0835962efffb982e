package config

import (
	"strings"
)

// shape is how a configuration key names its bindings.
type shape uint8

const (
	shapeList   shape = iota // a list of tables, each with a binding
	shapeSingle              // one table with a binding
	shapeNested              // a table whose "bindings" is such a list
	shapeMap                 // a table whose keys are the bindings
	shapeNone                // it has none
)

// product is something that a Worker can be bound to.
type product struct {
	key, name, typ string
	shape          shape
	field          string // what the binding's name is called
	inherited      bool   // by named environments
	// read reads what a product that is emulated is told beside the binding's name; nil for one that is not.
	read func(view) any
}

const rateLimiting = "Rate limiting"

func products() []product {
	const unknown = "unknown" // a type that the platform's types package names in some versions only
	list := func(key, name, typ string) product { return product{key: key, name: name, typ: typ, field: "binding"} }
	named := func(key, name, typ string) product { return product{key: key, name: name, typ: typ, field: "name"} }
	as := func(s shape, p product) product { p.shape = s; return p }
	emulated := func(p product, read func(view) any) product { p.read = read; return p }
	assets := emulated(as(shapeSingle, list(assetsKey, "Static Assets", "Fetcher")), view.assets)
	assets.inherited = true
	logs := as(shapeNested, named("logfwdr", "log forwarding", unknown))
	logs.inherited = true
	return []product{
		emulated(list("kv_namespaces", "Workers KV", "KVNamespace"), view.kv),
		emulated(list("r2_buckets", "R2", "R2Bucket"), view.r2),
		emulated(list("d1_databases", "D1", "D1Database"), view.d1),
		as(shapeNested, named("durable_objects", "Durable Objects", "DurableObjectNamespace")),
		emulated(list("services", "Service bindings", "Fetcher"), view.service),
		as(shapeSingle, list("ai", "Workers AI", "Ai")),
		list("vectorize", "Vectorize", "VectorizeIndex"),
		as(shapeSingle, list("browser", "Browser Rendering", "Fetcher")),
		emulated(list("analytics_engine_datasets", "Analytics Engine", "AnalyticsEngineDataset"), view.analytics),
		emulated(list("hyperdrive", "Hyperdrive", "Hyperdrive"), view.hyperdrive),
		emulated(list("workflows", "Workflows", "Workflow"), view.workflow),
		assets,
		named("send_email", "Email sending", "SendEmail"),
		list("mtls_certificates", "mTLS certificates", "Fetcher"),
		list("dispatch_namespaces", "Workers for Platforms", "DispatchNamespace"),
		emulated(named("ratelimits", rateLimiting, "RateLimit"), view.rateLimit),
		emulated(list("secrets_store_secrets", "Secrets Store", "SecretsStoreSecret"), view.storedSecret),
		emulated(as(shapeSingle, list("version_metadata", "Version metadata", "WorkerVersionMetadata")), view.versionMetadata),
		as(shapeSingle, list("images", "Images", "ImagesBinding")),
		as(shapeSingle, list("media", "Media transformations", unknown)),
		as(shapeSingle, list("stream", "Stream", unknown)),
		list("pipelines", "Pipelines", unknown),
		list("worker_loaders", "Worker loaders", unknown),
		list("vpc_services", "VPC services", "Fetcher"),
		list("vpc_networks", "VPC networks", "Fetcher"),
		list("ai_search", "AI Search", unknown),
		list("ai_search_namespaces", "AI Search", unknown),
		as(shapeSingle, list("websearch", "Web search", unknown)),
		list("agent_memory", "Agent memory", unknown),
		list("artifacts", "Artifacts", unknown),
		list("flagship", "Flagship", unknown),
		emulated(as(shapeNested, named("unsafe", "Unsafe bindings", unknown)), view.unsafe),
		list("unsafe_hello_world", "Unsafe bindings", unknown),
		logs,
		as(shapeMap, named("wasm_modules", "Modules bound as globals", "WebAssembly.Module")),
		as(shapeMap, named("text_blobs", "Modules bound as globals", "string")),
		as(shapeMap, named("data_blobs", "Modules bound as globals", "ArrayBuffer")),
		as(shapeNone, list("containers", "Containers", "")),
		as(shapeNone, list("cloudchamber", "Containers", "")),
		as(shapeNone, list("site", "Workers Sites", "")),
	}
}

// bindings reads every binding of the other products.
func (v view) bindings() []Binding {
	var all []Binding
	for _, p := range products() {
		if v.node.field(p.key) != nil {
			all = append(all, v.product(p)...)
		}
	}
	return all
}

func (v view) product(p product) []Binding {
	n := v.node.field(p.key)
	one := func(binding string, at Pos) Binding {
		return Binding{Key: p.key, Product: p.name, Binding: binding, Type: p.typ, Pos: at}
	}
	var items []view
	switch p.shape {
	case shapeNone:
		return []Binding{one("", n.keyAt)}
	case shapeMap:
		var all []Binding
		for name := range v.stringMap(p.key, "write the path of a file") {
			all = append(all, one(name, n.fields[name].keyAt))
		}
		return all
	case shapeSingle:
		if t, ok := v.table(p.key); ok {
			items = []view{t}
		}
	case shapeNested:
		if t, ok := v.table(p.key); ok {
			items = t.tables("bindings")
		}
	default:
		items = v.tables(p.key)
	}
	var all []Binding
	for _, item := range items {
		if p.key != assetsKey && !item.require(p.field, "the binding's name in env", "write "+v.assign(p.field, `"MY_BINDING"`)) {
			continue
		}
		name, at := item.binding(p.field), item.node.at
		if f := item.node.field(p.field); f != nil {
			at = f.at
		}
		b := one(name, at)
		if p.read != nil {
			b.Settings = p.read(item)
			if _, ok := b.Settings.(RateLimit); ok { // in unsafe.bindings too
				b.Product, b.Type = rateLimiting, "RateLimit"
			}
		}
		all = append(all, b)
	}
	return all
}

// warnMissing names each product that is not emulated once, with all its bindings.
func (r *reader) warnMissing(all []Binding, stubbed func(string) bool) {
	var order []string
	bindings := map[string][]string{}
	first := map[string]Binding{}
	for _, u := range all {
		if u.Emulated() || stubbed(u.Binding) {
			continue
		}
		if _, ok := first[u.Product]; !ok {
			first[u.Product] = u
			order = append(order, u.Product)
		}
		if u.Binding != "" {
			bindings[u.Product] = append(bindings[u.Product], "env."+u.Binding)
		}
	}
	for _, product := range order {
		fix := "nothing stands in for it"
		if names := bindings[product]; len(names) == 1 {
			fix = names[0] + " is there, but every method of it throws an error that says so"
		} else if len(names) > 1 {
			fix = strings.Join(names, ", ") + " are there, but every method of them throws an error that says so"
		}
		r.problem(SeverityWarning, first[product].Pos, first[product].Key, "", "paddock does not emulate "+product, fix)
	}
}
