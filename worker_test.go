package paddock

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/txtar"

	"paddock/internal/harness"
	"paddock/internal/journal"
)

var update = flag.Bool("update", false, "write what the cases log into their files")

// TestWorkers runs each case of testdata/worker in a virtual world. A case is a
// project and two more files: "steps", one a line, and "log", what they lead to.
//
//	run [CRON]          call the scheduled() handler and wait until all rests
//	send QUEUE JSON     send a message from outside
//	advance DURATION    let time pass
//	backlog QUEUE       log how many messages wait
func TestWorkers(t *testing.T) {
	files, err := filepath.Glob("testdata/worker/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			t.Parallel()
			runCase(t, file)
		})
	}
}

func runCase(t *testing.T, file string) { runCaseWith(t, file, nil, nil) }

// runCaseWith runs a case in a project that prepare, if not nil, added to, whose
// TCP connections dial opens.
func runCaseWith(t *testing.T, file string, prepare func(dir string, files map[string]string), dial dialer) {
	t.Helper()
	archive, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	for _, f := range archive.Files {
		files[f.Name] = string(f.Data)
	}
	dir := t.TempDir()
	if prepare != nil {
		prepare(dir, files)
	}
	steps, want := files["steps"], files["log"]
	delete(files, "steps")
	delete(files, "log")
	o := harness.Options{Dir: dir, Files: files, Configs: configs(archive), Seed: 1, Dial: dial}
	if _, ok := files["wrangler.jsonc"]; ok {
		o.Configs = []string{"wrangler.jsonc"}
	}
	c := &workerCase{t: t, w: harness.New(t, o)}
	for _, line := range strings.Split(strings.TrimSpace(steps), "\n") {
		c.step(line)
	}
	got := c.log.String()
	if *update {
		rewrite(t, file, archive, got)
		return
	}
	if got != want {
		t.Errorf("the log differs.\ngot:\n%s\nwant:\n%s", got, want)
	}
}

// configs names the configurations of a case with several Workers, the one that
// "run" calls first: those in folders of their own.
func configs(a *txtar.Archive) []string {
	var all []string
	for _, f := range a.Files {
		if strings.HasSuffix(f.Name, "/wrangler.toml") {
			all = append(all, f.Name)
		}
	}
	return all
}

// rewrite puts what a case logged into its file.
func rewrite(t *testing.T, file string, a *txtar.Archive, log string) {
	t.Helper()
	kept := a.Files[:0]
	for _, f := range a.Files {
		if f.Name != "log" {
			kept = append(kept, f)
		}
	}
	a.Files = append(kept, txtar.File{Name: "log", Data: []byte(log)})
	if err := os.WriteFile(file, txtar.Format(a), 0o644); err != nil {
		t.Fatal(err)
	}
}

// workerCase is one case under way.
type workerCase struct {
	t    *testing.T
	w    *harness.World
	seen uint64
	log  bytes.Buffer
}

func (c *workerCase) step(line string) {
	c.t.Helper()
	verb, rest, _ := strings.Cut(line, " ")
	switch verb {
	case "run":
		c.w.Session.Scheduled(0, rest, c.w.Clock.Now(), func(error) {})
		c.w.Settle()
	case "send":
		queueName, body, _ := strings.Cut(rest, " ")
		c.w.Send(queueName, body)
		c.w.Settle()
	case "advance":
		d, err := time.ParseDuration(rest)
		if err != nil {
			c.t.Fatal(err)
		}
		c.w.Advance(d)
	case "backlog":
		fmt.Fprintf(&c.log, "backlog of %s: %d\n", rest, c.w.Metrics(rest).BacklogCount)
	default:
		c.t.Fatalf("unknown step %q", line)
	}
	c.collect()
}

var (
	idPattern = regexp.MustCompile(`\b[0-9a-f]{32}\b`)
)

// collect appends what the journal has since the last step. What differs from
// run to run for no reason of the case (ids) is made equal.
func (c *workerCase) collect() {
	for _, e := range c.w.Journal.Since(c.seen) {
		c.seen = e.Seq
		text := strings.ReplaceAll(idPattern.ReplaceAllString(e.Text, "ID"), c.w.Dir+"/", "")
		at := strconv.FormatFloat(e.Time.Sub(harness.Epoch()).Seconds(), 'f', -1, 64)
		switch e.Kind {
		case journal.Log:
			fmt.Fprintf(&c.log, "%s %s: %s\n", at, e.Level, text)
		case journal.BatchEnd, journal.DeadLetter, journal.Dropped, journal.Exception, journal.Notice:
			fmt.Fprintf(&c.log, "%s [%s] %s\n", at, e.Kind, strings.ReplaceAll(text, "\n", "\n    "))
		}
	}
}
