package terminal

import (
	"fmt"
	"io"
	"strings"

	"paddock/internal/journal"
)

// A Printer writes journal entries. Its methods are for one goroutine.
type Printer interface {
	// Print writes the entries of at least the printer's level.
	Print(entries []journal.Entry) error
}

// Options say what a printer shows.
type Options struct {
	Level  journal.Level // nothing less important
	Silent bool          // nothing at all
	Style  Style
	// Several says that more than one Worker runs, so that every line needs
	// to say whose it is.
	Several bool
}

// shows reports whether an entry is wanted.
func (o Options) shows(e journal.Entry) bool { return !o.Silent && weight(e) >= o.Level }

// weight is how much an entry matters on the screen. A lost message matters
// whatever the level that it was noted with.
func weight(e journal.Entry) journal.Level {
	switch e.Kind {
	case journal.DeadLetter, journal.Dropped:
		return journal.Error
	case journal.Sent, journal.BatchStart:
		return journal.Debug
	}
	return e.Level
}

type pretty struct {
	w    io.Writer
	o    Options
	last uint64
}

// NewPretty returns a printer of lines for people.
func NewPretty(w io.Writer, o Options) Printer { return &pretty{w: w, o: o} }

func (p *pretty) Print(entries []journal.Entry) error {
	var b strings.Builder
	for _, e := range entries {
		if missed := e.Seq - p.last - 1; missed > 0 && !p.o.Silent {
			fmt.Fprintln(&b, p.o.Style.Yellow(fmt.Sprintf("… %s came faster than they could be shown", Count(int64(missed), "entry"))))
		}
		p.last = e.Seq
		if p.o.shows(e) {
			p.line(&b, e)
		}
	}
	_, err := io.WriteString(p.w, b.String())
	return err
}

// line writes one entry: the time, whose it is, and what happened. Further
// lines are indented under the first.
func (p *pretty) line(b *strings.Builder, e journal.Entry) {
	const layout = "15:04:05.000"
	who := p.who(e)
	text := p.text(e)
	indent := "\n" + strings.Repeat(" ", len(layout)+1)
	if e.Kind == journal.Log && who != "" {
		indent += strings.Repeat(" ", len(e.Worker)+3)
	}
	b.WriteString(p.o.Style.Dim(e.Time.Format(layout)) + " " + who + strings.ReplaceAll(text, "\n", indent) + "\n")
}

// who attributes a line: console output always, the rest where there is a
// choice.
func (p *pretty) who(e journal.Entry) string {
	if e.Worker == "" || e.Kind != journal.Log && !p.o.Several {
		return ""
	}
	return p.o.Style.Blue("["+p.o.Style.clean(e.Worker)+"]") + " "
}

// text words an entry, in the colour of how much it matters.
func (p *pretty) text(e journal.Entry) string {
	s := p.o.Style
	text := s.clean(strings.TrimRight(e.Text, "\n"))
	switch {
	case e.Kind == journal.DeadLetter:
		return s.Alarm(" DEAD LETTER ") + " " + s.Red(text)
	case e.Kind == journal.Dropped:
		return s.Alarm(" MESSAGE LOST ") + " " + s.Red(text)
	case e.Kind == journal.Log && e.Level >= journal.Error:
		return s.Red(text)
	case e.Level >= journal.Error:
		first, rest, more := strings.Cut(text, "\n")
		if more {
			rest = "\n" + rest // a stack or a code frame reads better plain
		}
		return s.Red(first) + rest
	case e.Level == journal.Warn:
		return s.Yellow(text)
	case e.Level == journal.Debug:
		return s.Dim(text)
	case e.Kind == journal.Reload || e.Kind == journal.BatchEnd:
		return s.Green(text)
	}
	return text
}
