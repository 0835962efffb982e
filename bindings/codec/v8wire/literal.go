package v8wire

import (
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// Literal writes v for people, in the notation of JavaScript where there is
// one, in about max bytes: what is longer ends in "…".
func Literal(v Value, max int) string {
	p := &printer{max: max, open: map[Value]bool{}}
	p.value(v)
	s := p.b.String()
	if len(s) <= max {
		return s
	}
	for max > 0 && !utf8.RuneStart(s[max]) {
		max--
	}
	return s[:max] + "…"
}

type printer struct {
	b    strings.Builder
	max  int
	open map[Value]bool // the objects around the current one
}

func (p *printer) full() bool { return p.b.Len() > p.max }

func (p *printer) value(v Value) {
	switch v := v.(type) {
	case Undefined:
		p.b.WriteString("undefined")
	case Null:
		p.b.WriteString("null")
	case Bool:
		p.b.WriteString(strconv.FormatBool(bool(v)))
	case Number:
		if v == 0 && 1/v < 0 {
			p.b.WriteByte('-')
		}
		p.b.WriteString(FormatNumber(float64(v)))
	case String:
		p.quote(string(v))
	case *BigInt:
		p.bigint(v)
	default:
		p.object(v)
	}
}

// bigint spares the decimal form of what would not be shown anyway: it takes
// quadratic time.
func (p *printer) bigint(n *BigInt) {
	if n.Int.BitLen() > 4*p.max {
		fmt.Fprintf(&p.b, "BigInt(%d bits)", n.Int.BitLen())
		return
	}
	p.b.WriteString(n.Int.String() + "n")
}

func (p *printer) object(v Value) {
	if p.open[v] {
		p.b.WriteString("[Circular]")
		return
	}
	if p.full() {
		return
	}
	p.open[v] = true
	defer delete(p.open, v)
	switch v := v.(type) {
	case *Object:
		p.list("{", "}", len(v.Props), func(i int) { p.property(v.Props[i]) })
	case *Array:
		p.array(v)
	case *Date:
		p.date(v)
	case *RegExp:
		p.b.WriteString("/" + string(v.Source) + "/" + v.Flags)
	case *Boxed:
		p.call("Object", v.Primitive)
	case *Map:
		p.list("Map {", "}", len(v.Entries)/2, func(i int) {
			p.value(v.Entries[2*i])
			p.b.WriteString(" => ")
			p.value(v.Entries[2*i+1])
		})
	case *Set:
		p.list("Set {", "}", len(v.Members), func(i int) { p.value(v.Members[i]) })
	case *ArrayBuffer:
		p.bytes("ArrayBuffer", len(v.Data), v.Data)
	case *View:
		data := v.Buffer.Data[v.Offset : v.Offset+v.Length]
		p.bytes(v.Type.String(), v.Length/v.Type.Size(), data)
	case *Error:
		p.error(v)
	}
}

func (p *printer) list(open, end string, n int, item func(int)) {
	p.b.WriteString(open)
	for i := 0; i < n && !p.full(); i++ {
		if i > 0 {
			p.b.WriteString(", ")
		}
		item(i)
	}
	p.b.WriteString(end)
}

func (p *printer) array(a *Array) {
	p.list("[", "]", len(a.Items)+len(a.Props), func(i int) {
		switch {
		case i >= len(a.Items):
			p.property(a.Props[i-len(a.Items)])
		case a.Items[i] == Value(Hole{}):
			p.b.WriteString("<empty>")
		default:
			p.value(a.Items[i])
		}
	})
	if !a.Dense {
		fmt.Fprintf(&p.b, " (length %d)", a.Length)
	}
}

func (p *printer) property(x Property) {
	if isName(x.Key) {
		p.b.WriteString(x.Key)
	} else {
		p.quote(x.Key)
	}
	p.b.WriteString(": ")
	p.value(x.Value)
}

func (p *printer) call(name string, v Value) {
	p.b.WriteString(name + "(")
	p.value(v)
	p.b.WriteByte(')')
}

// date prints the moment as toISOString does.
func (p *printer) date(d *Date) {
	const furthest = 8.64e15
	if !(d.Ms >= -furthest && d.Ms <= furthest) {
		p.b.WriteString("Invalid Date")
		return
	}
	t := time.UnixMilli(int64(d.Ms)).UTC()
	year := fmt.Sprintf("%04d", t.Year())
	if t.Year() < 0 || t.Year() > 9999 {
		year = fmt.Sprintf("%+07d", t.Year())
	}
	p.b.WriteString(year + t.Format("-01-02T15:04:05.000Z"))
}

func (p *printer) bytes(name string, length int, data []byte) {
	const shown = 32
	fmt.Fprintf(&p.b, "%s(%d) [%s", name, length, hex.EncodeToString(data[:min(shown, len(data))]))
	if len(data) > shown {
		p.b.WriteString("…")
	}
	p.b.WriteByte(']')
}

func (p *printer) error(e *Error) {
	name := e.Name
	if name == "" {
		name = "Error"
	}
	p.b.WriteString("[" + name)
	if e.Message != nil {
		p.b.WriteString(": " + plain(string(*e.Message)))
	}
	if e.Cause != nil {
		p.b.WriteString(" { cause: ")
		p.value(e.Cause)
		p.b.WriteString(" }")
	}
	p.b.WriteByte(']')
}

func (p *printer) quote(s string) {
	p.b.WriteByte('"')
	for len(s) > 0 && !p.full() {
		r, n := decodeRune(s)
		s = s[n:]
		switch {
		case r == '"' || r == '\\':
			p.b.WriteString(`\` + string(r))
		case r == '\n':
			p.b.WriteString(`\n`)
		case r == '\t':
			p.b.WriteString(`\t`)
		case r < 0x20 || r >= 0x7F && r < 0xA0 || r >= surrogateMin && r <= surrogateMax:
			fmt.Fprintf(&p.b, `\u%04x`, r)
		default:
			p.b.WriteRune(r)
		}
	}
	p.b.WriteByte('"')
}

// plain makes a message safe for a terminal.
func plain(s string) string {
	q := &printer{max: len(s) * 6}
	q.quote(s)
	s = q.b.String()
	return strings.ReplaceAll(s[1:len(s)-1], `\"`, `"`)
}

func isName(s string) bool {
	for i := range len(s) {
		c := s[i] | 0x20
		letter := c >= 'a' && c <= 'z' || s[i] == '_' || s[i] == '$'
		if !letter && (i == 0 || s[i] < '0' || s[i] > '9') {
			return false
		}
	}
	return s != ""
}
