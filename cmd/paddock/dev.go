package main

import (
	"slices"
	"time"

	"paddock/cmd/paddock/state"
	"paddock/config"
	"paddock/internal/journal"
)

// devOptions are the flags of paddock dev.
type devOptions struct {
	selection
	fidelity
	host      string
	port      int
	apiPort   int    // -1: none of its own
	apiToken  string // "": any will do, from this machine
	noPersist bool
	migrate   bool
	noCron    bool
	isolates  int
	level     string
	format    string
}

const (
	defaultHost = "127.0.0.1"
	defaultPort = 8787
	noPort      = -1
	formatJSON  = "json"
	levelNone   = "none"
)

func (a *app) devCommand() *command {
	o := &devOptions{host: defaultHost, port: defaultPort, apiPort: noPort, isolates: 1, level: "info", format: "pretty"}
	c := &command{
		name:  "dev",
		args:  "[FILE]",
		short: "run Workers and their queues, and follow every save",
		about: "Runs a Worker: the one that wrangler.toml, wrangler.jsonc or wrangler.json in this folder describes, those given with -c,\nor a script without a configuration. Every save is picked up; messages survive saves, crashes and restarts.\n\nThe first Ctrl-C lets the batches in flight end, a second one stops at once; nothing is lost either way. SIGHUP reloads.",
		examples: []example{
			{"paddock dev", "run the Worker of this folder on port 8787"},
			{"paddock dev -c api/wrangler.toml -c mailer/wrangler.toml", "two Workers that share their queues, the first on port 8787"},
			{"paddock dev index.ts --queue jobs=JOBS --port 0", "a script without a configuration, on any free port"},
			{"paddock dev --env staging --var LEVEL:debug", "a named environment, one variable changed"},
			{"paddock dev --fast", "batches go out at once, for interactive work"},
			{"paddock dev --api-port 9000", "the REST API for queues at http://127.0.0.1:9000/client/v4 too, for official clients"},
			{"PADDOCK_API_TOKEN=secret paddock dev --host 0.0.0.0", "for a container or another machine; the API wants the token"},
		},
		flags: newFlags(),
	}
	o.declare(c.flags)
	c.run = func(operands []string) error {
		all, err := a.projects(c, &o.selection, operands)
		if err != nil {
			return err
		}
		if o.noPersist && o.persist != "" {
			return usagef(c, "either --persist-to or --no-persist, not both")
		}
		if err := a.useToken(c, o); err != nil {
			return err
		}
		o.useConfig(c.flags, all[0])
		for i := range all {
			all[i] = o.over(c.flags, all[i])
			if o.migrate {
				all[i] = migrating(all[i])
			}
		}
		return a.dev(o, all)
	}
	return c
}

func (o *devOptions) declare(f *flags) {
	o.selection.declareConfigs(f)
	f.whole(&o.port, "p port", "PORT", 0, 65535, "the port of the first Worker, the others get the next free ones; 0 for any (default: 8787)")
	f.text(&o.host, "host", "ADDRESS", "where to listen (default: 127.0.0.1)")
	f.whole(&o.apiPort, "api-port", "PORT", 0, 65535, "the REST API for queues also here, at /client/v4; 0 for any port")
	f.text(&o.apiToken, "api-token", "TOKEN", "the only token that the API takes (default: $PADDOCK_API_TOKEN, or any from this machine)")
	o.declareVars(f)
	o.declareState(f)
	f.boolean(&o.noPersist, "no-persist", "keep messages only until the end")
	o.fidelity.declare(f)
	f.boolean(&o.migrate, "apply-migrations", "apply the migrations of D1 databases at the start")
	f.boolean(&o.noCron, "no-cron", "run no cron trigger by itself; /cdn-cgi/handler/scheduled still runs them")
	f.whole(&o.isolates, "isolates", "N", 1, 64, "JavaScript engines for each Worker, so that they use several cores (default: 1)")
	f.choice(&o.level, "log-level", []string{"debug", "info", "warn", "error", levelNone}, "what to show")
	f.choice(&o.format, "log-format", []string{"pretty", formatJSON}, "lines for people, or one JSON object a line")
}

// useConfig takes the address from the first configuration where the command
// line gives none.
func (o *devOptions) useConfig(f *flags, first project) {
	cfg, _ := first.load() // its problems are shown when it is built
	if cfg.Dev.Port >= 0 && !f.has("port") && !f.has("p") {
		o.port = cfg.Dev.Port
	}
	if cfg.Dev.IP != "" && !f.has("host") {
		o.host = cfg.Dev.IP
	}
	if cfg.Paddock.APIPort >= 0 && !f.has("api-port") {
		o.apiPort = cfg.Paddock.APIPort
	}
}

// dev runs the Workers until it is told to stop.
func (a *app) dev(o *devOptions, all []project) error {
	r := &running{a: a, o: o, projects: all, failed: make(chan error, 1)}
	defer r.release()
	a.listen()
	if err := r.hold(); err != nil {
		return err
	}
	if err := r.listen(); err != nil {
		return err
	}
	r.guardAPI()
	if err := r.start(); err != nil {
		return err
	}
	r.serve()
	if stop, err := r.announce(); stop || err != nil {
		return err
	}
	return r.wait()
}

// hold takes the state folder, and says who has it when somebody does.
func (r *running) hold() error {
	if r.o.noPersist {
		return nil
	}
	r.dir = r.a.stateDir(&r.o.selection, r.projects)
	deadline := r.a.clock.Now().Add(lockPatience)
	for {
		lock, err := r.a.hold(r.dir, "dev")
		if err == nil {
			r.lock = lock
			return nil
		}
		if !passing(err) || r.a.clock.Now().After(deadline) {
			return r.a.heldAdvice(err, "stop that one, or keep the messages of this one elsewhere with --persist-to DIR or --no-persist")
		}
		r.a.pause(lockPause)
	}
}

const (
	// lockPatience is how long to wait for a short command to give the state
	// folder back.
	lockPatience = 3 * time.Second
	lockPause    = 20 * time.Millisecond
)

// checkTogether warns, at the start, of what is wrong between Workers.
func (r *running) checkTogether() {
	if len(r.projects) < 2 {
		return
	}
	var configs []*config.Config
	for _, w := range r.session.Workers() {
		if w.Config != nil {
			configs = append(configs, w.Config)
		}
	}
	for _, p := range config.CheckTogether(configs).Problems {
		r.journal.Append(journal.Entry{Kind: journal.Notice, Level: journal.Error, Text: p.Error()})
	}
}

// level is the least important level to show.
func (o *devOptions) minimum() journal.Level {
	all := []journal.Level{journal.Debug, journal.Info, journal.Warn, journal.Error}
	at := slices.IndexFunc(all, func(l journal.Level) bool { return l.String() == o.level })
	return all[max(at, 0)]
}

// holder is what the lock file says of a session that listens.
func (r *running) holder() state.Holder {
	return state.Holder{PID: r.a.pid, Command: "dev", URL: r.servers[0].url, Token: r.o.apiToken}
}
