package main

import (
	"fmt"
	"io"
	"strings"
)

// printOverview shows what paddock is and what it can do.
func (a *app) printOverview(all []*command) error {
	s := a.style(a.stdout)
	var b strings.Builder
	b.WriteString("paddock runs queue Workers on this machine, with queues that survive every save, crash and restart.\n\n")
	fmt.Fprintf(&b, "%s\n  paddock COMMAND [flags]\n\n%s\n", s.Bold("Usage"), s.Bold("Commands"))
	writeList(&b, all)
	fmt.Fprintf(&b, "\n%s\n", s.Bold("Examples"))
	writeExamples(&b, s.Dim, []example{
		{"paddock dev", "run the Worker of wrangler.toml, wrangler.jsonc or wrangler.json in this folder"},
		{"paddock dev index.js --queue jobs=JOBS", "run a script that has no configuration"},
		{"paddock queues send jobs '{\"id\": 1}'", "put a message into a queue"},
	})
	b.WriteString("\npaddock COMMAND --help tells more; --version says which paddock this is.\n")
	_, err := io.WriteString(a.stdout, b.String())
	return err
}

func writeList(b *strings.Builder, all []*command) {
	width := 0
	for _, c := range all {
		width = max(width, len(c.name))
	}
	for _, c := range all {
		fmt.Fprintf(b, "  %-*s  %s\n", width, c.name, c.short)
	}
}

func writeExamples(b *strings.Builder, dim func(string) string, list []example) {
	for _, e := range list {
		fmt.Fprintf(b, "  %s\n      %s\n", e.line, dim(e.does))
	}
}

// printGroup shows the commands of a group.
func (a *app) printGroup(all []*command, group string) error {
	var b strings.Builder
	var list []*command
	for _, c := range all {
		if strings.HasPrefix(c.name, group+" ") {
			list = append(list, c)
		}
	}
	fmt.Fprintf(&b, "%s\n  paddock %s COMMAND [flags]\n\n", a.style(a.stdout).Bold("Usage"), group)
	writeList(&b, list)
	fmt.Fprintf(&b, "\n%s\n", a.style(a.stdout).Bold("Examples"))
	for _, c := range list {
		writeExamples(&b, a.style(a.stdout).Dim, c.examples[:1])
	}
	_, err := io.WriteString(a.stdout, b.String())
	return err
}

// printCommand shows how one command is used.
func (a *app) printCommand(c *command) error {
	s := a.style(a.stdout)
	var b strings.Builder
	usage := strings.TrimRight("paddock "+c.name+" [flags] "+c.args, " ")
	fmt.Fprintf(&b, "%s\n\n%s\n  %s\n", c.about, s.Bold("Usage"), usage)
	fmt.Fprintf(&b, "\n%s\n", s.Bold("Examples"))
	writeExamples(&b, s.Dim, c.examples)
	fmt.Fprintf(&b, "\n%s\n", s.Bold("Flags"))
	width := 0
	for _, f := range c.flags.order {
		width = max(width, len(f.names)+1+len(f.value))
	}
	for _, f := range c.flags.order {
		fmt.Fprintf(&b, "  %-*s  %s\n", width, strings.TrimRight(f.names+" "+f.value, " "), f.about)
	}
	_, err := io.WriteString(a.stdout, b.String())
	return err
}

// help is the command "help".
func (a *app) help(all []*command, args []string) error {
	if len(args) == 0 {
		return a.printOverview(all)
	}
	if len(members(all, args[0])) > 0 && len(args) == 1 {
		return a.printGroup(all, args[0])
	}
	c, _, err := find(all, args)
	if err != nil {
		return err
	}
	return a.printCommand(c)
}
