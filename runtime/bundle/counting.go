package bundle

import (
	"fmt"
	"path"
	"reflect"
	"slices"
	"strings"

	"github.com/dop251/goja/ast"
	"github.com/dop251/goja/file"
	"github.com/dop251/goja/token"
)

// counting walks a script and decides where it counts. Everything it inserts
// stands before what is there, on the same line; the one exception closes a
// block before an else.
type counting struct {
	code   string
	offset int // of the code in what the parser read, plus 1
	m      *SourceMap
	skip   []string
	lines  []int
	edits  []edit
	points []Point
	seen   map[any]bool           // nodes: the parser's lists of declarations hold them again
	names  map[any]string         // of functions, by node
	ids    map[ast.Statement]int  // the points of statements
	elseIf map[ast.Statement]bool // which the source map knows by their condition only
}

func (c *counting) at(i file.Idx) int { return int(i) - c.offset }

func (c *counting) insert(at int, text string) {
	c.edits = append(c.edits, edit{span{at, at}, text})
}

// source leads a place in the script to the user's own files.
func (c *counting) source(at int) (Position, bool) {
	n, exact := slices.BinarySearch(c.lines, at)
	if !exact {
		n--
	}
	p, ok := c.m.Position(n+1, at-c.lines[n]+1)
	if !ok || !isCode(p.File) || strings.Contains("/"+p.File, "/node_modules/") || slices.Contains(c.skip, p.File) {
		return Position{}, false
	}
	return p, true
}

// isCode reports whether a file is a script: others become modules too.
func isCode(name string) bool {
	return slices.Contains([]string{".js", ".mjs", ".cjs", ".jsx", ".ts", ".mts", ".cts", ".tsx"}, path.Ext(name))
}

// point adds a point and returns its number, which is -1 where the place is not
// the user's.
func (c *counting) point(place int, p Point) int {
	var ok bool
	if p.At, ok = c.source(place); !ok {
		return -1
	}
	c.points = append(c.points, p)
	return len(c.points) - 1
}

// counter is the expression that counts; its value is a number that is true.
func counter(n int) string { return fmt.Sprintf("++%s[%d]", countersName, n) }

// value visits everything below a node.
func (c *counting) value(v reflect.Value) {
	switch v.Kind() {
	case reflect.Interface:
		if !v.IsNil() {
			c.value(v.Elem())
		}
	case reflect.Slice:
		for n := range v.Len() {
			c.value(v.Index(n))
		}
	case reflect.Pointer:
		if v.IsNil() || v.Elem().Kind() != reflect.Struct || c.seen[v.Interface()] {
			return
		}
		c.seen[v.Interface()] = true
		c.node(v.Interface())
		c.value(v.Elem())
	case reflect.Struct:
		for n := range v.NumField() {
			if v.Type().Field(n).IsExported() {
				c.value(v.Field(n))
			}
		}
	}
}

// node counts what a node of the tree asks for, before what is below it.
func (c *counting) node(node any) {
	switch n := node.(type) {
	case *ast.BlockStatement:
		c.statements(n.List)
	case *ast.SwitchStatement:
		c.cases(n)
	case *ast.IfStatement:
		c.choice(n)
	case *ast.ForStatement:
		c.single(n.Body)
	case *ast.ForInStatement:
		c.single(n.Body)
	case *ast.ForOfStatement:
		c.single(n.Body)
	case *ast.WhileStatement:
		c.single(n.Body)
	case *ast.DoWhileStatement:
		c.single(n.Body)
	case *ast.FunctionLiteral:
		c.function(n, n.Function, n.Body)
	case *ast.ArrowFunctionLiteral:
		c.arrow(n)
	default:
		c.name(node)
	}
}

// name remembers what functions are called that have no name of their own.
func (c *counting) name(node any) {
	switch n := node.(type) {
	case *ast.MethodDefinition:
		c.names[n.Body] = text(n.Key)
	case *ast.PropertyKeyed:
		c.names[n.Value] = text(n.Key)
	case *ast.Binding:
		c.names[n.Initializer] = text(n.Target)
	case *ast.AssignExpression:
		c.names[n.Right] = text(n.Left)
	case *ast.FieldDefinition:
		c.names[n.Initializer] = text(n.Key)
	}
}

// text is a name, or the last part of one; "" when it is computed.
func text(e ast.Expression) string {
	switch e := e.(type) {
	case *ast.Identifier:
		return e.Name.String()
	case *ast.PrivateIdentifier:
		return "#" + e.Name.String()
	case *ast.StringLiteral:
		return e.Value.String()
	case *ast.DotExpression:
		return e.Identifier.Name.String()
	}
	return ""
}

