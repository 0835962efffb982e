package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"
	"strconv"
	"strings"
	"time"

	"paddock/bindings/codec"
	"paddock/config"
	"paddock/internal/dev"
	"paddock/internal/harness/simulation"
	"paddock/internal/recording"
)

type simulateOptions struct {
	selection
	seeds    int
	from     int
	seed     string
	kinds    string
	faults   string
	messages string
	bodies   []string
	recorded bool
	script   string
	header   string
	without  string
	noCron   bool
	asJSON   bool
	file     []string // the script to simulate, where it has no configuration

	given      struct{ header, without, script bool } // on the command line
	bestEffort []string
	leaveCron  bool
}

// defaultSeeds is how many seeds a search tries unless told otherwise.
const defaultSeeds = 200

// simulateScript is the project's own part in the simulation, where there is one.
const simulateScript = "simulate.js"

func (a *app) simulateCommand() *command {
	o := &simulateOptions{from: 1}
	c := &command{
		name:  "simulate",
		args:  "[FILE]",
		short: "search a Worker for the mistakes that at-least-once delivery brings",
		about: "Runs the Worker in virtual time, once for each seed, and draws from the seed what production may do to it: batch sizes, order,\n" +
			"interleaving, duplicates, lost answers, isolates that die, services that fail or hang, restarts. What comes of it must be what comes of\n" +
			"each message, request and cron run once. The first failure is shrunk to what it needs, and told as a timeline.\n\n" +
			"The messages are those of --body, those that were recorded, or what simulate.js beside the configuration sends:\n\n" +
			"  export function workload({ send, request, random }) {\n" +
			"    send(\"orders\", { id: 1 + Math.floor(random() * 9) });\n" +
			"    request(\"/orders\", { headers: { \"Idempotency-Key\": \"a\" }, json: { amount: 5 } });\n" +
			"  }\n" +
			"  export function service({ method, url, headers, body }) { return { status: 200, json: { ok: true } }; }\n" +
			"  export class payRoll extends WorkerEntrypoint { pay(order) { return \"receipt\"; } }\n" +
			"  export const bestEffort = [\"https://stats.example/\", \"KV/cache:\", \"billing.audit\"];\n" +
			"  invariant(\"no stock is negative\", async ({ env, requests, messages, state }) => Number(await env.KV.get(\"stock\")) >= 0);\n\n" +
			"A client repeats a request that was answered 5xx, 429 or not at all, up to 4 times (retries). One with\n" +
			"retries: 0 is not disturbed. Cron triggers run a few times, as the platform runs them: at least once. A last run, when all rests,\n" +
			"makes up for what went wrong; --no-cron leaves them out.\n\n" +
			"fetch() never leaves the machine: service() answers, or 200 and {\"ok\":true}. Workers that belong together are given with -c each; for a\n" +
			"Worker that is not there (here pay-roll) an export answers, or undefined. Repeated requests with the same idempotency key count once, as\n" +
			"do repeated PUT and DELETE, and calls with the same idempotencyKey among their arguments.\n\n" +
			"The table [paddock.simulation] of the configuration may set seeds, script, idempotency_header, without, best_effort and cron.\n" +
			"The exit status is 0 when every seed passes, else 1.",
		examples: []example{
			{"paddock simulate --body 'orders={\"id\":1,\"amount\":5}'", "200 seeds, with messages like this one"},
			{"paddock simulate --seeds 5000", "more seeds, with the workload of simulate.js"},
			{"paddock simulate --seed 17 --faults duplicate:0.1 --messages 0", "one scenario again, as a failure says it"},
		},
		flags: newFlags(),
	}
	o.declareConfigs(c.flags)
	o.declareVars(c.flags)
	c.flags.whole(&o.seeds, "seeds", "N", 1, 100_000_000, "how many seeds to try (default: 200)")
	c.flags.whole(&o.from, "from", "N", 0, 1<<40, "the first of them (default: 1)")
	c.flags.text(&o.kinds, "kinds", "LIST", "draw only these kinds of faults, such as duplicate,lost-ack,death")
	c.flags.text(&o.without, "without", "LIST", "draw all but these kinds of faults")
	c.flags.boolean(&o.noCron, "no-cron", "leave the cron triggers out")
	c.flags.text(&o.seed, "seed", "N", "only this seed, and show what happens")
	c.flags.text(&o.faults, "faults", "LIST", "with --seed: these faults and no others, or none")
	c.flags.text(&o.messages, "messages", "LIST", "with --seed: only these messages, requests and cron runs, by number")
	c.flags.list(&o.bodies, "body", "QUEUE=JSON", "a message as it may be sent")
	c.flags.boolean(&o.recorded, "recorded", "messages as they were recorded by paddock dev")
	c.flags.text(&o.script, "script", "FILE", "the script to use instead of "+simulateScript)
	c.flags.text(&o.header, "idempotency-header", "NAME", "the header that tells a repeated request (default: Idempotency-Key)")
	o.declareState(c.flags)
	c.flags.boolean(&o.asJSON, "json", "print JSON for programs")
	c.run = func(operands []string) error {
		if o.seed == "" && (o.faults != "" || o.messages != "") {
			return usagef(c, "--faults and --messages belong to a --seed")
		}
		o.file = operands
		all, err := a.projects(c, &o.selection, operands)
		if err != nil {
			return err
		}
		return a.simulate(c, o, all)
	}
	return c
}

