package htmlrewriter

import (
	"slices"
	"strings"
)

// Edits are what handlers did around a token.
type Edits struct {
	Removed                    bool
	before, after, replacement []byte
	edited                     bool // the token itself must be written anew
}

var textEscaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

// Content is text to insert, written as HTML or escaped.
func Content(text string, html bool) []byte {
	if !html {
		text = textEscaper.Replace(text)
	}
	return []byte(text)
}

// Before inserts before the token, after what was inserted there already.
func (d *Edits) Before(content []byte) { d.before = append(d.before, content...) }

// After inserts right after the token.
func (d *Edits) After(content []byte) { d.after = append(content, d.after...) }

// Replace puts content in the token's place.
func (d *Edits) Replace(content []byte) { d.Removed, d.replacement = true, content }

// Remove takes the token out.
func (d *Edits) Remove() { d.Removed, d.replacement = true, nil }

// ElementEdits are what handlers did with an element beyond its start tag.
type ElementEdits struct {
	Void         bool // there is no end tag, and no content
	Namespace    string
	prepend      []byte
	append       []byte
	afterElement []byte
	noContent    bool
	noEndTag     bool
	EndTags      []any // handlers for the end tag
}

// After inserts after the whole element.
func (e *Event) AfterElement(content []byte) {
	if e.Element.Void {
		e.Edits.After(content)
		return
	}
	e.Element.afterElement = append(content, e.Element.afterElement...)
}

// Prepend inserts at the beginning of the content.
func (e *Event) Prepend(content []byte) {
	if !e.Element.Void {
		e.Element.prepend = append(content, e.Element.prepend...)
	}
}

// Append inserts at the end of the content.
func (e *Event) Append(content []byte) {
	if !e.Element.Void {
		e.Element.append = append(e.Element.append, content...)
	}
}

// SetInner replaces the content.
func (e *Event) SetInner(content []byte) {
	if !e.Element.Void {
		e.Element.noContent = true
		e.Element.prepend, e.Element.append = content, nil
	}
}

// ReplaceElement puts content in the place of the element and all in it.
func (e *Event) ReplaceElement(content []byte) {
	e.RemoveElement()
	e.Edits.Replace(content)
}

// RemoveElement takes the element out, with its content.
func (e *Event) RemoveElement() {
	e.Edits.Remove()
	e.Element.noContent, e.Element.noEndTag = true, true
	e.Element.prepend, e.Element.append = nil, nil
}

// RemoveTags takes the tags out and leaves the content.
func (e *Event) RemoveTags() {
	e.Edits.Remove()
	e.Element.noEndTag = true
}

// SetName renames a tag; the end tag of an element follows.
func (e *Event) SetName(name string) {
	e.Token.Name, e.Token.source = name, name
	e.Token.rewritten, e.edited = true, true
}

// SetContent changes the text of a comment.
func (e *Event) SetContent(text string) {
	e.Token.Content, e.edited = text, true
	e.Token.rewritten = true
}

// SetAttr adds or changes an attribute.
func (e *Event) SetAttr(name, value string) {
	e.edited = true
	value = strings.ReplaceAll(value, `"`, "&quot;")
	for n := range e.Token.Attrs {
		if a := &e.Token.Attrs[n]; a.Name == name {
			a.Value, a.raw = value, ""
			return
		}
	}
	e.Token.Attrs = append(e.Token.Attrs, Attr{Name: name, Value: value})
}

// RemoveAttr takes an attribute away, however often it is there.
func (e *Event) RemoveAttr(name string) {
	rest := slices.DeleteFunc(slices.Clone(e.Token.Attrs), func(a Attr) bool { return a.Name == name })
	if len(rest) < len(e.Token.Attrs) {
		e.Token.Attrs, e.edited = rest, true
	}
}

// startTag writes the tag, as it was where nothing changed.
func (e *Event) startTag() []byte {
	t := e.Token
	if !e.edited {
		return t.Raw
	}
	var b strings.Builder
	b.WriteString("<" + t.source)
	for _, a := range t.Attrs {
		b.WriteByte(' ')
		if a.raw != "" {
			b.WriteString(a.raw)
		} else {
			b.WriteString(a.Name + `="` + a.Value + `"`)
		}
	}
	if t.SelfClosing {
		b.WriteString(" /")
	}
	b.WriteByte('>')
	return []byte(b.String())
}

func (t *Token) endTag() []byte {
	if t.Raw != nil && !t.rewritten {
		return t.Raw
	}
	return []byte("</" + t.Name + ">")
}

func (t *Token) comment() []byte {
	if !t.rewritten {
		return t.Raw
	}
	return []byte("<!--" + t.Content + "-->")
}
