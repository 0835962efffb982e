package dev

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"paddock/config"
	"paddock/runtime"
	"paddock/runtime/bundle"
	"paddock/runtime/nodeapi"
)

// A builder turns the files of a project into a compiled Worker. prepare runs
// on a goroutine of its own, one at a time.
type builder struct {
	load   func() (*config.Config, *config.Report)
	bundle *bundle.Builder
	guests *Guests // nil for none
	made   string  // the options that bundle was made with

	mu      sync.Mutex
	command bool // the build command is due
}

// prepared is the result of a build: a compiled Worker or an error, and in
// either case what to watch.
type prepared struct {
	cfg            *config.Config
	worker         *runtime.Worker
	hash           string
	warnings       []string // of the configuration
	bundleWarnings []string
	serviceWorker  bool
	modules        map[string]string // bundle.Result.Modules
	files          []string          // whose contents matter
	trees          []string          // folders in which any change matters
	err            error
}

func newBuilder(load func() (*config.Config, *config.Report)) *builder {
	return &builder{load: load, command: true}
}

// note is told which files changed: the build command runs again unless they
// are all its own products.
func (b *builder) note(files []string, cfg *config.Config) {
	if cfg == nil || cfg.Build.Command == "" {
		return
	}
	for _, f := range files {
		if within(cfg.Build.WatchDir, f) || within(cfg.Files, f) {
			b.mu.Lock()
			b.command = true
			b.mu.Unlock()
		}
	}
}

func within(roots []string, file string) bool {
	for _, root := range roots {
		if file == root || strings.HasPrefix(file, root+string(filepath.Separator)) {
			return true
		}
	}
	return false
}

// prepare reads the configuration, runs the build command if there is one, and
// bundles and compiles the script.
func (b *builder) prepare(ctx context.Context) prepared {
	cfg, report := b.load()
	p := prepared{cfg: cfg, files: cfg.Files}
	if report.Failed() {
		p.cfg, p.err = nil, report
		return p
	}
	for _, problem := range report.Problems {
		p.warnings = append(p.warnings, problem.Error())
	}
	if cfg.Build.Command != "" {
		p.trees = cfg.Build.WatchDir
		if p.err = b.runCommand(ctx, cfg); p.err != nil {
			return p
		}
	}
	b.compile(ctx, &p)
	return p
}

// noScript stands for the script of a project that has static files only.
const noScript = "function () { return { __proto__: null }; }"

// compile fills in the Worker.
func (b *builder) compile(ctx context.Context, p *prepared) {
	if p.cfg.Main == "" {
		p.hash = fingerprint(p.cfg, "")
		p.worker, p.err = runtime.Compile(runtime.Source{Name: p.cfg.Name, File: "worker.js", Code: noScript})
		return
	}
	result, err := b.build(ctx, p.cfg)
	var failed *bundle.Error
	if errors.As(err, &failed) {
		p.files = append(p.files, failed.Files...)
	}
	if err != nil {
		p.err = err
		return
	}
	b.guests.built(result)
	p.files = append(p.files, result.Files...)
	for _, w := range result.Warnings {
		p.bundleWarnings = append(p.bundleWarnings, w.String())
	}
	p.modules = result.Modules
	p.hash, p.serviceWorker = fingerprint(p.cfg, result.Hash), result.ServiceWorker
	p.worker, p.err = runtime.Compile(runtime.Source{
		Name: p.cfg.Name,
		File: "worker.js",
		Code: result.Code,
		URL:  "file:///" + filepath.Base(p.cfg.Main),
		Map:  result.Map,
	})
}

// build keeps esbuild's memory of the last build while its options stay.
func (b *builder) build(ctx context.Context, cfg *config.Config) (*bundle.Result, error) {
	o := b.guests.options(bundleOptions(cfg))
	made := describe(o) + fmt.Sprint(cfg.NodeCompat(), cfg.AsyncContext())
	if b.bundle == nil || b.made != made {
		if b.bundle != nil {
			b.bundle.Close()
		}
		fresh, err := bundle.NewBuilder(o)
		if err != nil {
			b.bundle = nil
			return nil, err
		}
		b.bundle, b.made = fresh, made
	}
	return b.bundle.Build(ctx)
}

// outputTime is how long to wait for the output of a build command that has
// ended, or was ended: what it left in the background may hold on to it.
const outputTime = time.Second

