package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/url"
	"os"
	"strings"

	"paddock/bindings/d1"
	"paddock/cmd/paddock/terminal"
)

// d1Flags are what every command about D1 databases has.
type d1Flags struct {
	queueFlags
}

func (o *d1Flags) declare(f *flags) {
	f.list(&o.configs, "c config", "FILE", "the configuration whose databases are meant")
	f.text(&o.env, "e env", "NAME", "the environment of the configuration, where no paddock runs")
	o.declareState(f)
	f.boolean(&o.asJSON, "json", "print JSON for programs")
}

// databasePath is the path of a database's calls.
func databasePath(database, call string) string {
	return "/d1/" + url.PathEscape(database) + "/" + call
}

// oneDatabase takes the name of a database from the operands.
func oneDatabase(c *command, operands []string) (string, []string, error) {
	if len(operands) == 0 {
		return "", nil, usagef(c, "which database? paddock %s %s", c.name, c.args)
	}
	return operands[0], operands[1:], nil
}

type executeOptions struct {
	d1Flags
	sql  string
	file string
}

func (a *app) d1ExecuteCommand() *command {
	var o executeOptions
	c := &command{
		name:  "d1 execute",
		args:  "DATABASE",
		short: "run SQL on a D1 database",
		about: "Runs SQL on the database of that binding, name or id: all of it or, when a statement fails, nothing.\nThe database is that of the running paddock, or of the state folder when none runs.",
		examples: []example{
			{`paddock d1 execute DB --command "SELECT * FROM users"`, "print rows"},
			{"paddock d1 execute DB --file seed.sql", "run a script"},
			{`paddock d1 execute DB --command "SELECT 1 AS one" --json`, "results as the official tool prints them"},
		},
		flags: newFlags(),
	}
	o.declare(c.flags)
	c.flags.text(&o.sql, "command", "SQL", "what to run")
	c.flags.text(&o.file, "file", "FILE", "a script to run; - for the standard input")
	c.run = func(operands []string) error {
		database, rest, err := oneDatabase(c, operands)
		switch {
		case err != nil:
			return err
		case len(rest) > 0:
			return usagef(c, "one database at a time, not also %q: SQL goes behind --command", rest[0])
		case c.flags.has("command") == c.flags.has("file"):
			return usagef(c, "either --command SQL or --file FILE")
		}
		if o.file != "" {
			text, err := a.readScript(o.file)
			if err != nil {
				return err
			}
			o.sql = text
		}
		return a.withQueues(c, &o.queueFlags, func(client *client) error {
			var results []queryResult
			if err := client.tool("POST", databasePath(database, "query"), map[string]string{"sql": o.sql}, &results); err != nil {
				return plain(err)
			}
			if o.asJSON {
				return a.printJSON(results)
			}
			return a.printResults(results)
		})
	}
	return c
}

func (a *app) readScript(file string) (string, error) {
	var text []byte
	var err error
	if file == "-" {
		text, err = io.ReadAll(a.stdin)
	} else {
		text, err = os.ReadFile(a.path(file))
	}
	if err != nil {
		return "", fmt.Errorf("read the script: %w", err)
	}
	return string(text), nil
}

// A queryResult is what one statement returned.
type queryResult struct {
	Columns []string            `json:"columns"`
	Rows    [][]json.RawMessage `json:"rows"`
	Meta    d1.MetaJSON         `json:"meta"`
}

// MarshalJSON shows rows as objects, as the official tool does.
func (r queryResult) MarshalJSON() ([]byte, error) {
	rows := []json.RawMessage{}
	for _, row := range r.Rows {
		var b bytes.Buffer
		b.WriteByte('{')
		for n, name := range r.Columns {
			if n > 0 {
				b.WriteByte(',')
			}
			key, err := json.Marshal(name)
			if err != nil {
				return nil, err
			}
			b.Write(key)
			b.WriteByte(':')
			b.Write(row[n])
		}
		b.WriteByte('}')
		rows = append(rows, b.Bytes())
	}
	return json.Marshal(struct {
		Results []json.RawMessage `json:"results"`
		Success bool              `json:"success"`
		Meta    d1.MetaJSON       `json:"meta"`
	}{rows, true, r.Meta})
}

// printResults prints rows as tables, and a line for each statement without.
func (a *app) printResults(results []queryResult) error {
	for n, r := range results {
		if n > 0 {
			fmt.Fprintln(a.stdout)
		}
		if err := a.printResult(r); err != nil {
			return err
		}
	}
	return nil
}

func (a *app) printResult(r queryResult) error {
	if len(r.Columns) == 0 {
		return a.printf("done, %s changed, %s ms\n", terminal.Count(int(r.Meta.Changes), "row"), millis(r.Meta.Duration))
	}
	var columns []terminal.Column
	for _, name := range r.Columns {
		columns = append(columns, terminal.Column{Name: name})
	}
	var cells [][]string
	for _, row := range r.Rows {
		var line []string
		for n, v := range row {
			text := cellText(v)
			line = append(line, text)
			columns[n].Right = columns[n].Right || v[0] == '-' || v[0] >= '0' && v[0] <= '9'
		}
		cells = append(cells, line)
	}
	if err := terminal.Table(a.stdout, a.style(a.stdout), "", columns, cells); err != nil {
		return err
	}
	return a.printf("%s, %s ms\n", terminal.Count(len(r.Rows), "row"), millis(r.Meta.Duration))
}

// millis words milliseconds with as many digits as tell something.
func millis(ms float64) string { return strings.TrimSuffix(fmt.Sprintf("%.1f", ms), ".0") }

// cellText shows a value in a table: texts without their quotes, blobs in hex.
func cellText(v json.RawMessage) string {
	var text string
	if json.Unmarshal(v, &text) == nil && v[0] == '"' {
		return text
	}
	var bytes []int
	if v[0] == '[' && json.Unmarshal(v, &bytes) == nil {
		const most = 32
		var b strings.Builder
		b.WriteString("x'")
		for n, one := range bytes {
			if n == most {
				b.WriteString("…")
				break
			}
			fmt.Fprintf(&b, "%02x", one)
		}
		return b.String() + "'"
	}
	return string(v)
}
