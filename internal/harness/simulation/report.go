package simulation

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"
)

// Text is the trace, a line for each event.
func (r *Result) Text() string {
	var b strings.Builder
	for _, e := range r.Trace {
		fmt.Fprintf(&b, "%14s  %-11s %s\n", clockText(e.At), e.Kind, e.Text)
	}
	return b.String()
}

// clockText shows virtual time since the beginning.
func clockText(d time.Duration) string {
	days := d / (24 * time.Hour)
	d -= days * 24 * time.Hour
	text := fmt.Sprintf("%02d:%02d:%02d.%03d", int(d.Hours()), int(d.Minutes())%60, int(d.Seconds())%60, d.Milliseconds()%1000)
	if days > 0 {
		text = fmt.Sprintf("%dd %s", days, text)
	}
	return text
}

// Report says for people what went wrong and how. command begins the command line
// that replays it, such as "paddock simulate".
func (r *Result) Report(command string) string {
	var b strings.Builder
	for _, v := range r.Violations {
		fmt.Fprintf(&b, "%s: %s\n", meaning(v.Invariant), strings.ReplaceAll(v.Text, "\n", "\n  "))
	}
	fmt.Fprintf(&b, "\nseed %d, %s", r.Scenario.Seed, r.sentText())
	faults := r.Scenario.Faults
	if faults == nil {
		faults = r.Fired
	}
	if len(faults) == 0 {
		b.WriteString(", with nothing going wrong\n")
	} else {
		b.WriteString(", with this:\n")
	}
	for _, f := range faults {
		fmt.Fprintf(&b, "  %s: %s%s\n", f.Kind, r.meaning(f), r.where(f.Key))
	}
	b.WriteString("\n" + r.Text())
	for _, what := range r.Unrepeatable {
		fmt.Fprintf(&b, "\nThis run need not replay: %s.\n", what)
	}
	fmt.Fprintf(&b, "\nAgain: %s %s\n", command, r.Scenario.Flags())
	return b.String()
}

// meaning words a fault.
func (r *Result) meaning(f Fault) string {
	if m := place().FindStringSubmatch(f.Key); m != nil {
		if n, err := strconv.Atoi(m[1]); err == nil && n < len(r.kinds) {
			return aboutItem(r.kinds[n], f.Kind)
		}
	}
	return about[f.Kind]
}

// sentText counts what came from outside.
func (r *Result) sentText() string {
	var all []string
	for _, kind := range []string{"message", "request", "cron run"} {
		n := 0
		for _, s := range r.Sent {
			if s == kind {
				n++
			}
		}
		if n > 0 {
			all = append(all, plural(n, kind))
		}
	}
	return strings.Join(all, ", ")
}

// place is the key of a fault of a delivery or an operation.
var place = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^(.+)\.(\d+)(d?)(?:~(\d+))?(?:/(\d+))?$`) })

// where words the key of a fault.
func (r *Result) where(key string) string {
	m := place().FindStringSubmatch(key)
	switch {
	case key == "":
		return ""
	case m == nil:
		return " (" + r.subject(key) + ")"
	}
	text := fmt.Sprintf("%s, attempt %s", r.subject(m[1]), m[2])
	if m[3] != "" {
		text += ", the duplicate"
	}
	if m[4] != "" {
		text += ", delivery " + m[4]
	}
	if m[5] != "" {
		text += ", operation " + m[5]
	}
	return " (" + text + ")"
}

// subject words the label of what a delivery is about.
func (r *Result) subject(label string) string {
	if n, err := strconv.Atoi(label); err == nil && n < len(r.kinds) {
		return r.kinds[n] + " " + label
	}
	if name, id, ok := strings.Cut(label, ":"); ok {
		return "instance " + id + " of " + name
	}
	if !strings.Contains(label, "+") {
		return label // a product or a queue
	}
	return "message " + label
}

func plural(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// meaning words an invariant that does not hold.
func meaning(invariant string) string {
	known := map[string]string{
		Lost:       "A message is lost",
		Stuck:      "A message is stuck",
		Restless:   "The queues do not come to rest",
		DeadAcked:  "An acknowledged message became a dead letter",
		Rejection:  "A rejection is not handled",
		Unfinished: "Work goes on after its message was acknowledged",
		RefusedUse: "The platform refuses a call",
		Effect:     "The effects are not those of one delivery of each message",
	}
	if text, ok := known[invariant]; ok {
		return text
	}
	return "The invariant " + fmt.Sprintf("%q", invariant) + " does not hold"
}