func (a *app) simulate(c *command, o *simulateOptions, all []project) error {
	ctx := context.Background()
	built, err := a.buildAll(ctx, all)
	var s *simulation.Simulation
	if err == nil {
		o.settle(built[0].Config())
		s, err = a.simulation(ctx, c, o, all, built)
	}
	var failure *dev.Failure
	if errors.As(err, &failure) {
		fmt.Fprintf(a.stderr, "%s %s\n", a.style(a.stderr).Red("paddock:"), failure.Text)
		return exitError(exitFailed)
	}
	if err != nil {
		return err
	}
	if o.seed != "" {
		return a.simulateOne(ctx, c, o, s)
	}
	// Worlds are made and thrown away: collecting them less often costs some
	// memory, and saves a third of the time.
	defer debug.SetGCPercent(debug.SetGCPercent(400))
	began := a.clock.Now()
	found, err := s.Hunt(ctx, simulation.Hunt{First: uint64(o.from), Seeds: o.seeds})
	if err != nil {
		return err
	}
	took := a.clock.Now().Sub(began)
	if found.Result == nil {
		if o.asJSON {
			return a.printJSON(simulated{Seeds: found.Seeds, Passed: true})
		}
		return a.printf("%d seeds pass, %s (%.0f a second)\n", found.Seeds, took.Round(10*time.Millisecond), float64(found.Seeds)/max(took.Seconds(), 0.001))
	}
	return a.tellSimulated(o, found.Result, found.Seeds)
}

// simulateOne runs one scenario and shows all of it.
func (a *app) simulateOne(ctx context.Context, c *command, o *simulateOptions, s *simulation.Simulation) error {
	seed, err := strconv.ParseUint(o.seed, 10, 64)
	if err != nil {
		return usagef(c, "--seed %s is not a whole number", o.seed)
	}
	sc := simulation.Scenario{Seed: seed}
	if o.faults != "" {
		if sc.Faults, err = simulation.ParseFaults(o.faults); err != nil {
			return usagef(c, "--faults: %v", err)
		}
	}
	if o.messages != "" {
		if sc.Messages, err = simulation.ParseMessages(o.messages); err != nil {
			return usagef(c, "--messages: %v", err)
		}
	}
	r, err := s.Run(ctx, sc)
	if err != nil {
		return err
	}
	if len(r.Violations) > 0 {
		return a.tellSimulated(o, r, 1)
	}
	if o.asJSON {
		return a.printJSON(o.simulated(r, 1))
	}
	return a.printf("%s\nseed %d passes\n", r.Text(), seed)
}

// simulated is a result as --json shows it.
type simulated struct {
	Seeds        int                    `json:"seeds"` // that were run
	Passed       bool                   `json:"passed"`
	Seed         uint64                 `json:"seed,omitempty"`
	Faults       []string               `json:"faults,omitempty"`
	Messages     []int                  `json:"messages,omitempty"`
	Violations   []simulation.Violation `json:"violations,omitempty"`
	Trace        []simulation.Event     `json:"trace,omitempty"`
	Effects      *simulation.Effects    `json:"effects,omitempty"`
	Unrepeatable []string               `json:"unrepeatable,omitempty"`
	Replay       string                 `json:"replay,omitempty"`
}

func (o *simulateOptions) simulated(r *simulation.Result, seeds int) simulated {
	out := simulated{Seeds: seeds, Passed: len(r.Violations) == 0, Seed: r.Scenario.Seed, Messages: r.Scenario.Messages, Violations: r.Violations,
		Trace: r.Trace, Effects: r.Effects, Unrepeatable: r.Unrepeatable, Replay: o.again() + " " + r.Scenario.Flags()}
	for _, f := range r.Fired {
		out.Faults = append(out.Faults, f.String())
	}
	return out
}

func (a *app) tellSimulated(o *simulateOptions, r *simulation.Result, seeds int) error {
	var err error
	if o.asJSON {
		err = a.printJSON(o.simulated(r, seeds))
	} else {
		err = a.printf("%s", r.Report(o.again()))
	}
	if err != nil {
		return err
	}
	return exitError(exitFailed)
}

