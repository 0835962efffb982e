package simulation

import (
	"context"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"paddock/bindings/codec/v8wire"
	"paddock/bindings/d1"
	"paddock/bindings/kv"
	"paddock/bindings/r2"
	"paddock/bindings/workflow"
	"paddock/config"
	"paddock/queue"
)

// Effects are what a run leaves in the world, each as a line. What differs from
// run to run without meaning anything (times, random ids) is masked.
type Effects struct {
	Requests []string `json:"requests"` // that changed something, repeats with the same idempotency key left out
	State    []string `json:"state"`    // of the bindings
	Queues   []string `json:"queues"`   // messages in queues that nobody here consumes
	Fates    []string `json:"fates"`    // of what came from outside
}

func (r *run) effects() (*Effects, error) {
	e := &Effects{Requests: r.outbound(), Queues: r.leftOver(), Fates: r.fates()}
	seen := map[string]bool{}
	for _, w := range r.s.o.Workers {
		for _, b := range w.Config().Bindings {
			var lines []string
			var err error
			switch set := b.Settings.(type) {
			case config.KV:
				if !seen["kv "+set.ID] {
					seen["kv "+set.ID] = true
					lines, err = r.keys(b.Binding, set.ID)
				}
			case config.R2:
				if name := w.Bucket(b.Binding, set); !seen["r2 "+name] {
					seen["r2 "+name] = true
					lines, err = r.objects(b.Binding, name)
				}
			case config.Workflow:
				if !seen["workflow "+set.Name] {
					seen["workflow "+set.Name] = true
					lines, err = r.flows(b.Binding, set.Name)
				}
			case config.D1:
				if !seen["d1 "+set.ID] {
					seen["d1 "+set.ID] = true
					lines, err = r.tables(b.Binding, set.ID)
				}
			}
			if err != nil {
				return nil, fmt.Errorf("read the state of env.%s: %w", b.Binding, err)
			}
			e.State = append(e.State, lines...)
		}
	}
	return e, nil
}

// outbound lists the requests that changed something.
func (r *run) outbound() []string {
	seen := map[string]bool{}
	var out []string
	for _, q := range r.requests {
		if q.reads || !q.Performed || r.ignored(q.URL) {
			continue
		}
		once := ""
		switch {
		case q.Key != "":
			once = q.Method + " " + q.URL + " " + q.Key
		case q.Method == "PUT" || q.Method == "DELETE":
			once = q.Method + " " + q.URL + " " + q.Body
		}
		if once != "" && seen[once] {
			continue
		}
		seen[once] = true
		out = append(out, r.mask(q.Method+" "+q.URL+" "+shorten(q.Body)))
	}
	return out
}

// leftOver lists what is in queues that nobody here consumes. A body that is
// there twice was sent twice, which at-least-once delivery does anyway.
func (r *run) leftOver() []string {
	seen := map[string]bool{}
	var out []string
	r.store.View(func(v queue.Snapshot) error {
		all, err := v.Queues()
		for _, q := range all {
			if _, ok := r.s.consumed[q.Name]; ok {
				continue
			}
			msgs, _ := v.Peek(q.ID, queue.Peek{Limit: 1 << 20, Now: r.clock.Now()})
			for _, m := range msgs {
				text := q.Name + ": " + readable(m.Type, m.Body)
				if known := r.messages[m.ID]; known != nil && known.n >= 0 {
					text = fmt.Sprintf("%s: message %d", q.Name, known.n)
				} else if once := r.times(text); seen[once] {
					continue
				} else {
					seen[once] = true
				}
				out = append(out, r.mask(text))
			}
		}
		return err
	})
	return out
}

