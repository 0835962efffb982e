package config

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestFindPrefersTOML(t *testing.T) {
	dir := t.TempDir()
	if _, err := Find(dir); !errors.Is(err, fs.ErrNotExist) || !strings.Contains(err.Error(), "wrangler.jsonc") {
		t.Errorf("an empty folder gives %v", err)
	}
	for _, name := range []string{"wrangler.json", "wrangler.jsonc", "wrangler.toml"} {
		if err := os.WriteFile(filepath.Join(dir, name), nil, 0o600); err != nil {
			t.Fatal(err)
		}
		if got, err := Find(dir); err != nil || filepath.Base(got) != name {
			t.Errorf("with %s the folder gives %s, %v", name, got, err)
		}
	}
}

func TestFormatsAgree(t *testing.T) {
	section := func(file string) string {
		raw, err := os.ReadFile(filepath.Join("testdata/load", file))
		if err != nil {
			t.Fatal(err)
		}
		_, text, _ := strings.Cut(string(raw), "-- config --")
		var lines []string
		for line := range strings.SplitSeq(text, "\n") {
			if !strings.Contains(line, `"column"`) && !strings.Contains(line, `"line"`) {
				lines = append(lines, strings.ReplaceAll(line, ".jsonc", ".toml"))
			}
		}
		return strings.Join(lines, "\n")
	}
	if toml, json := section("whole_toml.txtar"), section("whole_jsonc.txtar"); toml != json {
		t.Errorf("TOML gives\n%s\nand JSON\n%s", toml, json)
	}
}

func TestNodeFlags(t *testing.T) {
	for _, c := range []struct {
		date              string
		flags             []string
		node, env, asyncs bool
	}{
		{"", nil, true, true, false},
		{"2026-08-03", nil, false, true, false},
		{"2026-08-04", nil, true, true, false},
		{"2024-09-23", []string{"nodejs_compat"}, true, false, false},
		{"2024-09-23", []string{"nodejs_compat_v2", "nodejs_compat_populate_process_env"}, true, true, false},
		{"2026-11-01", []string{"no_nodejs_compat"}, true, true, false}, // nodejs_compat_v2 is still in force
		{"2026-11-01", []string{"no_nodejs_compat", "no_nodejs_compat_v2", "nodejs_als"}, false, true, true},
		{"2026-11-01", []string{"nodejs_compat_do_not_populate_process_env"}, true, false, false},
	} {
		cfg := &Config{CompatibilityDate: c.date, CompatibilityFlags: c.flags}
		if cfg.NodeCompat() != c.node || cfg.ProcessEnv() != c.env || cfg.AsyncContext() != c.asyncs {
			t.Errorf("%s %v: %v %v %v", c.date, c.flags, cfg.NodeCompat(), cfg.ProcessEnv(), cfg.AsyncContext())
		}
	}
}

func TestHasFlag(t *testing.T) {
	for _, c := range []struct {
		date    string
		flags   []string
		json    bool
		codes   bool
		noWait  bool
		comment string
	}{
		{"", nil, true, true, false, "no date: what is dated is in force"},
		{"2024-03-17", nil, false, false, false, "the day before"},
		{"2024-03-18", nil, true, false, false, "the day itself"},
		{"2026-03-12", []string{"no_queues_json_messages"}, false, true, false, "disabled by flag"},
		{"2020-01-01", []string{"queues_json_messages", "queue_expose_error_codes"}, true, true, false, "enabled by flag"},
		{"", []string{"queue_consumer_no_wait_for_wait_until"}, true, true, true, "a flag without a date"},
	} {
		cfg := &Config{CompatibilityDate: c.date, CompatibilityFlags: c.flags}
		if cfg.QueuesSendJSON() != c.json || cfg.QueuesExposeErrorCodes() != c.codes || cfg.ConsumerIgnoresWaitUntil() != c.noWait {
			t.Errorf("%s: %v %v %v", c.comment, cfg.QueuesSendJSON(), cfg.QueuesExposeErrorCodes(), cfg.ConsumerIgnoresWaitUntil())
		}
	}
}

func TestCheckTogether(t *testing.T) {
	a := &Config{Consumers: []Consumer{{Queue: "x", Pos: Pos{"a.toml", 3, 1}}}}
	b := &Config{Consumers: []Consumer{{Queue: "y", Pos: Pos{"b.toml", 3, 1}}, {Queue: "x", Pos: Pos{"b.toml", 9, 1}}}}
	report := CheckTogether([]*Config{a, b})
	if len(report.Problems) != 1 || !strings.Contains(report.Error(), "b.toml:9:1") || !strings.Contains(report.Error(), "a.toml:3:1") {
		t.Errorf("two consumers of x give %v", report)
	}
	if CheckTogether([]*Config{a}).Err() != nil {
		t.Error("a Worker alone collides")
	}
}

func TestReportAsError(t *testing.T) {
	report := &Report{}
	report.add(Problem{Pos: Pos{"a", 1, 2}, Severity: SeverityWarning, What: "odd"})
	if report.Err() != nil {
		t.Error("a warning is an error")
	}
	report.add(Problem{Pos: Pos{"a", 2, 2}, Severity: SeverityError, What: "wrong"})
	var p Problem
	if err := report.Err(); !errors.As(err, &p) || !strings.Contains(err.Error(), "a:2:2: error: wrong") {
		t.Errorf("the report is %v", err)
	}
}

func TestNearest(t *testing.T) {
	for word, want := range map[string]string{"max_retires": "max_retries", "queue_": "queue", "zzz": "", "Type": "type", "ab": ""} {
		if got := nearest(word, []string{"max_retries", "queue", "type", "a"}); got != want {
			t.Errorf("%s is near %q, should be near %q", word, got, want)
		}
	}
}

func TestCron(t *testing.T) {
	for _, good := range []string{"* * * * *", "*/15 0-23/2 1,15 JAN-MAR MON-FRI", "0 0 L * *", "0 0 L-3W * *", "0 0 15W * *", "0 0 * * 6L", "5  4 * * sun", "0 0 LW * 7#5", "59 23 31 12 7"} {
		if err := checkCron(good); err != nil {
			t.Errorf("%s: %v", good, err)
		}
	}
	for _, bad := range []string{"", "* * * *", "* * * * * *", "60 * * * *", "* 24 * * *", "* * 0 * *", "* * 32 * *", "* * * 13 *", "* * * * 8", "* * * * 0",
		"a * * * *", "*/ * * * *", "1- * * * *", ", * * * *", "+1 * * * *", "* * * * 1#6", "* * L-31 * *", "-1 * * * *", "@daily", "? * * * *"} {
		if checkCron(bad) == nil {
			t.Errorf("%q passes", bad)
		}
	}
}

func FuzzCron(f *testing.F) {
	f.Add("*/5 1-2,3 L * MON#2")
	f.Fuzz(func(t *testing.T, expr string) {
		if err := checkCron(expr); err != nil && (err.what == "" || err.fix == "") {
			t.Errorf("%q: %+v", expr, err)
		}
	})
}
