package dev_test

import (
	"strings"
	"testing"
	"time"

	"paddock/internal/harness"
)

func cronConfig(crons string) string {
	return "name = \"app\"\nmain = \"index.js\"\ncompatibility_date = \"2026-11-01\"\n[triggers]\ncrons = [" + crons + "]\n"
}

func cronScript(version string) string {
	return `export default { scheduled(c) { console.log("` + version + `", c.cron, new Date(c.scheduledTime).getUTCMinutes()); } };`
}

// A reload neither skips a cron trigger nor runs it twice, and follows the
// configuration.
func TestCronTriggersOutliveReloads(t *testing.T) {
	w := harness.New(t, harness.Options{Files: map[string]string{"wrangler.toml": cronConfig(`"* * * * *"`), "index.js": cronScript("v1")}})
	w.Advance(50 * time.Second)
	w.Write("index.js", cronScript("v2"))
	w.Session.Reload()
	w.Advance(20 * time.Second)
	if got := strings.Join(w.Logs(), "|"); got != "v2 * * * * * 1" {
		t.Errorf("after a minute: %s", got)
	}
	w.Write("index.js", "syntax error")
	w.Session.Reload()
	w.Advance(time.Minute)
	if got := strings.Join(w.Logs(), "|"); got != "v2 * * * * * 1|v2 * * * * * 2" {
		t.Errorf("while the newest version is broken: %s", got)
	}
	w.Write("index.js", cronScript("v3"))
	w.Write("wrangler.toml", cronConfig(`"4 * * * *", "* * * * *"`))
	w.Session.Reload()
	w.Advance(2 * time.Minute)
	want := "v3 * * * * * 3|v3 4 * * * * 4|v3 * * * * * 4"
	if got := strings.Join(w.Logs()[2:], "|"); got != want {
		t.Errorf("with another trigger: %s, want %s", got, want)
	}
	w.Write("wrangler.toml", cronConfig(""))
	w.Session.Reload()
	w.Advance(5 * time.Minute)
	if got := len(w.Logs()); got != 5 {
		t.Errorf("without triggers something ran: %v", w.Logs())
	}
}
