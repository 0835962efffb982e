package htmlrewriter

import (
	"slices"
)

var voidElements = map[string]bool{
	"area": true, "base": true, "basefont": true, "bgsound": true, "br": true, "col": true, "embed": true, "frame": true,
	"hr": true, "img": true, "input": true, "keygen": true, "link": true, "meta": true, "param": true, "source": true,
	"track": true, "wbr": true,
}

// The namespaces of elements.
const (
	HTML   = "http://www.w3.org/1999/xhtml"
	SVG    = "http://www.w3.org/2000/svg"
	MathML = "http://www.w3.org/1998/Math/MathML"
)

// closing is what the end of an element must do.
type closing struct {
	append, after []byte
	name          string // a new one, or ""
	hides         bool   // the content is removed
	noTag         bool
	handlers      []any
}

// namespace returns that of a child of the open element.
func (r *Rewriter) namespace(name string) string {
	switch {
	case name == "svg":
		return SVG
	case name == "math":
		return MathML
	case r.open.foreign == "" || r.open.integration:
		return HTML
	}
	return r.open.foreign
}

// start opens an element.
func (r *Rewriter) start(tok *Token) *Event {
	parent := r.open
	parent.children++
	el := &element{name: tok.Name, attrs: tok.Attrs, parent: parent, index: parent.children}
	if r.typed {
		if parent.childrenOf == nil {
			parent.childrenOf = map[string]int{}
		}
		parent.childrenOf[tok.Name]++
		el.typeIndex = parent.childrenOf[tok.Name]
	}
	space := r.namespace(tok.Name)
	if space != HTML {
		el.foreign = space
		el.integration = space == SVG && (tok.Name == "foreignobject" || tok.Name == "desc" || tok.Name == "title")
	}
	void := space == HTML && voidElements[tok.Name] || space != HTML && tok.SelfClosing
	var handlers []int
	for n, h := range r.handlers {
		if h.Selector == nil || !h.Selector.matches(el) {
			continue
		}
		if h.Element {
			handlers = append(handlers, n)
		}
		if (h.Text || h.Comments) && !void {
			el.matched = append(el.matched, n)
		}
	}
	if !void {
		r.push(el)
	}
	if len(handlers) == 0 {
		r.emit(tok.Raw)
		return nil
	}
	e := &Event{Kind: OnElement, Handlers: handlers, Token: tok, Element: &ElementEdits{Void: void, Namespace: space}}
	tok.Raw = slices.Clone(tok.Raw)
	el.attrs = slices.Clone(tok.Attrs) // selectors see the source
	return e
}

func (r *Rewriter) push(el *element) {
	r.open = el
	for _, n := range el.matched {
		r.active[n]++
	}
	r.t.foreign = el.foreign != "" && !el.integration
	if el.foreign == "" && rawElements[el.name] {
		r.t.raw, r.t.script = el.name, scriptPlain
	}
}

// opened applies the edits of a start tag.
func (r *Rewriter) opened(e *Event) {
	r.emitEdited(&e.Edits, e.startTag())
	d := e.Element
	if d.Void {
		return
	}
	r.emit(d.prepend)
	c := &closing{append: d.append, after: d.afterElement, hides: d.noContent, noTag: d.noEndTag, handlers: d.EndTags}
	if e.Token.Name != r.open.name {
		c.name = e.Token.Name
	}
	r.open.close = c
	if c.hides {
		r.hidden++
	}
}

// end closes the element that an end tag names, and those inside it that have none.
func (r *Rewriter) end(tok *Token) *Event {
	el := r.open
	for el != r.root && el.name != tok.Name {
		el = el.parent
	}
	if el == r.root {
		r.emit(tok.Raw)
		return nil
	}
	handlers := r.popTo(el)
	r.leave(el)
	c := el.close
	if c == nil {
		if len(handlers) > 0 {
			tok.Raw = slices.Clone(tok.Raw)
			return &Event{Kind: OnEndTag, Token: tok, EndTags: handlers}
		}
		r.emit(tok.Raw)
		return nil
	}
	if c.hides {
		r.hidden--
	}
	tok.Raw = slices.Clone(tok.Raw)
	e := &Event{Kind: OnEndTag, Token: tok, EndTags: append(handlers, c.handlers...)}
	e.before, e.after = c.append, c.after
	if c.name != "" {
		tok.Name, tok.rewritten = c.name, true
	}
	if c.noTag {
		e.Remove()
	}
	if len(e.EndTags) > 0 {
		return e
	}
	r.emitEdited(&e.Edits, tok.endTag())
	return nil
}

// popTo closes the elements inside el and returns the handlers that wait for
// their end tags.
func (r *Rewriter) popTo(el *element) (handlers []any) {
	for r.open != el {
		inner := r.open
		r.leave(inner)
		if c := inner.close; c != nil {
			if c.hides {
				r.hidden--
			}
			r.emit(c.append)
			r.emit(c.after)
			handlers = append(handlers, c.handlers...)
		}
	}
	return handlers
}

// leave takes el off the stack.
func (r *Rewriter) leave(el *element) {
	for _, n := range el.matched {
		r.active[n]--
	}
	r.open = el.parent
	r.t.foreign = r.open.foreign != "" && !r.open.integration
	if el.foreign == "" && rawElements[el.name] {
		r.t.raw = ""
	}
}
