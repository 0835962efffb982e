package main

import (
	"fmt"
	"io"
	"net/url"
	"strings"

	"paddock/bindings/secretsstore"
	"paddock/cmd/paddock/terminal"
	"paddock/internal/dev"
)

type secretOptions struct {
	queueFlags
	store string
}

func (o *secretOptions) declare(f *flags) {
	o.queueFlags.declare(f)
	f.text(&o.store, "store", "ID", "the store that the secret is in, where the configuration does not say it")
}

// path is the path of the calls about one secret.
func (o *secretOptions) path(name string) string {
	return "/secrets-store/secret?" + url.Values{"store": {o.store}, "name": {name}}.Encode()
}

func (a *app) secretsListCommand() *command {
	var o queueFlags
	c := &command{
		name:  "secrets-store list",
		short: "list the secrets of the Secrets Store",
		about: "Lists the secrets that are bound or set, and where each value comes from. Values are never shown.",
		examples: []example{
			{"paddock secrets-store list", "a table"},
			{"paddock secrets-store list --json", "the same for programs"},
		},
		flags: newFlags(),
	}
	o.declare(c.flags)
	c.run = func(operands []string) error {
		if err := needNone(c, operands); err != nil {
			return err
		}
		return a.withQueues(c, &o, func(client *client) error { return a.secretsList(client, o.asJSON) })
	}
	return c
}

func (a *app) secretsList(client *client, asJSON bool) error {
	var all []dev.KnownSecret
	if err := client.inspect("GET", "/secrets-store", nil, &all); err != nil {
		return err
	}
	switch {
	case asJSON:
		return a.printJSON(all)
	case len(all) == 0:
		return a.printf("no secrets\n")
	}
	var cells [][]string
	for _, s := range all {
		value := map[string]string{dev.FromFile: "of .dev.vars or .env", dev.FromStore: "set"}[s.From]
		var bound []string
		for _, b := range s.BoundTo {
			bound = append(bound, b.Worker+" (env."+b.Binding+")")
		}
		cells = append(cells, []string{s.Name, s.Store, or(value, "missing"), dash(bound)})
	}
	columns := []terminal.Column{{Name: "secret"}, {Name: "store"}, {Name: "value"}, {Name: "bound to"}}
	return terminal.Table(a.stdout, a.style(a.stdout), "", columns, cells)
}

func (a *app) secretsSetCommand() *command {
	var o secretOptions
	c := &command{
		name:  "secrets-store set",
		args:  "SECRET [VALUE]",
		short: "set a secret of the Secrets Store",
		about: "Sets the value of a secret, which is named by its name in the store or by a binding. Without VALUE, or with -, the\nstandard input is read, without the end of its line: what stands on a command line is seen by other users of the machine.\nA value in .dev.vars or .env wins.",
		examples: []example{
			{"paddock secrets-store set API_KEY s3cret", "a value"},
			{"pass show api | paddock secrets-store set API_KEY", "from the standard input"},
		},
		flags: newFlags(),
	}
	o.declare(c.flags)
	c.run = func(operands []string) error {
		if len(operands) < 1 || len(operands) > 2 {
			return usagef(c, "a SECRET and its VALUE are needed: paddock %s %s", c.name, c.args)
		}
		value := ""
		if len(operands) == 2 {
			value = operands[1]
		}
		if len(operands) == 1 || value == "-" {
			text, err := io.ReadAll(a.stdin)
			if err != nil {
				return fmt.Errorf("read the secret: %w", err)
			}
			value = strings.TrimSuffix(strings.TrimSuffix(string(text), "\n"), "\r")
		}
		return a.withQueues(c, &o.queueFlags, func(client *client) error {
			return a.changeSecret(client, "PUT", &o, operands[0], map[string]any{"value": value}, "set")
		})
	}
	return c
}

func (a *app) secretsDeleteCommand() *command {
	var o secretOptions
	c := &command{
		name:  "secrets-store delete",
		args:  "SECRET",
		short: "delete a secret that was set",
		about: "Deletes the value of a secret that was set. Values in files stay.",
		examples: []example{
			{"paddock secrets-store delete API_KEY", "forget a value"},
		},
		flags: newFlags(),
	}
	o.declare(c.flags)
	c.run = func(operands []string) error {
		if len(operands) != 1 {
			return usagef(c, "a SECRET is needed: paddock %s %s", c.name, c.args)
		}
		return a.withQueues(c, &o.queueFlags, func(client *client) error {
			return a.changeSecret(client, "DELETE", &o, operands[0], nil, "deleted")
		})
	}
	return c
}

func (a *app) changeSecret(client *client, method string, o *secretOptions, name string, body any, done string) error {
	var id secretsstore.ID
	if err := client.inspect(method, o.path(name), body, &id); err != nil {
		return err
	}
	if o.asJSON {
		return a.printJSON(id)
	}
	return a.printf("%s %s of the store %s\n", done, id.Name, id.Store)
}
