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
	made   string // the options that bundle was made with

	mu      sync.Mutex
	command bool // the build command is due
}

// prepared is the result of a build: a compiled Worker or an error, and in
// either case what to watch.
type prepared struct {
	cfg      *config.Config
	worker   *runtime.Worker
	hash     string
	warnings []string
	files    []string // whose contents matter
	trees    []string // folders in which any change matters
	err      error
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

// compile fills in the Worker.
func (b *builder) compile(ctx context.Context, p *prepared) {
	result, err := b.build(ctx, bundleOptions(p.cfg))
	var failed *bundle.Error
	if errors.As(err, &failed) {
		p.files = append(p.files, failed.Files...)
	}
	if err != nil {
		p.err = err
		return
	}
	p.files = append(p.files, result.Files...)
	for _, w := range result.Warnings {
		p.warnings = append(p.warnings, w.String())
	}
	p.hash = fingerprint(p.cfg, result.Hash)
	p.worker, p.err = runtime.Compile(runtime.Source{
		Name: p.cfg.Name,
		File: "worker.js",
		Code: result.Code,
		URL:  "file:///" + filepath.Base(p.cfg.Main),
		Map:  result.Map,
	})
}

// build keeps esbuild's memory of the last build while its options stay.
func (b *builder) build(ctx context.Context, o bundle.Options) (*bundle.Result, error) {
	made := describe(o)
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

// runCommand runs the project's own build command, when it is due.
func (b *builder) runCommand(ctx context.Context, cfg *config.Config) error {
	b.mu.Lock()
	due := b.command
	b.command = false
	b.mu.Unlock()
	if !due {
		return nil
	}
	cmd := exec.CommandContext(ctx, shell()[0], append(shell()[1:], cfg.Build.Command)...)
	cmd.Dir = cfg.Build.Cwd
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	if err := cmd.Run(); err != nil {
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
		Entry:   cfg.Main,
		Dir:     cfg.Dir,
		Define:  cfg.Define,
		Alias:   cfg.Alias,
		Builtin: builtin(cfg),
	}
}

// builtin returns which imports the runtime itself provides.
func builtin(cfg *config.Config) func(string) bool {
	node := nodeCompat(cfg)
	return func(specifier string) bool {
		return specifier == "cloudflare:workers" || node && nodeapi.Has(specifier)
	}
}

// describe identifies options; functions follow from the rest.
func describe(o bundle.Options) string {
	o.Builtin = nil
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
