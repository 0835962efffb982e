package d1_test

import (
	"slices"
	"strings"
	"testing"

	"paddock/bindings/d1"
)

func TestSplit(t *testing.T) {
	for script, want := range map[string][]string{
		"":                       nil,
		"  ;; -- a; b\n /* ; */": nil,
		"SELECT 1":               {"SELECT 1"},
		"SELECT 1; SELECT 2;":    {"SELECT 1;", "SELECT 2;"},
		"SELECT ';', \"a;\", [;], `;`, 'it''s;'; SELECT 2": {"SELECT ';', \"a;\", [;], `;`, 'it''s;';", "SELECT 2"},
		"-- first;\nSELECT 1; -- last;":                    {"SELECT 1;"},
		"create temp trigger t after insert on a begin select 1; select case when 1 then 2 end; end; SELECT 2": {
			"create temp trigger t after insert on a begin select 1; select case when 1 then 2 end; end;", "SELECT 2"},
		"CREATE TRIGGER x BEGIN SELECT 1; END":   {"CREATE TRIGGER x BEGIN SELECT 1; END"},
		"CREATE TABLE trigger_log (a); SELECT 1": {"CREATE TABLE trigger_log (a);", "SELECT 1"},
		"SELECT 'open; SELECT 2":                 {"SELECT 'open; SELECT 2"},
	} {
		if got := d1.Split(script); !slices.Equal(got, want) {
			t.Errorf("%q\n got %q\nwant %q", script, got, want)
		}
	}
}

func TestWithoutTransaction(t *testing.T) {
	for script, want := range map[string]int{
		"BEGIN TRANSACTION; SELECT 1; COMMIT;":                   1,
		"begin; SELECT 1; end transaction":                       1,
		"BEGIN; SELECT 1; COMMIT; BEGIN; SELECT 2; COMMIT":       6,
		"CREATE TRIGGER t AFTER INSERT ON a BEGIN SELECT 1; END": 1,
		"SELECT 1": 1,
	} {
		if got := d1.WithoutTransaction(d1.Split(script)); len(got) != want {
			t.Errorf("%q leaves %q", script, got)
		}
	}
}

func FuzzSplit(f *testing.F) {
	f.Add("SELECT 1; -- x\nCREATE TRIGGER t AFTER INSERT ON a BEGIN SELECT ';'; END; SELECT [a;b] /* ; */;")
	f.Fuzz(func(t *testing.T, script string) {
		rest := script
		for _, s := range d1.Split(script) {
			at := strings.Index(rest, s)
			if s == "" || at < 0 {
				t.Fatalf("%q is not in %q", s, rest)
			}
			rest = rest[at+len(s):]
		}
		if again := d1.Split(strings.Join(d1.Split(script), "\n")); len(again) > len(d1.Split(script)) {
			t.Fatalf("%q falls into %q", d1.Split(script), again)
		}
	})
}