// runCommand runs the project's own build command, when it is due.
func (b *builder) runCommand(ctx context.Context, cfg *config.Config) error {
	b.mu.Lock()
	due := b.command
	b.command = false
	b.mu.Unlock()
	if !due {
		return nil
	}
	cmd := shell(ctx, cfg.Build.Command)
	cmd.Dir, cmd.WaitDelay = cfg.Build.Cwd, outputTime
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	if err := cmd.Run(); err != nil && !errors.Is(err, exec.ErrWaitDelay) {
		b.mu.Lock()
		b.command = true
		b.mu.Unlock()
		return &BuildCommandError{Command: cfg.Build.Command, Dir: cfg.Build.Cwd, Output: strings.TrimSpace(out.String()), Err: err}
	}
	return nil
}

// A BuildCommandError says that the project's own build command failed.
type BuildCommandError struct {
	Command, Dir, Output string
	Err                  error
}

func (e *BuildCommandError) Error() string {
	text := fmt.Sprintf("the build command %q in %s failed: %v", e.Command, e.Dir, e.Err)
	if e.Output != "" {
		text += "\n" + e.Output
	}
	return text
}

func (e *BuildCommandError) Unwrap() error { return e.Err }

// bundleOptions says what the configuration asks of the bundler.
func bundleOptions(cfg *config.Config) bundle.Options {
	return bundle.Options{
		Entry:       cfg.Main,
		Dir:         cfg.Dir,
		Define:      cfg.Define,
		Alias:       cfg.Alias,
		Rules:       rulesOf(cfg),
		TSConfig:    cfg.TSConfig,
		JSXFactory:  cfg.JSXFactory,
		JSXFragment: cfg.JSXFrag,
		Stubs:       stubsOf(cfg),
		Builtin:     builtin(cfg),
		Missing:     missing(cfg),
	}
}

func stubsOf(cfg *config.Config) []bundle.Stub {
	var all []bundle.Stub
	for _, s := range cfg.Stubs {
		all = append(all, bundle.Stub{Binding: s.Binding, Path: s.Path})
	}
	return all
}

func rulesOf(cfg *config.Config) []bundle.Rule {
	var all []bundle.Rule
	for _, r := range cfg.Rules {
		all = append(all, bundle.Rule{Type: r.Type, Globs: r.Globs, Fallthrough: r.Fallthrough})
	}
	return all
}

// missing explains why a module is not there.
func missing(cfg *config.Config) func(string) string {
	return func(specifier string) string {
		bare, isNode := strings.CutPrefix(specifier, "node:")
		switch {
		case nodeapi.Has(specifier) && !cfg.NodeCompat():
			return `it is one of Node's. Add "nodejs_compat" to compatibility_flags to have it, or set compatibility_date to 2026-08-04 or later.`
		case isNode && nodeapi.Has(bare):
			return "Node has it without that prefix only."
		case bare == specifier && nodeapi.Has("node:"+bare):
			return `it is one of Node's that need the prefix: import "node:` + bare + `".`
		case isNode:
			return "neither Node nor the platform has it. Correct the name, or replace the module with one of your own through alias."
		case strings.HasPrefix(specifier, "cloudflare:"):
			return "paddock does not have this module of the platform yet. Replace it with one of your own through alias."
		}
		return ""
	}
}

// close frees what the bundler remembers.
func (b *builder) close() {
	if b.bundle != nil {
		b.bundle.Close()
		b.bundle = nil
	}
}

// builtin returns which imports the runtime itself provides.
func builtin(cfg *config.Config) func(string) bool {
	node, context := cfg.NodeCompat(), cfg.AsyncContext()
	return func(specifier string) bool {
		return specifier == "cloudflare:workers" || specifier == "cloudflare:workflows" || node && nodeapi.Has(specifier) || context && nodeapi.IsAsyncHooks(specifier)
	}
}

// describe identifies options; functions follow from the rest.
func describe(o bundle.Options) string {
	o.Builtin, o.Missing = nil, nil
	return fmt.Sprintf("%+v", o)
}

// fingerprint identifies everything that a generation is made of.
func fingerprint(cfg *config.Config, bundle string) string {
	text, err := json.Marshal(cfg)
	if err != nil {
		return ""
	}
	sum := sha256.Sum256(append(text, bundle...))
	return hex.EncodeToString(sum[:])
}
