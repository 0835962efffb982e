package main

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"paddock/bindings"
	"paddock/bindings/codec"
	"paddock/cmd/paddock/terminal"
	"paddock/internal/dev"
	"paddock/internal/journal"
	"paddock/internal/recording"
)

// shownBody is how much of a body a table shows.
const shownBody = 48

// showReplayed shows what a batch came to, then and now.
func (a *app) showReplayed(r *dev.Replayed) error {
	then, rec := r.Recording.Outcome, r.Recording
	p := &report{style: a.style(a.stdout)}
	took := "under way"
	if then != nil {
		took = tookMillis(then.Duration)
	}
	p.linef("batch %s of %s, delivered to %s at %s, %s", rec.Batch, rec.Queue, rec.Worker, time.UnixMilli(rec.Began).Format(time.DateTime+".000"), took)
	p.linef("run again with the code as it is now, %s\n", tookMillis(r.Outcome.Duration))
	columns := []terminal.Column{{Name: "", Right: true}, {Name: "message"}, {Name: "attempt", Right: true}, {Name: "body"}, {Name: "then"}, {Name: "now"}}
	var cells [][]string
	for n, m := range rec.Messages {
		body := shorten(codec.Readable(codec.Type(m.Type), m.Body), shownBody)
		if i := slices.IndexFunc(r.Edited, func(e recording.Message) bool { return e.ID == m.ID }); i >= 0 {
			e := r.Edited[i]
			body = "edited: " + shorten(codec.Readable(codec.Type(e.Type), e.Body), shownBody)
		}
		cells = append(cells, []string{fmt.Sprint(n), m.ID, fmt.Sprint(m.Attempts), body, fateWords(then, n), fateWords(r.Outcome, n)})
	}
	if err := terminal.Table(&p.text, p.style, "", columns, cells); err != nil {
		return err
	}
	p.consoles(then, r.Outcome)
	p.effects(r.Effects)
	if then != nil {
		p.failure("failed then", then)
	}
	p.failure("failed now", r.Outcome)
	return p.print(a)
}

// A report is a text in the making.
type report struct {
	style terminal.Style
	text  strings.Builder
}

func (p *report) linef(format string, args ...any) {
	fmt.Fprintf(&p.text, format+"\n", args...)
}

// print writes the report, in which everything from outside is harmless by now.
func (p *report) print(a *app) error {
	_, err := fmt.Fprint(a.stdout, p.text.String())
	return err
}

func (p *report) heading(text string) { p.linef("\n%s", p.style.Bold(text)) }

// block shows a text from outside, indented.
func (p *report) block(indent, text string) {
	text = p.style.Clean(strings.TrimRight(text, "\n"))
	p.linef("%s%s", indent, strings.ReplaceAll(text, "\n", "\n"+indent))
}

// consoles shows the console lines of both runs, once where they are the same.
func (p *report) consoles(then, now *recording.Outcome) {
	switch {
	case then == nil:
		p.console("console now", now)
	case len(then.Lines) == 0 && len(now.Lines) == 0:
	case slices.Equal(then.Lines, now.Lines) && then.NotKept == 0:
		p.console("console, the same both times", now)
	default:
		p.console("console then", then)
		p.console("console now", now)
	}
}

func (p *report) console(title string, o *recording.Outcome) {
	p.heading(title)
	for _, l := range o.Lines {
		p.block("  ", fmt.Sprintf("%-5s  %s", l.Level, strings.ReplaceAll(l.Text, "\n", "\n       ")))
	}
	if o.NotKept > 0 {
		p.linef("  … and %s that were not kept", terminal.Count(o.NotKept, "line"))
	}
	if len(o.Lines) == 0 {
		p.linef("  nothing")
	}
}

// effects shows what a run did to the world, or would have.
func (p *report) effects(all []bindings.Effect) {
	if len(all) == 0 {
		return
	}
	p.heading("effects")
	for _, e := range all {
		what := e.Target
		if e.Binding != "" {
			what = fmt.Sprintf("env.%s.%s → %s", e.Binding, e.Kind, e.Target)
		}
		state := "not performed"
		if e.Performed {
			state = "performed"
		}
		if e.Error != "" {
			state = p.style.Red("refused: " + p.style.Clean(firstOf(e.Error)))
		}
		if e.Kind == "fetch" {
			p.linef("  %s  (%s)", p.style.Clean(e.Text), state)
			continue
		}
		p.linef("  %s  (%s)", p.style.Clean(what), state)
		p.block("    ", e.Text)
	}
}

func (p *report) failure(title string, o *recording.Outcome) {
	if !o.Failed && o.Failure == "" {
		return
	}
	text := o.Failure
	if text == "" {
		text = o.Error
	}
	p.heading(title)
	p.block("  ", text)
}

// fateWords says what became of the nth message.
func fateWords(o *recording.Outcome, n int) string {
	if o == nil || n >= len(o.Fates) {
		return "-"
	}
	f := o.Fates[n]
	switch f.Kind {
	case recording.Retried:
		if f.Delay > 0 {
			return "retried in " + terminal.Span(time.Duration(f.Delay*float64(time.Second)))
		}
	case recording.DeadLettered:
		return "dead letter to " + f.DeadLetter
	case recording.Returned:
		return "returned unspent"
	}
	return f.Kind
}

// outcomeWords sums up an outcome.
func outcomeWords(s recording.Summary) string {
	if s.Running {
		return "under way"
	}
	var parts []string
	for _, c := range []struct {
		n    int
		what string
	}{{s.Acked, "acked"}, {s.Retried, "retried"}, {s.DeadLettered, "dead-lettered"}, {s.Dropped, "dropped"}, {s.Returned, "returned"}} {
		if c.n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", c.n, c.what))
		}
	}
	text := strings.Join(parts, ", ")
	if s.Failed {
		text += ": " + shorten(firstOf(s.Error), 60)
	}
	return text
}

func firstOf(text string) string {
	first, _, _ := strings.Cut(text, "\n")
	return first
}

func tookMillis(ms float64) string {
	return journal.Took(time.Duration(ms * float64(time.Millisecond)))
}
