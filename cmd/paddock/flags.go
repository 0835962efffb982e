package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"paddock/config"
)

// flags are the flags of one command, in the order in which help shows them.
// They may stand before, between and after the operands.
type flags struct {
	set   *flag.FlagSet
	order []flagInfo
	help  bool
	given map[string]bool
}

type flagInfo struct{ names, value, about string }

func newFlags() *flags {
	f := &flags{set: flag.NewFlagSet("", flag.ContinueOnError), given: map[string]bool{}}
	f.set.SetOutput(io.Discard)
	f.set.BoolVar(&f.help, "help", false, "")
	f.set.BoolVar(&f.help, "h", false, "")
	return f
}

// note remembers a flag for the help. names is "port", or "c config" for a
// short and a long name; value names its value, "" for a switch.
func (f *flags) note(names, value, about string) []string {
	list := strings.Fields(names)
	var shown []string
	for _, n := range list {
		if len(n) == 1 {
			shown = append(shown, "-"+n)
		} else {
			shown = append(shown, "--"+n)
		}
	}
	f.order = append(f.order, flagInfo{strings.Join(shown, ", "), value, about})
	return list
}

func (f *flags) boolean(p *bool, names, about string) {
	for _, n := range f.note(names, "", about) {
		f.set.BoolVar(p, n, *p, about)
	}
}

func (f *flags) text(p *string, names, value, about string) {
	for _, n := range f.note(names, value, about) {
		f.set.StringVar(p, n, *p, about)
	}
}

// list is a flag that may be repeated.
func (f *flags) list(p *[]string, names, value, about string) {
	for _, n := range f.note(names, value, about+" (repeatable)") {
		f.set.Func(n, about, func(s string) error {
			*p = append(*p, s)
			return nil
		})
	}
}

// whole is a whole number within bounds.
func (f *flags) whole(p *int, names, value string, least, most int, about string) {
	for _, n := range f.note(names, value, about) {
		f.set.Func(n, about, func(s string) error {
			v, err := wholeNumber(s, least, most)
			if err != nil {
				return err
			}
			*p = v
			return nil
		})
	}
}

// wholeNumber reads a whole number within bounds. The error goes on from what
// the number is.
func wholeNumber(s string, least, most int) (int, error) {
	v, err := strconv.Atoi(s)
	if err != nil || strconv.Itoa(v) != s || v < least || v > most {
		return 0, fmt.Errorf("must be a whole number from %d to %d", least, most)
	}
	return v, nil
}

// choice is one of a few words.
func (f *flags) choice(p *string, names string, choices []string, about string) {
	for _, n := range f.note(names, strings.Join(choices, "|"), about) {
		f.set.Func(n, about, func(s string) error {
			if !slices.Contains(choices, s) {
				return fmt.Errorf("must be %s or %s", strings.Join(choices[:len(choices)-1], ", "), choices[len(choices)-1])
			}
			*p = s
			return nil
		})
	}
}

// has reports whether a flag was given on the command line.
func (f *flags) has(name string) bool { return f.given[name] }

// parse reads the flags and returns the operands. Everything after "--" is an
// operand.
func (f *flags) parse(args []string) ([]string, error) {
	var operands []string
	for {
		if len(args) > 0 && args[0] == "--" {
			return append(operands, args[1:]...), nil
		}
		if err := f.check(args); err != nil {
			return nil, err
		}
		err := f.set.Parse(args)
		f.set.Visit(func(g *flag.Flag) { f.given[g.Name] = true })
		if err != nil && !errors.Is(err, flag.ErrHelp) {
			return nil, reword(err)
		}
		rest := f.set.Args()
		if used := len(args) - len(rest); used > 0 && args[used-1] == "--" {
			return append(operands, rest...), nil
		}
		if len(rest) == 0 {
			return operands, nil
		}
		operands, args = append(operands, rest[0]), rest[1:]
	}
}

// check refuses an unknown flag, naming the nearest one.
func (f *flags) check(args []string) error {
	for i := 0; i < len(args); i++ {
		name, _, inline := strings.Cut(strings.TrimPrefix(strings.TrimPrefix(args[i], "-"), "-"), "=")
		if args[i] == "-" || args[i] == "--" || !strings.HasPrefix(args[i], "-") {
			return nil
		}
		known := f.set.Lookup(name)
		if known == nil {
			return f.unknown(args[i], name)
		}
		if b, ok := known.Value.(interface{ IsBoolFlag() bool }); !inline && (!ok || !b.IsBoolFlag()) {
			i++ // its value
		}
	}
	return nil
}

func (f *flags) unknown(arg, name string) error {
	var names []string
	f.set.VisitAll(func(g *flag.Flag) {
		if len(g.Name) > 1 {
			names = append(names, g.Name)
		}
	})
	shown, _, _ := strings.Cut(arg, "=")
	if best := config.Nearest(name, names); best != "" {
		return fmt.Errorf("there is no flag %s: did you mean --%s?", shown, best)
	}
	return fmt.Errorf("there is no flag %s", shown)
}

// reword says what package flag says in the words of the rest.
func reword(err error) error {
	text := err.Error()
	if name, ok := strings.CutPrefix(text, "flag needs an argument: -"); ok {
		return fmt.Errorf("the flag %s needs a value", dashed(name))
	}
	if rest, ok := strings.CutPrefix(text, "invalid value "); ok {
		value, rest, _ := strings.Cut(rest, " for flag -")
		name, why, _ := strings.Cut(rest, ": ")
		return fmt.Errorf("%s %s: it %s", dashed(name), value, why)
	}
	if rest, ok := strings.CutPrefix(text, "invalid boolean value "); ok {
		value, rest, _ := strings.Cut(rest, " for -")
		name, _, _ := strings.Cut(rest, ": ")
		return fmt.Errorf("%s takes no value, not %s", dashed(name), value)
	}
	return err
}

func dashed(name string) string {
	if len(name) == 1 {
		return "-" + name
	}
	return "--" + name
}