// again is the beginning of the command line that runs the same project with the
// same messages.
func (o *simulateOptions) again() string {
	words := append([]string{"paddock simulate"}, o.file...)
	add := func(flag string, values ...string) {
		for _, v := range values {
			words = append(words, flag, shellWord(v))
		}
	}
	add("-c", o.configs...)
	if o.env != "" {
		add("-e", o.env)
	}
	add("--var", o.vars...)
	add("--queue", o.queues...)
	add("--body", o.bodies...)
	if o.recorded {
		words = append(words, "--recorded")
	}
	if o.given.script {
		add("--script", o.script)
	}
	if o.given.header {
		add("--idempotency-header", o.header)
	}
	if o.given.without {
		add("--without", o.without)
	}
	if o.noCron {
		words = append(words, "--no-cron")
	}
	return strings.Join(words, " ")
}

// shellWord makes a word of a shell's command line.
func shellWord(s string) string {
	if !strings.ContainsAny(s, " \"'$\\{}[]*?!&|;<>()`#~") {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}

// settle takes from the configuration what the command line does not say.
func (o *simulateOptions) settle(cfg *config.Config) {
	o.given.header, o.given.without, o.given.script = o.header != "", o.without != "", o.script != ""
	set := cfg.Paddock.Simulation
	if set == nil {
		set = &config.Simulation{Cron: true}
	}
	o.seeds = cmp.Or(o.seeds, set.Seeds, defaultSeeds)
	o.header = cmp.Or(o.header, set.KeyHeader)
	o.without = cmp.Or(o.without, strings.Join(set.Without, ","))
	o.script = cmp.Or(o.script, set.Script)
	o.bestEffort = set.BestEffort
	o.leaveCron = o.noCron || !set.Cron
}

func (a *app) buildAll(ctx context.Context, all []project) ([]*dev.Built, error) {
	var out []*dev.Built
	for _, p := range all {
		built, err := dev.Build(ctx, p.load)
		if err != nil {
			return nil, err
		}
		out = append(out, built)
	}
	return out, nil
}

// simulation makes of the projects, and what is to be sent to them, what is run.
func (a *app) simulation(ctx context.Context, c *command, o *simulateOptions, all []project, built []*dev.Built) (*simulation.Simulation, error) {
	out := simulation.Options{Workers: built, KeyHeader: o.header, NoCron: o.leaveCron, BestEffort: o.bestEffort}
	if o.without != "" {
		var err error
		if out.Without, err = simulation.ParseKinds(o.without); err != nil {
			return nil, usagef(c, "--without: %v", err)
		}
	}
	if o.kinds != "" {
		var err error
		if out.Kinds, err = simulation.ParseKinds(o.kinds); err != nil {
			return nil, usagef(c, "--kinds: %v", err)
		}
	}
	script := a.path(o.script)
	if o.script == "" {
		script = filepath.Join(filepath.Dir(all[0].path), simulateScript)
	}
	_, err := os.Stat(script)
	if set := built[0].Config().Paddock.Simulation; err != nil && set != nil && script == set.Script {
		return nil, fmt.Errorf("%s: paddock.simulation.script: there is no such file", set.ScriptPos)
	}
	if err == nil || o.script != "" {
		if out.Script, err = dev.BuildScript(ctx, out.Workers[0], script); err != nil {
			return nil, err
		}
	}
	for _, text := range o.bodies {
		name, body, ok := strings.Cut(text, "=")
		if !ok {
			return nil, usagef(c, "--body %s: write QUEUE=JSON", text)
		}
		bodies, err := a.triggerBodies([]string{body}, "json")
		if err != nil {
			return nil, err
		}
		for _, b := range bodies {
			out.Samples = append(out.Samples, simulation.Sample{Queue: name, Type: "json", Body: b})
		}
	}
	if o.recorded {
		recorded, err := a.recordedBodies(a.stateDir(&o.selection, all))
		if err != nil {
			return nil, err
		}
		out.Samples = append(out.Samples, recorded...)
	}
	return simulation.New(out)
}

// mostRecorded bounds the messages that are taken from recordings.
const mostRecorded = 20

// recordedBodies are messages that were delivered before, the newest first.
func (a *app) recordedBodies(dir string) ([]simulation.Sample, error) {
	recorder := recording.New(recording.Options{Clock: a.clock})
	if err := readRecordings(dir, recorder); err != nil {
		return nil, err
	}
	var out []simulation.Sample
	for _, r := range recorder.List() {
		for _, m := range r.Messages {
			if t := codec.Type(m.Type); len(out) < mostRecorded && (t == codec.JSON || t == codec.Text) {
				out = append(out, simulation.Sample{Queue: r.Queue, Type: m.Type, Body: m.Body})
			}
		}
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("no batch was recorded in %s: run paddock dev and send messages first", dir)
	}
	return out, nil
}