// statements counts each statement of a list.
func (c *counting) statements(list []ast.Statement) {
	for _, s := range list[directives(list):] {
		if counted(s) && !c.ours(c.start(s)) {
			if id := c.statement(s); id >= 0 {
				c.insert(c.start(s), counter(id)+"; ")
			}
		}
	}
}

// statement makes a point of a statement.
func (c *counting) statement(s ast.Statement) int {
	id := c.point(c.place(s), Point{Kind: Statement})
	for label, ok := s.(*ast.LabelledStatement); ok; label, ok = s.(*ast.LabelledStatement) {
		s = label.Statement
	}
	if id >= 0 {
		c.ids[s] = id
	}
	return id
}

// counted reports whether a statement does something of its own where it stands.
func counted(s ast.Statement) bool {
	switch s.(type) {
	case *ast.FunctionDeclaration, *ast.EmptyStatement, *ast.BlockStatement, *ast.ClassDeclaration:
		return false
	}
	return true
}

// ours reports whether the bundler's own mending put the statement there.
func (c *counting) ours(at int) bool {
	rest := c.code[at:]
	return strings.HasPrefix(rest, "__paddock_") || strings.HasPrefix(rest, "let __paddock_")
}

// start is where a statement begins; an expression's own place lies inside of the
// brackets around it.
func (c *counting) start(s ast.Statement) int {
	switch s := s.(type) {
	case *ast.ExpressionStatement:
		return c.brackets(c.place(s))
	case *ast.IfStatement:
		return c.keyword(s)
	}
	return c.place(s)
}

// place is what the source map knows a statement by.
func (c *counting) place(s ast.Statement) int {
	switch s := s.(type) {
	case *ast.ExpressionStatement:
		return c.at(leftmost(s.Expression))
	case *ast.IfStatement:
		if c.elseIf[s] {
			return c.at(leftmost(s.Test))
		}
		return c.keyword(s)
	}
	return c.at(s.Idx0())
}

// keyword is where an if stands, which the parser does not say.
func (c *counting) keyword(s *ast.IfStatement) int {
	return strings.LastIndex(c.code[:c.brackets(c.at(leftmost(s.Test)))], "if")
}

// leftmost is where an expression begins, but for brackets. The parser's own
// answer is wrong for tagged templates and new.target.
func leftmost(e ast.Expression) file.Idx {
	switch e := e.(type) {
	case *ast.AssignExpression:
		return leftmost(e.Left)
	case *ast.BinaryExpression:
		return leftmost(e.Left)
	case *ast.ConditionalExpression:
		return leftmost(e.Test)
	case *ast.CallExpression:
		return leftmost(e.Callee)
	case *ast.DotExpression:
		return leftmost(e.Left)
	case *ast.PrivateDotExpression:
		return leftmost(e.Left)
	case *ast.BracketExpression:
		return leftmost(e.Left)
	case *ast.OptionalChain:
		return leftmost(e.Expression)
	case *ast.Optional:
		return leftmost(e.Expression)
	case *ast.SequenceExpression:
		return leftmost(e.Sequence[0])
	case *ast.UnaryExpression:
		if e.Postfix {
			return leftmost(e.Operand)
		}
	case *ast.TemplateLiteral:
		if e.Tag != nil {
			return leftmost(e.Tag)
		}
	case *ast.MetaProperty:
		return e.Meta.Idx
	}
	return e.Idx0()
}

// brackets goes back to the first of the brackets that open right before a place;
// the bundler's own comments may stand between.
func (c *counting) brackets(at int) int {
	first := at
	for n := at - 1; n >= 0; n-- {
		switch {
		case c.code[n] == '(':
			first = n
		case strings.HasSuffix(c.code[:n+1], "*/"):
			n = strings.LastIndex(c.code[:n], "/*")
		case strings.IndexByte(" \t\n", c.code[n]) < 0:
			return first
		}
	}
	return first
}

// directives counts the directives at the beginning of a function, which must
// stay there.
func directives(list []ast.Statement) int {
	for n, s := range list {
		e, ok := s.(*ast.ExpressionStatement)
		if !ok {
			return n
		}
		if _, ok := e.Expression.(*ast.StringLiteral); !ok {
			return n
		}
	}
	return len(list)
}

