// Package bundle turns the files of a project into one script: imports,
// TypeScript, JSX, JSON and modules by rule, packages from node_modules, and
// whatever the engine lacks made simpler. It remembers which files it read, and
// leads positions in the script back to them. It does not run anything, and
// knows neither queues nor the runtime.
package bundle

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"sync"

	"github.com/evanw/esbuild/pkg/api"
)

// Options say what to bundle, and how.
type Options struct {
	Entry string // the entry file, absolute
	Dir   string // the project's folder, absolute: names in messages and stacks are relative to it
	// Define replaces global names by expressions, Alias import paths by others.
	Define      map[string]string
	Alias       map[string]string
	Rules       []Rule
	TSConfig    string // absolute; "" finds the nearest tsconfig.json
	JSXFactory  string
	JSXFragment string
	// Before lists files, absolute, that are bundled with the entry and run
	// before it, in this order: the tests of a Worker.
	Before []string
	// Coverage makes the script count what runs of the project's own files, those
	// of Before left out: see Result.Points.
	Coverage bool
	// Builtin reports whether the runtime provides a module, such as
	// "node:buffer".
	Builtin func(specifier string) bool
	// Stubs are modules that stand in for bindings. They are part of the bundle,
	// run before the entry, and hand what they export to the runtime's module
	// StubsModule.
	Stubs []Stub
	// Missing explains to people why a module of the runtime is not there, and
	// what to do.
	Missing func(specifier string) string
}

// A Stub is a module that stands in for a binding.
type Stub struct {
	Binding string // the name in env
	Path    string // absolute
}

// A Result is one successful build.
type Result struct {
	// Code is an expression: an async function (builtins, url, RegExp) that runs the
	// script and resolves to its exports.
	Code string
	Map  *SourceMap
	// Files were read, or decide what is read; absolute.
	Files    []string
	Warnings []Message
	// Modules are the files that rules made modules of text or data, by their
	// path relative to the project, with slashes.
	Modules map[string]string
	Hash    string // of code and map
	// Points are where the script counts, under Options.Coverage. It takes the
	// counters from the runtime's module CoverageModule.
	Points []Point
	// ServiceWorker says that the entry exports nothing, so that its handlers
	// are event listeners.
	ServiceWorker bool
}

// Build bundles once.
func Build(ctx context.Context, o Options) (*Result, error) {
	b, err := NewBuilder(o)
	if err != nil {
		return nil, err
	}
	defer b.Close()
	return b.Build(ctx)
}

// A Builder bundles the same entry again and again, remembering what did not
// change. Build must not be called twice at a time.
type Builder struct {
	o   Options
	ctx api.BuildContext

	mu    sync.Mutex
	files map[string]bool // that the present build read or looked for
	kept  map[string]string
}

// NewBuilder checks the options.
func NewBuilder(o Options) (*Builder, error) {
	b := &Builder{o: o}
	options, err := b.options()
	if err != nil {
		return nil, err
	}
	ctx, failed := api.Context(options)
	if failed != nil {
		return nil, b.failure(failed.Errors)
	}
	b.ctx = ctx
	return b, nil
}

// Close frees what the builder remembers.
func (b *Builder) Close() { b.ctx.Dispose() }

// Build bundles the files as they are now. A problem in them is an *Error; when
// ctx ends first its error is returned.
func (b *Builder) Build(ctx context.Context) (*Result, error) {
	b.mu.Lock()
	b.files, b.kept = map[string]bool{}, map[string]string{}
	b.mu.Unlock()
	stop := context.AfterFunc(ctx, b.ctx.Cancel)
	out := b.ctx.Rebuild()
	stop()
	if err := ctx.Err(); err != nil {
		return nil, fmt.Errorf("bundle %s: %w", filepath.Base(b.o.Entry), err)
	}
	if len(out.Errors) > 0 {
		return nil, b.failure(out.Errors)
	}
	return b.result(out)
}

