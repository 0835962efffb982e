package d1

// cached is how many compiled statements a database keeps.
const cached = 100

// A cache keeps the statements that were used last, by their SQL.
type cache struct {
	stmts map[string]*stmt
	order []string // the oldest first
}

// take removes a statement for use; put brings it back.
func (c *cache) take(sql string) *stmt {
	s := c.stmts[sql]
	delete(c.stmts, sql)
	return s
}

func (c *cache) put(sql string, s *stmt) {
	if c.stmts == nil {
		c.stmts = map[string]*stmt{}
	}
	if c.stmts[sql] != nil {
		s.finalize()
		return
	}
	c.stmts[sql] = s
	c.order = append(c.order, sql)
	for len(c.stmts) > cached || len(c.order) > 4*cached {
		oldest := c.order[0]
		c.order = c.order[1:]
		if old := c.take(oldest); old != nil {
			old.finalize()
		}
	}
}

func (c *cache) clear() {
	for _, s := range c.stmts {
		s.finalize()
	}
	c.stmts, c.order = nil, nil
}
