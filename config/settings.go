package config

import (
	"fmt"
	"path/filepath"
)

// ruleTypes are the kinds of module that a rule can name.
func ruleTypes() []string {
	return []string{"ESModule", "CommonJS", "CompiledWasm", "Text", "Data", "PythonModule", "PythonRequirement"}
}

func (v view) rules() []Rule {
	var all []Rule
	for _, t := range v.tables("rules") {
		t.unknown("type", "globs", "fallthrough")
		typed := t.require("type", "what kind of module the files are", "write "+v.assign("type", `"Text"`))
		globbed := t.require("globs", "which files the rule is for", "write "+v.assign("globs", `["**/*.html"]`))
		rule := Rule{Type: t.oneOf("type", ruleTypes()...), Globs: t.strings("globs"), Fallthrough: t.boolean("fallthrough"), Pos: t.node.at}
		if typed && globbed && rule.Type != "" {
			all = append(all, rule)
		}
	}
	return all
}

func (v view) build(dir string) Build {
	t, ok := v.table("build")
	if !ok {
		return Build{Cwd: dir}
	}
	t.unknown("command", "cwd", "watch_dir", "upload")
	b := Build{Command: t.str("command"), Cwd: dir}
	if cwd := t.str("cwd"); cwd != "" {
		b.Cwd = within(dir, cwd)
	}
	watch := []string{"src"}
	if n := t.node.field("watch_dir"); n != nil && n.kind == kindString {
		watch = []string{n.text}
	} else if n != nil {
		watch = t.strings("watch_dir")
	}
	if b.Command == "" {
		return b
	}
	for _, w := range watch {
		b.WatchDir = append(b.WatchDir, within(dir, w))
	}
	return b
}

// within makes a path absolute that starts from a folder.
func within(dir, path string) string {
	path = filepath.FromSlash(path)
	if filepath.IsAbs(path) {
		return filepath.Clean(path)
	}
	return filepath.Join(dir, path)
}

func (v view) limits() Limits {
	t, ok := v.table("limits")
	if !ok {
		return Limits{}
	}
	t.unknown("cpu_ms", "subrequests")
	return Limits{CPUMs: or(t.whole("cpu_ms", 1, 300_000, " milliseconds"), 0)}
}

func (v view) crons() []Cron {
	t, ok := v.table("triggers")
	if !ok {
		return nil
	}
	t.unknown("crons", "events")
	var all []Cron
	for i, n := range t.stringNodes("crons") {
		if err := checkCron(n.text); err != nil {
			t.problem(SeverityError, n.at, fmt.Sprintf("%s[%d]", join(t.path, "crons"), i), n.shown(), err.what, err.fix)
			continue
		}
		all = append(all, Cron{Expr: n.text, Pos: n.at})
	}
	return all
}

// dev reads the address; the official tool's other settings of this table mean nothing here.
func (v view) dev() Dev {
	d := Dev{Port: -1}
	if t, ok := v.table("dev"); ok {
		d.IP = t.str("ip")
		d.Port = or(t.whole("port", 0, 65_535, ""), -1)
	}
	return d
}

func (v view) paddock(dir string) Paddock {
	p := paddockDefaults()
	t, ok := v.table("paddock")
	if !ok {
		return p
	}
	t.unknown(append(paddockKeys(), tokenKey, stubsKey, "simulation")...)
	t.refuseToken()
	if form := t.oneOf("metrics_timestamp", TimestampNumber, TimestampDate); form != "" {
		p.MetricsTimestamp = form
	}
	if order := t.oneOf("order", OrderFIFO, OrderBestEffort); order != "" {
		p.Order = order
	}
	p.StorageLimit = int64(or(t.whole("storage_limit", 1, MaxStorageLimit, " bytes"), 0))
	p.RateLimit = or(t.whole("rate_limit", 0, MaxRateLimit, " messages a second"), 0)
	p.MessageRetentionPeriod = or(t.whole("message_retention_period", MinRetention, MaxRetention, " seconds (14 days)"), 0)
	p.Fast = t.boolean("fast")
	p.ApplyMigrations = t.boolean("apply_migrations")
	p.R2Notifications = t.r2Notifications()
	p.Simulation = t.simulation(dir)
	if t.node.field("cron") != nil {
		p.Cron = t.boolean("cron")
	}
	p.APIPort = or(t.whole("api_port", 0, 65_535, ""), -1)
	return p
}

const tokenKey = "api_token"

// refuseToken keeps a secret out of a file that is shared. It is not shown either.
func (v view) refuseToken() {
	if n := v.node.field(tokenKey); n != nil {
		v.problem(SeverityError, n.keyAt, join(v.path, tokenKey), "", "a token does not belong into a file that others read",
			"remove it, and pass --api-token or set PADDOCK_API_TOKEN")
	}
}
