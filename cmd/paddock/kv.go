package main

import (
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"paddock/cmd/paddock/terminal"
	"paddock/internal/dev"
)

// inspect makes a call about what bindings keep.
func (c *client) inspect(method, path string, body, result any) error {
	return plain(c.tool(method, path, body, result))
}

// kvPath is the path of the calls about a namespace.
func kvPath(namespace, call string, query url.Values) string {
	path := "/kv/" + url.PathEscape(namespace) + "/" + call
	if len(query) > 0 {
		path += "?" + query.Encode()
	}
	return path
}

func keyQuery(key string) url.Values { return url.Values{"key": {key}} }

func (a *app) kvListCommand() *command {
	var o struct {
		queueFlags
		prefix string
		count  int
	}
	o.count = 1000
	c := &command{
		name:  "kv list",
		args:  "[NAMESPACE]",
		short: "list KV namespaces, or the keys of one",
		about: "Lists the KV namespaces of a running paddock, or of the state folder when none runs; or the keys of one of them,\nwhich is named by its id or by a binding.",
		examples: []example{
			{"paddock kv list", "the namespaces"},
			{"paddock kv list CACHE", "the keys of the namespace that env.CACHE leads to"},
			{"paddock kv list CACHE --prefix user: --json", "some of them, for programs"},
		},
		flags: newFlags(),
	}
	o.declare(c.flags)
	c.flags.text(&o.prefix, "prefix", "TEXT", "only keys that begin with this")
	c.flags.whole(&o.count, "n count", "N", 1, 10_000_000, "list at most so many keys (default: 1000)")
	c.run = func(operands []string) error {
		switch {
		case len(operands) > 1:
			return usagef(c, "one namespace at a time, not also %q", operands[1])
		case len(operands) == 0 && c.flags.has("prefix"):
			return usagef(c, "--prefix is about the keys of a namespace: which one?")
		}
		return a.withQueues(c, &o.queueFlags, func(client *client) error {
			if len(operands) == 0 {
				return a.kvNamespaces(client, o.asJSON)
			}
			return a.kvKeys(client, operands[0], o.prefix, o.count, o.asJSON)
		})
	}
	return c
}

func (a *app) kvNamespaces(client *client, asJSON bool) error {
	var all []dev.KVNamespace
	if err := client.inspect("GET", "/kv", nil, &all); err != nil {
		return err
	}
	switch {
	case asJSON:
		return a.printJSON(all)
	case len(all) == 0:
		return a.printf("no KV namespaces\n")
	}
	var cells [][]string
	for _, n := range all {
		var bound []string
		for _, b := range n.BoundTo {
			bound = append(bound, b.Worker+" (env."+b.Binding+")")
		}
		cells = append(cells, []string{n.ID, fmt.Sprint(n.Keys), terminal.Bytes(n.Bytes), dash(bound)})
	}
	columns := []terminal.Column{{Name: "namespace"}, {Name: "keys", Right: true}, {Name: "size", Right: true}, {Name: "bound to"}}
	return terminal.Table(a.stdout, a.style(a.stdout), "", columns, cells)
}

func (a *app) kvKeys(client *client, namespace, prefix string, count int, asJSON bool) error {
	const most = 1000
	keys, more := []dev.KVKey{}, false
	query := url.Values{"prefix": {prefix}}
	for {
		var page dev.KVPage
		query.Set("limit", strconv.Itoa(min(most, count-len(keys))))
		if err := client.inspect("GET", kvPath(namespace, "keys", query), nil, &page); err != nil {
			return err
		}
		keys = append(keys, page.Keys...)
		more = page.Cursor != ""
		if !more || len(keys) >= count {
			break
		}
		query.Set("cursor", page.Cursor)
	}
	switch {
	case asJSON:
		return a.printJSON(keys)
	case len(keys) == 0:
		return a.printf("no such keys in %s\n", namespace)
	}
	var cells [][]string
	for _, k := range keys {
		expires := "-"
		if k.Expiration != 0 {
			expires = "in " + terminal.Span(time.Unix(k.Expiration, 0).Sub(a.clock.Now()))
		}
		cells = append(cells, []string{printable(k.Name), expires, shorten(string(k.Metadata), 60)})
	}
	columns := []terminal.Column{{Name: "key"}, {Name: "expires"}, {Name: "metadata"}}
	if err := terminal.Table(a.stdout, a.style(a.stdout), "", columns, cells); err != nil || !more {
		return err
	}
	return a.printf("and more: --count lists them\n")
}

// printable is a key on one line.
func printable(key string) string {
	if strings.ContainsFunc(key, func(r rune) bool { return r < ' ' }) {
		return strconv.Quote(key)
	}
	return key
}

func (a *app) kvGetCommand() *command {
	var o queueFlags
	c := &command{
		name:  "kv get",
		args:  "NAMESPACE KEY",
		short: "print the value of a key",
		about: "Prints the value of a key as it is stored, byte by byte. The namespace is named by its id or by a binding.",
		examples: []example{
			{"paddock kv get CACHE user:7", "the value"},
			{"paddock kv get CACHE photo > photo.jpg", "into a file"},
			{"paddock kv get CACHE user:7 --json", "with its metadata and expiration; the value is text, or base64 where it is none"},
		},
		flags: newFlags(),
	}
	o.declare(c.flags)
	c.run = func(operands []string) error {
		if len(operands) != 2 {
			return usagef(c, "a NAMESPACE and a KEY are needed: paddock %s %s", c.name, c.args)
		}
		return a.withQueues(c, &o, func(client *client) error { return a.kvGet(client, operands[0], operands[1], o.asJSON) })
	}
	return c
}

