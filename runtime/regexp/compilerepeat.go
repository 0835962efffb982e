package regexp

import "slices"

// repeat emits a quantifier in the cheapest of its forms.
func (c *compiler) repeat(n *repeatNode, follow opening) {
	if n.max == 0 || n.body == nil {
		return
	}
	s, single := n.body.(*setNode)
	switch {
	case single:
		c.loop(s.set, n, follow)
	case n.min == 0 && n.max == 1:
		c.optional(n, follow, false)
	case n.min == 0 && n.max == infinite:
		c.optional(n, follow, true)
	case n.min == 1 && n.max == infinite && !nullable(n.body):
		c.oneOrMore(n, follow)
	case n.min == 1 && n.max == 1:
		c.clear(n)
		c.node(n.body, follow)
	default:
		c.counted(n)
	}
}

// loop emits the quantifier of a single character, which runs without a place
// on the stack for every turn.
func (c *compiler) loop(s set, n *repeatNode, follow opening) {
	i := instr{op: opLoop, table: s.table(), min: int32(n.min), max: int32(n.max), lazy: n.lazy, r: -1}
	if !c.back && !follow.nullable {
		i.commit = !n.lazy && opening{set: s}.excludes(follow)
		if r, one := follow.set.only(); one && !follow.end && r <= 0xFFFF && !(c.unicode && 0xD800 <= r && r <= 0xDFFF) {
			i.r = r
		}
	}
	c.emit(i)
}

// clear forgets the captures of the turn before.
func (c *compiler) clear(n *repeatNode) {
	if n.first < n.last {
		c.emit(instr{op: opClear, x: int32(2 * n.first), y: int32(2 * n.last)})
	}
}

// optional emits x? and, with again, x*.
func (c *compiler) optional(n *repeatNode, follow opening, again bool) {
	begin := c.here()
	fork := c.fork(n, follow)
	mark := int32(-1)
	if nullable(n.body) {
		mark = c.register()
		c.emit(instr{op: opMark, x: mark})
	}
	c.clear(n)
	inside := follow
	if again {
		inside = c.opening(n.body, follow).or(follow)
	}
	c.node(n.body, inside)
	if mark >= 0 {
		c.emit(instr{op: opMoved, x: mark, y: -1})
	}
	if again {
		c.emit(instr{op: opJump, x: begin})
	}
	c.join(fork)
}

// fork emits the choice between the body, which comes next, and leaving. join
// says where leaving leads.
func (c *compiler) fork(n *repeatNode, follow opening) int {
	if n.lazy {
		at := c.emit(instr{op: opSplit, lazy: true})
		c.p.code[at].y = c.here()
		return at
	}
	own := c.opening(n.body, opening{nullable: true})
	return c.guard(own, own.excludes(follow))
}

func (c *compiler) join(fork int) {
	if i := &c.p.code[fork]; i.lazy {
		i.x = c.here()
	} else {
		i.y = c.here()
	}
}

// oneOrMore emits x+ for an x that consumes something.
func (c *compiler) oneOrMore(n *repeatNode, follow opening) {
	begin := c.here()
	c.clear(n)
	c.node(n.body, c.opening(n.body, follow).or(follow))
	fork := c.fork(n, follow)
	c.emit(instr{op: opJump, x: begin})
	c.join(fork)
}

// counted emits any quantifier, with a counter.
func (c *compiler) counted(n *repeatNode) {
	counter := c.register()
	c.emit(instr{op: opZero, x: counter})
	begin := c.emit(instr{op: opCounter, x: counter, min: int32(n.min), max: int32(n.max), lazy: n.lazy})
	mark := int32(-1)
	if nullable(n.body) {
		mark = c.register()
		c.emit(instr{op: opMark, x: mark})
	}
	c.clear(n)
	c.node(n.body, anything)
	if mark >= 0 {
		c.emit(instr{op: opMoved, x: mark, y: counter, min: int32(n.min)})
	}
	c.emit(instr{op: opCount, x: counter})
	c.emit(instr{op: opJump, x: int32(begin)})
	c.p.code[begin].y = c.here()
}

// trie turns strings into alternatives that share their beginnings (their
// ends, in a lookbehind). Longer ones come first, as they must.
func (c *compiler) trie(n *stringsNode) node {
	strings := slices.Clone(n.strings)
	if c.back {
		for i, s := range strings {
			strings[i] = slices.Clone(s)
			slices.Reverse(strings[i])
		}
	}
	var empty bool
	strings = slices.DeleteFunc(strings, func(s []rune) bool {
		empty = empty || len(s) == 0
		return len(s) == 0
	})
	var out altNode
	if len(strings) > 0 {
		out = append(out, c.branches(strings, n.fold))
	}
	if len(n.set) > 0 {
		out = append(out, &setNode{n.set})
	}
	if empty {
		out = append(out, nil)
	}
	if len(out) == 0 {
		return &setNode{}
	}
	return out
}

func (c *compiler) branches(strings [][]rune, fold bool) node {
	slices.SortFunc(strings, func(a, b []rune) int { return slices.Compare(a, b) })
	var out altNode
	for from := 0; from < len(strings); {
		to := from
		var rest [][]rune
		ends := false
		for ; to < len(strings) && strings[to][0] == strings[from][0]; to++ {
			if tail := strings[to][1:]; len(tail) > 0 {
				rest = append(rest, tail)
			} else {
				ends = true
			}
		}
		head := single(strings[from][0])
		if fold {
			head = closeCase(head, true)
		}
		out = append(out, c.branch(head, rest, ends, fold))
		from = to
	}
	if len(out) == 1 {
		return out[0]
	}
	return out
}

func (c *compiler) branch(head set, rest [][]rune, ends, fold bool) node {
	if len(rest) == 0 {
		return &setNode{head}
	}
	tail := c.branches(rest, fold)
	if ends {
		tail = altNode{tail, nil}
	}
	if c.back {
		return seqNode{tail, &setNode{head}}
	}
	return seqNode{&setNode{head}, tail}
}
