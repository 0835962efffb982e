// Package htmlrewriter changes HTML documents while they stream through: it
// finds the elements that selectors name, stops at each so that a handler may
// change it, and passes everything else on byte for byte. It builds no tree, and
// holds one tag at a time. It knows nothing of JavaScript.
package htmlrewriter

import (
	"slices"
)

// A Handler says what a registered set of handlers wants to be told of.
type Handler struct {
	Selector Selector // nil: of the whole document
	Element  bool     // for Selector
	Comments bool
	Text     bool
	Doctype  bool // for the document, as is End
	End      bool
}

// A Rewriter works on one document. Feed it with Write, call Next until it
// returns nil, and take what is ready with Take.
type Rewriter struct {
	handlers []Handler
	t        tokenizer
	root     *element
	open     *element // the innermost
	hidden   int      // of the open elements, how many have removed content
	active   []int    // per handler: in how many open elements it matched
	inText   bool
	out      []byte
	event    *Event
	typed    bool // a selector needs the indices among elements of the same name
	finished bool
	over     bool
}

// An Event is a token that handlers want to see, with what they make of it.
// Resume goes on when they have.
type Event struct {
	Kind     EventKind
	Handlers []int // by number
	Token    *Token
	Last     bool // of text: the last piece of its node
	Edits
	Element *ElementEdits // of a start tag
	EndTags []any         // of an end tag: what OnEndTag was given, outermost element last
}

// An EventKind says which handler an event is for.
type EventKind int

// The kinds of events.
const (
	OnElement EventKind = iota
	OnComment
	OnText
	OnDoctype
	OnEndTag
	OnEnd
)

// New makes a rewriter.
func New(handlers []Handler) *Rewriter {
	root := &element{}
	r := &Rewriter{handlers: handlers, root: root, open: root, active: make([]int, len(handlers))}
	for _, h := range handlers {
		for _, s := range h.Selector {
			r.typed = r.typed || slices.ContainsFunc(s.compounds, func(c compound) bool { return c.typed })
		}
	}
	return r
}

// Write adds a piece of the document.
func (r *Rewriter) Write(p []byte) { r.t.feed(p) }

// Finish says that the document has ended.
func (r *Rewriter) Finish() { r.t.ended = true }

// Take returns what is ready, which is the caller's.
func (r *Rewriter) Take() []byte {
	out := r.out
	r.out = nil
	return out
}

// Next goes on to the next event; nil says that more input is needed, or that
// the document has ended. The event before must have been resumed.
func (r *Rewriter) Next() (*Event, error) {
	for {
		tok, ok := r.t.next()
		if !ok {
			if r.t.err != nil {
				return nil, r.t.err
			}
			return r.ending(), nil
		}
		if e := r.textEnd(tok); e != nil {
			return r.stop(e), nil
		}
		if e := r.token(&tok); e != nil {
			return r.stop(e), nil
		}
	}
}

func (r *Rewriter) stop(e *Event) *Event {
	r.event = e
	return e
}

// ending is called when no input is left.
func (r *Rewriter) ending() *Event {
	if !r.t.ended || r.finished {
		return nil
	}
	if e := r.textEnd(Token{Kind: Comment}); e != nil { // any token but text
		return r.stop(e)
	}
	if !r.over {
		r.over = true
		r.popTo(r.root)
	}
	r.finished = true
	if list := r.documentHandlers(func(h Handler) bool { return h.End }); len(list) > 0 {
		return r.stop(&Event{Kind: OnEnd, Handlers: list, Token: &Token{}})
	}
	return nil
}

// textEnd tells that a text node has ended, once, when another token follows.
func (r *Rewriter) textEnd(next Token) *Event {
	if !r.inText || next.Kind == Text {
		return nil
	}
	r.inText = false
	if list := r.interested(func(h Handler) bool { return h.Text }); len(list) > 0 {
		if next.Raw != nil {
			r.t.unread(next) // it is read again afterwards
		}
		return &Event{Kind: OnText, Handlers: list, Token: &Token{Kind: Text}, Last: true}
	}
	return nil
}

// unread goes back before a token.
func (t *tokenizer) unread(tok Token) {
	t.at -= len(tok.Raw)
	if tok.rawBefore != "" {
		t.raw = tok.rawBefore
	}
}

func (r *Rewriter) documentHandlers(wants func(Handler) bool) (list []int) {
	for n, h := range r.handlers {
		if h.Selector == nil && wants(h) {
			list = append(list, n)
		}
	}
	return list
}

// interested lists the handlers for text or comments that are active here: those
// of elements come before those of the document.
func (r *Rewriter) interested(wants func(Handler) bool) (list []int) {
	for n, h := range r.handlers {
		if h.Selector != nil && r.active[n] > 0 && wants(h) {
			list = append(list, n)
		}
	}
	return append(list, r.documentHandlers(wants)...)
}

// token handles a token, or returns the event that must come first.
func (r *Rewriter) token(tok *Token) *Event {
	switch tok.Kind {
	case StartTag:
		return r.start(tok)
	case EndTag:
		return r.end(tok)
	}
	e := &Event{Token: tok}
	switch tok.Kind {
	case Text:
		r.inText = true
		e.Kind = OnText
		e.Handlers = r.interested(func(h Handler) bool { return h.Text })
	case Comment:
		e.Kind = OnComment
		e.Handlers = r.interested(func(h Handler) bool { return h.Comments })
	case Doctype:
		e.Kind = OnDoctype
		e.Handlers = r.documentHandlers(func(h Handler) bool { return h.Doctype })
	}
	if len(e.Handlers) > 0 {
		if tok.Kind == Text {
			tok.Content = string(tok.Raw)
		}
		tok.Raw = slices.Clone(tok.Raw)
		return e
	}
	r.emit(tok.Raw)
	return nil
}

// emit passes bytes on, unless they are inside something removed.
func (r *Rewriter) emit(b []byte) {
	if r.hidden == 0 {
		r.out = append(r.out, b...)
	}
}

// Resume applies what the handlers made of the event.
func (r *Rewriter) Resume() {
	e := r.event
	r.event = nil
	switch e.Kind {
	case OnElement:
		r.opened(e)
	case OnEndTag:
		r.emitEdited(&e.Edits, e.Token.endTag())
	case OnComment:
		r.emitEdited(&e.Edits, e.Token.comment())
	case OnEnd:
		r.emit(e.before)
	default:
		r.emitEdited(&e.Edits, e.Token.Raw)
	}
}

func (r *Rewriter) emitEdited(d *Edits, source []byte) {
	r.emit(d.before)
	if d.Removed {
		source = d.replacement
	}
	r.emit(source)
	r.emit(d.after)
}