// fates says what became of everything in the workload.
func (r *run) fates() []string {
	var out []string
	for n, p := range r.plan {
		if !r.chance.sends(n) {
			continue
		}
		switch {
		case p.request != nil:
			out = append(out, fmt.Sprintf("request %d %s %s: %s", n, p.request.method, p.request.url, r.items[n].fate))
		case p.cron != nil:
			out = append(out, fmt.Sprintf("cron run %d of %s: %s", n, p.cron.expr, r.items[n].fate))
		}
	}
	for _, m := range r.messages {
		if m.n >= 0 {
			out = append(out, fmt.Sprintf("message %d of %s: %s", m.n, m.queue, m.fate))
		}
	}
	slices.Sort(out)
	return out
}

// keys lists a KV namespace.
func (r *run) keys(binding, namespace string) (out []string, err error) {
	store, err := r.stores.KV()
	if err != nil {
		return nil, err
	}
	cursor := ""
	for {
		var page kv.Page
		store.List(namespace, kv.ListOptions{Cursor: cursor}, func(p kv.Page, e error) { page, err = p, e })
		if err != nil {
			return nil, err
		}
		for _, k := range page.Keys {
			var value []byte
			store.Get(namespace, k.Name, func(e *kv.Entry, failed error) {
				if err = failed; e != nil {
					value = e.Value
				}
			})
			if err != nil {
				return nil, err
			}
			if !r.ignored(binding + "/" + k.Name) {
				out = append(out, r.mask(fmt.Sprintf("env.%s[%q] = %s", binding, k.Name, shorten(string(value)))))
			}
		}
		if page.Complete {
			return out, nil
		}
		cursor = page.Cursor
	}
}

// objects lists an R2 bucket.
func (r *run) objects(binding, bucket string) (out []string, err error) {
	store, err := r.stores.R2()
	if err != nil {
		return nil, err
	}
	for cursor := ""; ; {
		var page *r2.Page
		store.List(bucket, r2.ListOptions{Cursor: cursor}, func(p *r2.Page, e error) { page, err = p, e })
		if err != nil {
			return nil, err
		}
		for _, o := range page.Objects {
			if !r.ignored(binding + "/" + o.Key) {
				out = append(out, r.mask(fmt.Sprintf("env.%s[%q] = %d bytes, md5 %.8s…", binding, o.Key, o.Size, o.ETag)))
			}
		}
		if cursor = page.Cursor; cursor == "" {
			return out, nil
		}
	}
}

// flows lists the instances of a workflow.
func (r *run) flows(binding, name string) (out []string, err error) {
	db, err := r.stores.Database("workflows", workflow.Upgrades())
	if err != nil {
		return nil, err
	}
	var all []workflow.Instance
	workflow.List(db, name, func(found []workflow.Instance, e error) { all, err = found, e })
	for _, i := range all {
		if r.ignored(binding + "/" + i.ID) {
			continue
		}
		text := fmt.Sprintf("env.%s: instance %s of %s is %s", binding, i.ID, stored(i.Params), i.Status)
		if i.Failure != nil {
			text += ": " + shorten(i.Failure.Error())
		} else if i.Output != nil {
			text += ": " + stored(i.Output)
		}
		out = append(out, r.mask(text))
	}
	return out, err
}

// stored writes what is kept in V8's format.
func stored(data []byte) string {
	v, err := v8wire.Unmarshal(data)
	if err != nil {
		return fmt.Sprintf("%d bytes", len(data))
	}
	return v8wire.Literal(v, mostShown)
}

