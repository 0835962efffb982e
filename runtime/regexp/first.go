package regexp

// opening is what a part of a pattern can begin with: an upper bound.
type opening struct {
	set      set
	end      bool // it may match at the end of the text
	nullable bool // it may consume nothing, so what follows counts
}

var anything = opening{set: all, end: true}

// then is the opening of a part with o that is followed by one with next.
func (o opening) then(next opening) opening {
	if !o.nullable {
		return o
	}
	return opening{set: o.set.union(next.set), end: o.end || next.end, nullable: next.nullable}
}

func (o opening) or(other opening) opening {
	return opening{set: o.set.union(other.set), end: o.end || other.end, nullable: o.nullable || other.nullable}
}

// excludes says that never both can match at one place.
func (o opening) excludes(other opening) bool {
	return !o.nullable && !other.nullable && !(o.end && other.end) && !o.set.meets(other.set)
}

// openings finds what nodes begin with, and forgets to be exact when that would
// take long.
type openings struct{ budget int }

func (c *openings) of(n node) opening {
	if c.budget--; c.budget < 0 {
		return anything
	}
	switch n := n.(type) {
	case nil:
		return opening{nullable: true}
	case *setNode:
		return opening{set: n.set}
	case *stringsNode:
		return c.strings(n)
	case seqNode:
		o := opening{nullable: true}
		for _, part := range n {
			if o = o.then(c.of(part)); !o.nullable {
				break
			}
		}
		return o
	case altNode:
		var o opening
		for _, part := range n {
			o = o.or(c.of(part))
		}
		return o
	case *groupNode:
		return c.of(n.body)
	case *repeatNode:
		o := c.of(n.body)
		o.nullable = o.nullable || n.min == 0
		return o
	case *lookNode:
		return opening{nullable: true}
	case *assertNode:
		switch n.kind {
		case atEnd:
			return opening{end: true}
		case atLineEnd:
			return opening{set: ends, end: true}
		}
		return opening{nullable: true}
	}
	return opening{set: all, end: true, nullable: true}
}

func (c *openings) strings(n *stringsNode) opening {
	o := opening{set: n.set}
	var spans []span
	for _, s := range n.strings {
		if len(s) == 0 {
			o.nullable = true
			continue
		}
		spans = append(spans, span{s[0], s[0]})
	}
	firsts := makeSet(spans...)
	if n.fold {
		firsts = closeCase(firsts, true)
	}
	o.set = o.set.union(firsts)
	return o
}

// nullable reports whether n may match without consuming anything.
func nullable(n node) bool {
	switch n := n.(type) {
	case *setNode:
		return false
	case *stringsNode:
		for _, s := range n.strings {
			if len(s) == 0 {
				return true
			}
		}
		return false
	case seqNode:
		for _, part := range n {
			if !nullable(part) {
				return false
			}
		}
		return true
	case altNode:
		for _, part := range n {
			if nullable(part) {
				return true
			}
		}
		return false
	case *groupNode:
		return nullable(n.body)
	case *repeatNode:
		return n.min == 0 || nullable(n.body)
	}
	return true
}
