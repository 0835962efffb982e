package main

import (
	"fmt"
	"io"

	"paddock/cmd/paddock/terminal"
	"paddock/internal/dev"
)

func (a *app) analyticsQueryCommand() *command {
	var o queueFlags
	c := &command{
		name:  "analytics query",
		args:  "SQL",
		short: "query what was written to Analytics Engine",
		about: "Runs a query over the data points that Workers wrote. Each dataset is a table of its name, with the platform's columns:\ntimestamp, index1, blob1 to blob20, double1 to double20, _sample_interval. The SQL is SQLite's; nothing can be changed.\n- reads the query from the standard input.",
		examples: []example{
			{"paddock analytics query 'SELECT blob1, sum(double1) AS total FROM VISITS GROUP BY blob1'", "a table"},
			{"paddock analytics query 'SELECT * FROM VISITS ORDER BY timestamp DESC LIMIT 10' --json", "for programs"},
		},
		flags: newFlags(),
	}
	o.declare(c.flags)
	c.run = func(operands []string) error {
		if len(operands) != 1 {
			return usagef(c, "one SQL query is needed, in quotes: paddock %s %s", c.name, c.args)
		}
		query := operands[0]
		if query == "-" {
			text, err := io.ReadAll(a.stdin)
			if err != nil {
				return fmt.Errorf("read the query: %w", err)
			}
			query = string(text)
		}
		return a.withQueues(c, &o, func(client *client) error { return a.analyticsQuery(client, query, o.asJSON) })
	}
	return c
}

func (a *app) analyticsQuery(client *client, query string, asJSON bool) error {
	var out dev.QueryResult
	if err := client.inspect("POST", "/analytics/query", map[string]any{"query": query}, &out); err != nil {
		return err
	}
	switch {
	case asJSON:
		return a.printJSON(out)
	case len(out.Rows) == 0:
		return a.printf("no rows\n")
	}
	var columns []terminal.Column
	for n, name := range out.Columns {
		_, number := out.Rows[0][n].(float64)
		columns = append(columns, terminal.Column{Name: name, Right: number})
	}
	var cells [][]string
	for _, row := range out.Rows {
		var line []string
		for _, v := range row {
			line = append(line, cell(v))
		}
		cells = append(cells, line)
	}
	if err := terminal.Table(a.stdout, a.style(a.stdout), "", columns, cells); err != nil || !out.More {
		return err
	}
	return a.printf("and more: LIMIT and OFFSET show other rows\n")
}

// cell is a value of a row on one line.
func cell(v any) string {
	switch v := v.(type) {
	case nil:
		return "NULL"
	case string:
		return shorten(v, 60)
	}
	return fmt.Sprint(v)
}
