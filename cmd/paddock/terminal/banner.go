package terminal

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"paddock/config"
)

// A Served is one Worker and its address.
type Served struct {
	Name   string
	URL    string
	Config *config.Config // nil when it could not be read
	Crons  []Cron
}

// A Cron is a cron trigger and when it will run.
type Cron struct {
	Expr string
	Off  bool      // it does not run by itself
	Next time.Time // zero: never
}

// A Banner is what a start shows.
type Banner struct {
	Version string
	Workers []Served
	API     string // the API's own address; "" when it has none
	State   string // where the state lies; "" when it is not kept
}

// Write writes the banner for people.
func (b Banner) Write(w io.Writer, s Style) error {
	var out strings.Builder
	fmt.Fprintf(&out, "%s\n\n", s.Bold("paddock "+b.Version))
	width := 0
	for _, served := range b.Workers {
		width = max(width, len(served.Name))
	}
	for _, served := range b.Workers {
		fmt.Fprintf(&out, "  %-*s  %s\n", width, s.clean(served.Name), s.Blue(served.URL))
	}
	if b.API != "" {
		fmt.Fprintf(&out, "  the REST API for queues: %s\n", s.Blue(b.API))
	}
	out.WriteString("\n")
	if rows := b.queues(); len(rows) > 0 {
		if err := Table(&out, s, "  ", []Column{{Name: "queue"}, {Name: "sent to by"}, {Name: "consumed by"}}, rows); err != nil {
			return err
		}
		out.WriteString("\n")
	}
	if rows := b.crons(); len(rows) > 0 {
		if err := Table(&out, s, "  ", []Column{{Name: "cron trigger"}, {Name: "of"}, {Name: "next (UTC)"}}, rows); err != nil {
			return err
		}
		out.WriteString("\n")
	}
	if b.fast() {
		fmt.Fprintf(&out, "  %s\n", s.Yellow(fmt.Sprintf("fast: no batch waits longer than %d ms, whatever its configuration says", config.FastBatchTimeoutMS)))
	}
	kept := "  messages are kept in " + b.State
	if b.State == "" {
		kept = "  messages are not kept: they end with this process (--no-persist)"
	}
	out.WriteString(s.Dim(kept+"\n  Ctrl-C lets the batches in flight end; pressed twice it stops at once") + "\n\n")
	_, err := io.WriteString(w, out.String())
	return err
}

// fast reports whether batch timeouts are shortened.
func (b Banner) fast() bool {
	return slices.ContainsFunc(b.Workers, func(served Served) bool { return served.Config != nil && served.Config.Paddock.Fast })
}

// crons tells for each cron trigger when it runs next.
func (b Banner) crons() [][]string {
	var rows [][]string
	for _, served := range b.Workers {
		for _, c := range served.Crons {
			next := c.Next.UTC().Format("2006-01-02 15:04")
			if c.Off {
				next = "not by itself"
			} else if c.Next.IsZero() {
				next = "never"
			}
			rows = append(rows, []string{c.Expr, served.Name, next})
		}
	}
	return rows
}

// queues tells for each queue who sends to it and who consumes it.
func (b Banner) queues() [][]string {
	var names []string
	producers, consumers := map[string][]string{}, map[string]string{}
	note := func(queue string) {
		if !slices.Contains(names, queue) {
			names = append(names, queue)
		}
	}
	for _, served := range b.Workers {
		if served.Config == nil {
			continue
		}
		for _, p := range served.Config.Producers {
			note(p.Queue)
			producers[p.Queue] = append(producers[p.Queue], fmt.Sprintf("%s (env.%s)", served.Name, p.Binding))
		}
		for _, n := range served.Config.Paddock.R2Notifications {
			note(n.Queue)
			if from := "changes of the bucket " + n.Bucket; !slices.Contains(producers[n.Queue], from) {
				producers[n.Queue] = append(producers[n.Queue], from)
			}
		}
		for _, c := range served.Config.Consumers {
			note(c.Queue)
			consumers[c.Queue] = consumer(served, c)
			if c.DeadLetterQueue != "" {
				note(c.DeadLetterQueue)
				producers[c.DeadLetterQueue] = append(producers[c.DeadLetterQueue], "dead letters of "+c.Queue)
			}
		}
	}
	var rows [][]string
	for _, name := range names {
		rows = append(rows, []string{name, or(strings.Join(producers[name], ", "), "nobody"), or(consumers[name], "nobody: its messages are kept")})
	}
	return rows
}

// consumer describes a consumer in a few words.
func consumer(served Served, c config.Consumer) string {
	if c.Type == config.TypeHTTPPull {
		return "whoever pulls over HTTP"
	}
	after := fmt.Sprintf("%d s", c.MaxBatchTimeout)
	if served.Config.Paddock.Fast && c.MaxBatchTimeout > 0 {
		after = fmt.Sprintf("%d ms", config.FastBatchTimeoutMS)
	}
	text := fmt.Sprintf("%s (batches of %d or after %s", served.Name, c.MaxBatchSize, after)
	if c.MaxConcurrency > 0 {
		text += fmt.Sprintf(", %d at a time", c.MaxConcurrency)
	}
	return text + ")"
}

func or(text, otherwise string) string {
	if text == "" {
		return otherwise
	}
	return text
}

// A StartObject is the first JSON line of a start.
type StartObject struct {
	Seq     uint64         `json:"seq"` // 0: before every entry
	Time    string         `json:"time"`
	Kind    string         `json:"kind"` // "start"
	Level   string         `json:"level"`
	Version string         `json:"version"`
	Workers []WorkerObject `json:"workers"`
	API     string         `json:"api,omitempty"`
	State   string         `json:"state,omitempty"`
	Fast    bool           `json:"fast,omitempty"` // batches wait no longer than 50 ms
}

// A WorkerObject is one Worker of a StartObject.
type WorkerObject struct {
	Name      string   `json:"name"`
	URL       string   `json:"url"`
	Producers []string `json:"producers"`
	Consumers []string `json:"consumers"`
	Crons     []string `json:"crons,omitempty"` // that run by themselves
}

// Object returns the banner for programs.
func (b Banner) Object(at string) StartObject {
	o := StartObject{Time: at, Kind: "start", Level: "info", Version: b.Version, API: b.API, State: b.State, Fast: b.fast()}
	for _, served := range b.Workers {
		w := WorkerObject{Name: served.Name, URL: served.URL, Producers: []string{}, Consumers: []string{}}
		if served.Config != nil {
			for _, p := range served.Config.Producers {
				w.Producers = append(w.Producers, p.Queue)
			}
			for _, c := range served.Config.Consumers {
				w.Consumers = append(w.Consumers, c.Queue)
			}
		}
		for _, c := range served.Crons {
			if !c.Off {
				w.Crons = append(w.Crons, c.Expr)
			}
		}
		o.Workers = append(o.Workers, w)
	}
	return o
}
