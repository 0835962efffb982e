package regexp

import (
	"slices"
	"unicode/utf16"
)

// maxCode bounds a program: expressions are a user's, but may be made by a loop.
const maxCode = 1 << 20

type compiler struct {
	p        *Program
	unicode  bool
	back     bool
	openings openings
}

func compile(t *tree, flags Flags) (p *Program, why reason) {
	p = &Program{Flags: flags, Groups: t.groups, Names: t.names}
	c := &compiler{p: p, unicode: flags.FullUnicode()}
	defer refusal(&why)
	c.node(t.root, anything)
	c.emit(instr{op: opMatch})
	p.start = c.start(t.root)
	return p, ""
}

func (c *compiler) emit(i instr) int {
	if len(c.p.code) >= maxCode {
		panic(reason("Regular expression too large"))
	}
	i.back = c.back
	c.p.code = append(c.p.code, i)
	return len(c.p.code) - 1
}

func (c *compiler) here() int32 { return int32(len(c.p.code)) }

func (c *compiler) register() int32 {
	c.p.registers++
	return int32(c.p.registers - 1)
}

// opening is what n followed by follow can begin with.
func (c *compiler) opening(n node, follow opening) opening {
	if c.back {
		return anything
	}
	c.openings.budget = 200
	return c.openings.of(n).then(follow)
}

// node emits n. follow is what may come after it.
func (c *compiler) node(n node, follow opening) {
	switch n := n.(type) {
	case nil:
	case *setNode:
		c.set(n.set)
	case *stringsNode:
		c.node(c.trie(n), follow)
	case seqNode:
		c.seq(n, follow)
	case altNode:
		c.alternatives(n, follow)
	case *groupNode:
		first, second := int32(2*n.index), int32(2*n.index+1)
		if c.back {
			first, second = second, first
		}
		c.emit(instr{op: opSave, x: first})
		c.node(n.body, follow)
		c.emit(instr{op: opSave, x: second})
	case *backNode:
		c.emit(instr{op: opBackref, refs: n.groups, fold: n.fold})
	case *assertNode:
		i := instr{op: opAssert, kind: n.kind}
		if n.words != nil {
			i.table = n.words.table()
		}
		c.emit(i)
	case *lookNode:
		c.look(n)
	case *repeatNode:
		c.repeat(n, follow)
	}
}

func (c *compiler) set(s set) {
	r, one := s.only()
	switch {
	case one:
		c.emit(instr{op: opChar, r: r})
	case c.whole(s):
		c.emit(instr{op: opAny})
	default:
		c.emit(instr{op: opTable, table: s.table()})
	}
}

// whole says that every character is in s.
func (c *compiler) whole(s set) bool {
	return len(s) == 1 && s[0].lo == 0 && (s[0].hi == maxRune || !c.unicode && s[0].hi >= 0xFFFF)
}

// seq emits parts one after the other, backwards in a lookbehind. Characters in a row
// become one text.
func (c *compiler) seq(parts seqNode, follow opening) {
	if c.back {
		for _, n := range slices.Backward(parts) {
			c.node(n, anything)
		}
		return
	}
	// after[i] is what can come after part i.
	after := make([]opening, len(parts))
	next := follow
	for i, n := range slices.Backward(parts) {
		after[i] = next
		next = c.opening(n, next)
	}
	for i := 0; i < len(parts); {
		literal := c.literal(parts[i:])
		if len(literal) > 1 {
			c.emit(instr{op: opText, x: c.text(literal)})
			i += len(literal)
			continue
		}
		c.node(parts[i], after[i])
		i++
	}
}

// literal returns the characters that parts begin with.
func (c *compiler) literal(parts []node) []rune {
	var out []rune
	for _, n := range parts {
		s, ok := n.(*setNode)
		if !ok {
			break
		}
		r, ok := s.set.only()
		if !ok || c.unicode && utf16.IsSurrogate(r) {
			break // a lone surrogate must not match half a pair
		}
		out = append(out, r)
	}
	return out
}

func (c *compiler) text(literal []rune) int32 {
	t := text{}
	ascii := true
	for _, r := range literal {
		t.bytes = append(t.bytes, byte(r))
		ascii = ascii && r < 128
		if r > 0xFFFF {
			t.units = append(t.units, utf16.Encode([]rune{r})...)
		} else {
			t.units = append(t.units, uint16(r))
		}
	}
	if !ascii {
		t.bytes = nil
	}
	c.p.texts = append(c.p.texts, t)
	return int32(len(c.p.texts) - 1)
}

// alternatives emits one after the other, each behind a guard that asks what
// comes next, so that most are passed over without being tried.
func (c *compiler) alternatives(list altNode, follow opening) {
	var jumps []int
	rest := make([]opening, len(list)) // what the alternatives from i on begin with
	own := make([]opening, len(list))
	for i, n := range slices.Backward(list) {
		own[i] = c.opening(n, follow)
		rest[i] = own[i]
		if i+1 < len(list) {
			rest[i] = own[i].or(rest[i+1])
		}
	}
	for i, n := range list {
		if i == len(list)-1 {
			c.node(n, follow)
			break
		}
		guard := c.guard(own[i], own[i].excludes(rest[i+1]))
		c.node(n, follow)
		jumps = append(jumps, c.emit(instr{op: opJump}))
		c.p.code[guard].y = c.here()
	}
	for _, j := range jumps {
		c.p.code[j].x = c.here()
	}
}

// guard emits what decides between going on here and another way, to be put
// into y: a look at the next character when that tells, else a split.
func (c *compiler) guard(o opening, commit bool) int {
	if c.back || o.nullable || len(o.set) == 1 && o.set[0] == all[0] {
		at := c.emit(instr{op: opSplit})
		c.p.code[at].x = c.here()
		return at
	}
	return c.emit(instr{op: opGuard, table: o.set.table(), commit: commit, end: o.end})
}

func (c *compiler) look(n *lookNode) {
	back, register := c.back, c.register()
	at := c.emit(instr{op: opLook, x: register, negative: n.negative})
	c.back = n.behind
	c.node(n.body, anything)
	c.emit(instr{op: opLookEnd, x: register, negative: n.negative})
	c.back = back
	c.p.code[at].y = c.here()
}

// start finds what a search can skip to.
func (c *compiler) start(root node) start {
	s := start{text: -1}
	if opensAnchored(root) {
		s.anchored = true
		return s
	}
	if literal := c.literal(prefix(root)); len(literal) > 0 {
		s.text = int(c.text(literal))
		return s
	}
	o := c.opening(root, anything)
	if !o.nullable && !o.end && len(o.set) > 0 && !c.whole(o.set) {
		s.table = o.set.table()
	}
	return s
}

// prefix lists the parts that a match surely begins with.
func prefix(n node) []node {
	switch n := n.(type) {
	case seqNode:
		if g, ok := n[0].(*groupNode); ok {
			return prefix(g.body)
		}
		return n
	case *groupNode:
		return prefix(n.body)
	case *setNode:
		return []node{n}
	}
	return nil
}

// opensAnchored says that n matches at the beginning of the text only.
func opensAnchored(n node) bool {
	switch n := n.(type) {
	case *assertNode:
		return n.kind == atStart
	case seqNode:
		return opensAnchored(n[0])
	case *groupNode:
		return opensAnchored(n.body)
	case altNode:
		for _, part := range n {
			if !opensAnchored(part) {
				return false
			}
		}
		return true
	}
	return false
}