// single counts a body that is no block, after the points of others that lead
// there: an if without else before it does, since whatever could take an else is
// in brackets of its own (see choice).
func (c *counting) single(body ast.Statement, others ...int) {
	if _, ok := body.(*ast.BlockStatement); ok {
		return
	}
	if counters := c.counters(body, others); counters != "" {
		c.insert(c.start(body), "if ("+counters+") ")
	}
}

// counters joins those of other points and of a statement.
func (c *counting) counters(s ast.Statement, others []int) string {
	if counted(s) {
		others = append(others, c.statement(s))
	}
	var list []string
	for _, id := range others {
		if id >= 0 {
			list = append(list, counter(id))
		}
	}
	return strings.Join(list, " && ")
}

// choice counts both ways of an if.
func (c *counting) choice(n *ast.IfStatement) {
	place := c.place(n)
	if inner, ok := n.Alternate.(*ast.IfStatement); ok {
		c.elseIf[inner] = true
	}
	then := c.point(place, Point{Kind: Branch})
	block, isBlock := n.Consequent.(*ast.BlockStatement)
	switch {
	case isBlock:
		c.enter(block, then)
	case n.Alternate == nil:
		c.single(n.Consequent, then)
	default:
		text := "{ "
		if counters := c.counters(n.Consequent, []int{then}); counters != "" {
			text += counters + "; "
		}
		c.insert(c.start(n.Consequent), text)
		c.insert(strings.LastIndex(c.code[:c.start(n.Alternate)], "else"), "} ")
	}
	made, known := c.ids[n]
	switch block, isBlock := n.Alternate.(*ast.BlockStatement); {
	case isBlock:
		c.enter(block, c.point(place, Point{Kind: Branch, Arm: 1}))
	case n.Alternate != nil:
		c.single(n.Alternate, c.point(place, Point{Kind: Branch, Arm: 1}))
	case known && then >= 0:
		c.point(place, Point{Kind: Branch, Arm: 1, Rest: true, Of: made, But: then})
	}
}

// enter counts at the beginning of a block.
func (c *counting) enter(block *ast.BlockStatement, id int) {
	if id >= 0 {
		c.insert(c.at(block.LeftBrace)+1, " "+counter(id)+";")
	}
}

// cases counts the clauses of a switch and their statements.
func (c *counting) cases(n *ast.SwitchStatement) {
	for arm, clause := range n.Body {
		if len(clause.Consequent) > 0 {
			if id := c.point(c.at(n.Switch), Point{Kind: Branch, Arm: arm}); id >= 0 {
				c.insert(c.start(clause.Consequent[0]), counter(id)+"; ")
			}
		}
		c.statements(clause.Consequent)
	}
}

// function counts the calls of a function with a block for its body.
func (c *counting) function(node any, place file.Idx, body *ast.BlockStatement) {
	name := c.names[node]
	if f, ok := node.(*ast.FunctionLiteral); ok && f.Name != nil {
		name = f.Name.Name.String()
	}
	id := c.point(c.at(place), Point{Kind: Function, Name: name})
	if id < 0 {
		return
	}
	at := c.at(body.LeftBrace) + 1
	if n := directives(body.List); n > 0 {
		at = c.at(body.RightBrace)
		if n < len(body.List) {
			at = c.start(body.List[n])
		}
	}
	c.insert(at, counter(id)+"; ")
}

// arrow counts the calls of an arrow function. One whose body is an expression
// gets the counter before it, where that does not change what the rest means.
func (c *counting) arrow(n *ast.ArrowFunctionLiteral) {
	switch body := n.Body.(type) {
	case *ast.BlockStatement:
		c.function(n, n.Start, body)
	case *ast.ExpressionBody:
		at := c.brackets(c.at(leftmost(body.Expression)))
		before := strings.TrimRight(c.code[:at], " \t\n")
		if !strings.HasSuffix(before, "=>") || !takesAnd(body.Expression) {
			return
		}
		if id := c.point(c.at(n.Start), Point{Kind: Function, Name: c.names[n]}); id >= 0 {
			c.insert(at, counter(id)+" && ")
		}
	}
}

// takesAnd reports whether "n && " may stand before an expression.
func takesAnd(e ast.Expression) bool {
	switch e := e.(type) {
	case *ast.AssignExpression, *ast.ArrowFunctionLiteral, *ast.YieldExpression:
		return false
	case *ast.BinaryExpression:
		return e.Operator != token.COALESCE
	case *ast.ConditionalExpression:
		return takesAnd(e.Test)
	}
	return true
}