func (b *Builder) result(out api.BuildResult) (*Result, error) {
	var code, mapping []byte
	for _, f := range out.OutputFiles {
		if filepath.Ext(f.Path) == ".map" {
			mapping = f.Contents
		} else {
			code = f.Contents
		}
	}
	script, exports, err := wrap(asModules(string(code)), mapping)
	var wrong *Error
	if errors.As(err, &wrong) {
		wrong.Files = b.read()
		return nil, wrong
	}
	if err != nil {
		return nil, fmt.Errorf("bundle %s: %w", filepath.Base(b.o.Entry), err)
	}
	m := newSourceMap(mapping, script.shifts)
	var points []Point
	if b.o.Coverage {
		if points, err = script.count(m, b.before()); err != nil {
			return nil, fmt.Errorf("bundle %s: %w", filepath.Base(b.o.Entry), err)
		}
		m.late = byLine(script.late)
	}
	warnings, noDefault := b.noDefault(out.Warnings)
	if noDefault {
		exports-- // of ours
	}
	sum := sha256.New()
	sum.Write([]byte(script.code))
	sum.Write(mapping)
	return &Result{
		Code:          script.code,
		Map:           m,
		Points:        points,
		Files:         b.read(),
		Modules:       b.modulesRead(),
		Warnings:      b.messages(warnings),
		Hash:          hex.EncodeToString(sum.Sum(nil)),
		ServiceWorker: exports == 0,
	}, nil
}

// before lists the files of Before by the names that they have in positions.
func (b *Builder) before() []string {
	var names []string
	for _, f := range b.o.Before {
		if rel, err := filepath.Rel(b.o.Dir, f); err == nil {
			names = append(names, filepath.ToSlash(rel))
		}
	}
	return names
}

// treeShaking leaves what nobody imports in a script that counts: it did not run.
func (b *Builder) treeShaking() api.TreeShaking {
	if b.o.Coverage {
		return api.TreeShakingFalse
	}
	return api.TreeShakingDefault
}

// read lists what decides the result, files that might appear included.
func (b *Builder) read() []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.files[b.o.Entry] = true
	if b.o.TSConfig != "" {
		b.files[b.o.TSConfig] = true
	} else {
		b.files[filepath.Join(b.o.Dir, "tsconfig.json")] = true
	}
	b.files[filepath.Join(b.o.Dir, "package.json")] = true
	return slices.Sorted(maps.Keys(b.files))
}

func (b *Builder) note(files ...string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, f := range files {
		b.files[f] = true
	}
}

// keep remembers the contents of a module of text or data.
func (b *Builder) keep(path, data string) {
	rel, err := filepath.Rel(b.o.Dir, path)
	if err != nil {
		rel = filepath.Base(path)
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.kept[filepath.ToSlash(rel)] = data
}

func (b *Builder) modulesRead() map[string]string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.kept
}

// scriptFile is what stacks call the bundle.
const scriptFile = "worker.js"

// options is what esbuild is told.
func (b *Builder) options() (api.BuildOptions, error) {
	rules, err := compileRules(b.o.Rules)
	if err != nil {
		return api.BuildOptions{}, err
	}
	define := map[string]string{
		"process.env.NODE_ENV": `"development"`,
		"import.meta.url":      urlName,
	}
	maps.Copy(define, b.o.Define)
	return api.BuildOptions{
		EntryPoints:   []string{b.entry()},
		AbsWorkingDir: b.o.Dir,
		Outfile:       filepath.Join(b.o.Dir, scriptFile),
		Bundle:        true,
		Format:        api.FormatESModule,
		Platform:      api.PlatformBrowser,
		Target:        api.ESNext,
		Supported:     lowered(),
		TreeShaking:   b.treeShaking(),
		Conditions:    []string{"workerd", "worker", "browser"},
		MainFields:    []string{"browser", "module", "main"},
		Define:        define,
		Alias:         b.o.Alias,
		Loader:        map[string]api.Loader{".js": api.LoaderJSX, ".mjs": api.LoaderJSX, ".cjs": api.LoaderJSX},
		Tsconfig:      b.o.TSConfig,
		JSXFactory:    b.o.JSXFactory,
		JSXFragment:   b.o.JSXFragment,
		Sourcemap:     api.SourceMapExternal,
		Charset:       api.CharsetUTF8,
		LegalComments: api.LegalCommentsNone,
		LogLevel:      api.LogLevelSilent,
		LogLimit:      0,
		LogOverride:   map[string]api.LogLevel{"empty-import-meta": api.LogLevelSilent},
		Inject:        b.injected(),
		Plugins:       []api.Plugin{b.recorder(), b.beforehand(), b.mocker(), b.stubs(), b.builtins(), b.modules(rules)},
	}, nil
}

// lowered lists the syntax that the engine lacks or gets wrong.
func lowered() map[string]bool {
	off := map[string]bool{}
	for _, feature := range []string{
		"async-generator", "for-await", "dynamic-import", "import-meta", "decorators", "using", "hashbang",
		"import-attributes", "import-assertions",
		"unicode-escapes",   // "\u{10FFFF}" panics the engine's compiler
		"exponent-operator", // a BigInt's power may outgrow the machine; see powerEdits
		"optional-chain",    // so does f?.(...args) among other values, when f is undefined
	} {
		off[feature] = false
	}
	return off
}