func (a *app) kvGet(client *client, namespace, key string, asJSON bool) error {
	var e dev.KVEntry
	if err := client.inspect("GET", kvPath(namespace, "value", keyQuery(key)), nil, &e); err != nil {
		return err
	}
	if !asJSON {
		_, err := a.stdout.Write(e.Value)
		return err
	}
	out := struct {
		dev.KVKey
		Text  *string `json:"text,omitempty"`
		Value []byte  `json:"base64,omitempty"`
	}{KVKey: e.KVKey}
	if text := string(e.Value); utf8.ValidString(text) {
		out.Text = &text
	} else {
		out.Value = e.Value
	}
	return a.printJSON(out)
}

type kvPutOptions struct {
	queueFlags
	ttl, expiration int
	metadata        string
}

func (a *app) kvPutCommand() *command {
	o := kvPutOptions{ttl: -1, expiration: -1}
	c := &command{
		name:  "kv put",
		args:  "NAMESPACE KEY VALUE",
		short: "write a value under a key",
		about: "Writes a value under a key, over whatever is there. VALUE is a text, @FILE for what is in a file, or - for the\nstandard input. The namespace is named by its id or by a binding.",
		examples: []example{
			{"paddock kv put CACHE greeting hello", "a text"},
			{"paddock kv put CACHE photo @photo.jpg --ttl 3600", "a file, for an hour"},
			{"paddock kv put CACHE user:7 '{\"name\":\"Ada\"}' --metadata '{\"by\":\"me\"}'", "with metadata"},
		},
		flags: newFlags(),
	}
	o.declare(c.flags)
	c.flags.whole(&o.ttl, "ttl", "SECONDS", 60, 1<<31-1, "how long the value lives")
	c.flags.whole(&o.expiration, "expiration", "TIME", 0, 1<<31-1, "when the value ends, in seconds since 1970")
	c.flags.text(&o.metadata, "metadata", "JSON", "metadata to go with the value")
	c.run = func(operands []string) error {
		if len(operands) != 3 {
			return usagef(c, "a NAMESPACE, a KEY and a VALUE are needed: paddock %s %s", c.name, c.args)
		}
		if o.ttl >= 0 && o.expiration >= 0 {
			return usagef(c, "either --ttl or --expiration, not both")
		}
		value, err := a.given(operands[2])
		if err != nil {
			return err
		}
		return a.withQueues(c, &o.queueFlags, func(client *client) error {
			return a.kvPut(client, &o, operands[0], operands[1], value)
		})
	}
	return c
}

// given reads a value that the command line gives itself, or leads to.
func (a *app) given(arg string) ([]byte, error) {
	value, err := []byte(arg), error(nil)
	if arg == "-" {
		value, err = io.ReadAll(a.stdin)
	} else if path, named := strings.CutPrefix(arg, "@"); named {
		value, err = os.ReadFile(a.path(path))
	}
	if err != nil {
		return nil, fmt.Errorf("read the value: %w", err)
	}
	return value, nil
}

func (a *app) kvPut(client *client, o *kvPutOptions, namespace, key string, value []byte) error {
	body := map[string]any{"value": value, "metadata": o.metadata}
	if o.ttl >= 0 {
		body["expiration_ttl"] = o.ttl
	}
	if o.expiration >= 0 {
		body["expiration"] = o.expiration
	}
	if err := client.inspect("PUT", kvPath(namespace, "value", keyQuery(key)), body, nil); err != nil {
		return err
	}
	if o.asJSON {
		return a.printJSON(map[string]any{"key": key, "bytes": len(value)})
	}
	return a.printf("wrote %s to %s: %s\n", printable(key), namespace, terminal.Bytes(int64(len(value))))
}

func (a *app) kvDeleteCommand() *command {
	var o queueFlags
	c := &command{
		name:  "kv delete",
		args:  "NAMESPACE KEY…",
		short: "delete keys",
		about: "Deletes keys with their values. A key that is not there is no error, as for a Worker. The namespace is named by its\nid or by a binding.",
		examples: []example{
			{"paddock kv delete CACHE user:7", "one key"},
			{"paddock kv delete CACHE user:7 user:8", "several"},
		},
		flags: newFlags(),
	}
	o.declare(c.flags)
	c.run = func(operands []string) error {
		if len(operands) < 2 {
			return usagef(c, "a NAMESPACE and a KEY are needed: paddock %s %s", c.name, c.args)
		}
		return a.withQueues(c, &o, func(client *client) error { return a.kvDelete(client, operands[0], operands[1:], o.asJSON) })
	}
	return c
}

func (a *app) kvDelete(client *client, namespace string, keys []string, asJSON bool) error {
	var all []error
	for _, key := range keys {
		all = append(all, client.inspect("DELETE", kvPath(namespace, "value", keyQuery(key)), nil, nil))
	}
	if err := errors.Join(all...); err != nil {
		return err
	}
	if asJSON {
		return a.printJSON(map[string]any{"deleted": len(keys)})
	}
	return a.printf("deleted %s of %s\n", terminal.Count(len(keys), "key"), namespace)
}
