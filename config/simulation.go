package config

import (
	"fmt"
	"os"
	"strings"
)

// Simulation holds the settings of the [paddock.simulation] table, which say how a search for mistakes goes about unless its command line
// says otherwise.
type Simulation struct {
	Seeds      int      `json:",omitempty"` // how many are tried; 0: as many as usual
	Script     string   `json:",omitempty"` // the script that sends and answers, absolute; "": simulate.js, where there is one
	ScriptPos  Pos      `json:"-"`
	KeyHeader  string   `json:",omitempty"` // by which a repeated request is known; "": Idempotency-Key
	Without    []string `json:",omitempty"` // SimulatedFaults that do not happen
	BestEffort []string `json:",omitempty"` // beginnings of what may fail without harm
	Cron       bool     // cron triggers run
}

// MostSeeds bounds Simulation.Seeds.
const MostSeeds = 100_000_000

// SimulatedFaults lists what can go wrong in a simulation.
func SimulatedFaults() []string {
	return []string{"batch-size", "order", "concurrency", "isolates", "latency", "gaps", "outage", "duplicate", "lost-ack", "late-ack",
		"restart", "clock-jump", "late-run", "slow-run", "refused", "lost-answer", "hang", "death", "death-after", "status-429", "status-503", "evicted"}
}

func simulationKeys() []string {
	return []string{"seeds", "script", "idempotency_header", "without", "best_effort", "cron"}
}

// simulation reads the table; nil where there is none.
func (v view) simulation(dir string) *Simulation {
	t, ok := v.table("simulation")
	if !ok {
		return nil
	}
	t.unknown(simulationKeys()...)
	s := &Simulation{Cron: true, KeyHeader: t.str("idempotency_header"), BestEffort: t.strings("best_effort")}
	s.Seeds = or(t.whole("seeds", 1, MostSeeds, ""), 0)
	if s.KeyHeader != "" && !headerName(s.KeyHeader) {
		t.fail(t.node.field("idempotency_header"), "idempotency_header", "is no name of a header: it has only letters, digits and hyphens",
			"write such as "+t.assign("idempotency_header", `"Idempotency-Key"`))
	}
	if path := t.str("script"); path != "" {
		s.Script, s.ScriptPos = within(dir, path), t.node.field("script").at
	}
	for n, fault := range t.stringNodes("without") {
		s.Without = append(s.Without, t.fault(n, fault)...)
	}
	if t.node.field("cron") != nil {
		s.Cron = t.boolean("cron")
	}
	return s
}

// fault reads the nth name of a fault.
func (v view) fault(n int, f *node) []string {
	for _, known := range SimulatedFaults() {
		if f.text == known {
			return []string{known}
		}
	}
	fix := "write one of " + strings.Join(SimulatedFaults(), ", ")
	if near := nearest(f.text, SimulatedFaults()); near != "" {
		fix = "did you mean " + quote(near) + "?"
	}
	v.problem(SeverityError, f.at, fmt.Sprintf("%s[%d]", join(v.path, "without"), n), f.shown(), "there is no such fault", fix)
	return nil
}

func headerName(s string) bool {
	for _, c := range s {
		if (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && (c < '0' || c > '9') && c != '-' && c != '_' {
			return false
		}
	}
	return true
}

// checkSimulation warns of a script that is not there: only a simulation needs it.
func (l *loader) checkSimulation() {
	s := l.config.Paddock.Simulation
	if s == nil || s.Script == "" {
		return
	}
	if info, err := os.Stat(s.Script); err == nil && !info.IsDir() {
		return
	}
	fix := "the path starts from the folder of the configuration"
	if near := nearestFile(s.Script); near != "" {
		fix = "there is " + near + " in that folder"
	}
	l.report.add(Problem{Pos: s.ScriptPos, Severity: SeverityWarning, Key: "paddock.simulation.script", What: "there is no such file", Fix: fix})
}
