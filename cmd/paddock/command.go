package main

import (
	"fmt"
	"slices"
	"strings"

	"paddock/config"
)

// A command is one thing that paddock does.
type command struct {
	name     string // such as "dev" or "queues send"
	args     string // what follows the flags, for the usage line
	short    string // one line for the list of commands
	about    string // what it does, for --help
	examples []example
	flags    *flags
	run      func(args []string) error
}

// An example shows a command line and what it does.
type example struct{ line, does string }

// commands lists every command, in the order of the help.
func (a *app) commands() []*command {
	return []*command{
		a.devCommand(),
		a.checkCommand(),
		a.typesCommand(),
		a.testCommand(),
		a.queuesListCommand(),
		a.queuesInfoCommand(),
		a.queuesMetricsCommand(),
		a.queuesPeekCommand(),
		a.queuesSendCommand(),
		a.queuesPullCommand(),
		a.queuesAckCommand(),
		a.queuesRedriveCommand(),
		a.queuesPurgeCommand(),
		a.queuesPauseCommand(),
		a.queuesResumeCommand(),
		a.queuesCreateCommand(),
		a.queuesDeleteCommand(),
		a.kvListCommand(),
		a.kvGetCommand(),
		a.kvPutCommand(),
		a.kvDeleteCommand(),
		a.analyticsQueryCommand(),
		a.secretsListCommand(),
		a.secretsSetCommand(),
		a.secretsDeleteCommand(),
		a.r2ListCommand(),
		a.r2GetCommand(),
		a.r2PutCommand(),
		a.r2DeleteCommand(),
		a.replayCommand(),
		a.triggerQueueCommand(),
		a.simulateCommand(),
		a.d1ExecuteCommand(),
		a.d1ListMigrationsCommand(),
		a.d1ApplyMigrationsCommand(),
		a.d1CreateMigrationCommand(),
		a.resetCommand(),
	}
}

// dispatch finds the command and runs it.
func (a *app) dispatch(args []string) error {
	all := a.commands()
	if len(args) == 0 {
		return a.printOverview(all)
	}
	switch args[0] {
	case "-h", "-help", "--help":
		return a.printOverview(all)
	case "-v", "-version", "--version", "version":
		_, err := fmt.Fprintln(a.stdout, "paddock "+version)
		return err
	case "help":
		return a.help(all, args[1:])
	}
	c, rest, err := find(all, args)
	if err != nil {
		return err
	}
	if c == nil { // a group, asked for help
		return a.printGroup(all, args[0])
	}
	operands, err := c.flags.parse(rest)
	switch {
	case err != nil:
		return &usageError{command: c, err: err}
	case c.flags.help:
		return a.printCommand(c)
	}
	return c.run(operands)
}

// find picks the command that args begin with, and returns what follows its
// name. It returns no command when a group such as "queues" is asked for help.
func find(all []*command, args []string) (*command, []string, error) {
	for _, c := range all {
		words := strings.Fields(c.name)
		if len(args) >= len(words) && slices.Equal(args[:len(words)], words) {
			return c, args[len(words):], nil
		}
	}
	prefix, depth := args[0], 1
	for depth < len(args) && len(members(all, prefix+" "+args[depth])) > 0 { // a group within the group
		prefix, depth = prefix+" "+args[depth], depth+1
	}
	group := members(all, prefix)
	switch {
	case len(group) > 0 && len(args) == depth:
		return nil, nil, &usageError{err: fmt.Errorf("%q needs one of: %s", prefix, strings.Join(group, ", ")), topic: args[0]}
	case len(group) > 0 && isHelp(args[depth]):
		return nil, nil, nil
	case len(group) > 0:
		return nil, nil, unknown("command", prefix+" "+args[depth], group, args[depth], args[0])
	}
	var names []string
	for _, c := range all {
		if word := strings.Fields(c.name)[0]; !slices.Contains(names, word) {
			names = append(names, word)
		}
	}
	if strings.HasPrefix(args[0], "-") {
		return nil, nil, &usageError{err: fmt.Errorf("a command comes before its flags: paddock dev %s …", args[0])}
	}
	return nil, nil, unknown("command", args[0], names, args[0], "")
}

// members lists the second words of the commands of a group.
func members(all []*command, group string) []string {
	var names []string
	for _, c := range all {
		if rest, ok := strings.CutPrefix(c.name, group+" "); ok {
			names = append(names, rest)
		}
	}
	return names
}

// unknown words a name that does not exist, with the nearest that does.
func unknown(what, shown string, known []string, word, topic string) error {
	err := fmt.Errorf("there is no %s %q", what, shown)
	if best := config.Nearest(word, known); best != "" {
		err = fmt.Errorf("%w: did you mean %q?", err, strings.TrimSuffix(shown, word)+best)
	}
	return &usageError{err: err, topic: topic}
}

// A usageError is a command line that makes no sense.
type usageError struct {
	command *command // nil when none was found
	topic   string   // a group of commands to read about
	err     error
}

func (e *usageError) Error() string { return e.err.Error() }
func (e *usageError) Unwrap() error { return e.err }

// hint says where to read how it is meant.
func (e *usageError) hint() string {
	topic := e.topic
	if e.command != nil {
		topic = e.command.name
	}
	if topic != "" {
		topic += " "
	}
	return fmt.Sprintf("Try: paddock %s--help\n", topic)
}

// usagef makes an error of a command's own.
func usagef(c *command, format string, args ...any) error {
	return &usageError{command: c, err: fmt.Errorf(format, args...)}
}

func isHelp(arg string) bool { return slices.Contains([]string{"-h", "-help", "--help"}, arg) }