// tables lists the rows of a D1 database. The numbers that SQLite gives to rows
// follow the order of their coming, so they are left out.
func (r *run) tables(binding, id string) (out []string, err error) {
	db, err := r.stores.D1(id)
	if err != nil {
		return nil, err
	}
	query := func(sql string) (res d1.Result) {
		db.Run(context.Background(), []d1.Statement{{SQL: sql}}, func(all []d1.Result, _ string, e error) {
			if err = e; e == nil {
				res = all[0]
			}
		})
		return res
	}
	for _, t := range query("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '_cf_%' ORDER BY name").Rows {
		name := fmt.Sprint(t[0])
		if r.ignored(binding + "/" + name) {
			continue
		}
		numbered := map[string]bool{}
		for _, c := range query(fmt.Sprintf("PRAGMA table_info(%q)", name)).Rows {
			if strings.EqualFold(fmt.Sprint(c[2]), "INTEGER") && fmt.Sprint(c[5]) != "0" {
				numbered[fmt.Sprint(c[1])] = true
			}
		}
		rows := query(fmt.Sprintf("SELECT * FROM %q", name))
		if err != nil {
			return nil, err
		}
		for _, row := range rows.Rows {
			var cells []string
			for n, cell := range row {
				if !numbered[rows.Columns[n]] {
					cells = append(cells, rows.Columns[n]+"="+cellText(cell))
				}
			}
			out = append(out, r.mask(fmt.Sprintf("env.%s: %s(%s)", binding, name, strings.Join(cells, ", "))))
		}
	}
	return out, err
}

func cellText(v any) string {
	if s, ok := v.(string); ok {
		return s
	}
	text, err := json.Marshal(v)
	if err != nil {
		return fmt.Sprint(v)
	}
	return string(text)
}

var (
	hexID   = regexp.MustCompile(`\b[0-9a-f]{32}\b`)
	uuidID  = regexp.MustCompile(`(?i)\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b`)
	isoTime = regexp.MustCompile(`\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?Z?`)
	digits  = regexp.MustCompile(`\b\d{10}(\d{3})?\b`)
)

// mask replaces what has no meaning across runs.
func (r *run) mask(text string) string {
	text = hexID.ReplaceAllStringFunc(text, func(id string) string {
		if m := r.messages[id]; m != nil && m.n >= 0 {
			return fmt.Sprintf("<id of message %d>", m.n)
		} else if m != nil {
			return "<id of a message>"
		}
		return id
	})
	return r.times(uuidID.ReplaceAllString(text, "<uuid>"))
}

// times replaces the times of the world.
func (r *run) times(text string) string {
	text = isoTime.ReplaceAllString(text, "<time>")
	return digits.ReplaceAllStringFunc(text, func(s string) string {
		n, err := strconv.ParseInt(s, 10, 64)
		if err != nil {
			return s
		}
		at := time.Unix(n, 0)
		if len(s) == 13 {
			at = time.UnixMilli(n)
		}
		if at.Before(epoch.Add(-24*time.Hour)) || at.After(epoch.Add(2*horizon)) {
			return s
		}
		return "<time>"
	})
}

// compare tells how effects differ from those of the calm run.
func compare(calm, got *Effects) []Violation {
	var lines []string
	for _, part := range []struct{ a, b []string }{{calm.Requests, got.Requests}, {calm.State, got.State}, {calm.Queues, got.Queues}, {calm.Fates, got.Fates}} {
		lines = append(lines, differences(part.a, part.b)...)
	}
	if len(lines) == 0 {
		return nil
	}
	const most = 6
	if len(lines) > most {
		lines = append(lines[:most], fmt.Sprintf("… and %d more differences", len(lines)-most))
	}
	return []Violation{{Effect, strings.Join(lines, "\n")}}
}

// differences compares two lists in which order means nothing.
func differences(calm, got []string) []string {
	count := map[string]int{}
	for _, line := range got {
		count[line]++
	}
	was := map[string]int{}
	for _, line := range calm {
		was[line]++
	}
	all := slices.Concat(calm, got)
	slices.Sort(all)
	var out []string
	for _, line := range slices.Compact(all) {
		switch a, b := was[line], count[line]; {
		case a == b:
		case b == 0:
			out = append(out, "missing: "+line)
		case a == 0 && b == 1:
			out = append(out, "too much: "+line)
		default:
			out = append(out, fmt.Sprintf("%d times instead of %d: %s", b, a, line))
		}
	}
	return out
}
