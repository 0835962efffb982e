package r2

import (
	"errors"
	"strings"
	"time"
)

// A Condition says when an operation may happen. A tag list that is nil asks
// nothing.
type Condition struct {
	Matches      []Tag  `json:"matches"`      // the object has one of these
	DoesNotMatch []Tag  `json:"doesNotMatch"` // it has none of these
	Before       *int64 `json:"before"`       // uploaded before this, in milliseconds
	After        *int64 `json:"after"`        // uploaded after this
	Seconds      bool   `json:"seconds"`      // times are compared by whole seconds
}

// A Tag is one entity tag of a condition.
type Tag struct {
	Any   bool   `json:"any"` // "*"
	Weak  bool   `json:"weak"`
	Value string `json:"value"`
}

// Holds reports whether the condition holds for an object, or where there is
// none (nil). As with HTTP's conditional headers, an entity tag that settles the
// question makes a time without a say.
func (c *Condition) Holds(o *Object) bool {
	if c == nil {
		return true
	}
	if o == nil {
		return c.Matches == nil && c.After == nil
	}
	match := c.Matches == nil || among(c.Matches, o.ETag, false)
	differ := c.DoesNotMatch == nil || !among(c.DoesNotMatch, o.ETag, true)
	uploaded := c.grain(o.Uploaded.UnixMilli())
	after := c.After == nil || c.grain(*c.After) < uploaded || c.DoesNotMatch != nil && differ
	before := c.Before == nil || uploaded < c.grain(*c.Before) || c.Matches != nil && match
	return match && differ && after && before
}

// grain rounds a time down where whole seconds are compared.
func (c *Condition) grain(ms int64) int64 {
	if !c.Seconds {
		return ms
	}
	return time.UnixMilli(ms).Unix() * 1000
}

// among reports whether an etag is one of the tags. Weak tags count only in a
// weak comparison.
func among(tags []Tag, etag string, weak bool) bool {
	for _, t := range tags {
		if t.Any || t.Value == etag && (!t.Weak || weak) {
			return true
		}
	}
	return false
}

// The platform's words for a list of entity tags that it cannot read.
var (
	errTagUnclosed = errors.New("Unclosed double quote for Etag")
	errTagWeak     = errors.New("Weak etags must start with W/ and their value must be quoted")
)

func errTagInvalid(name string) error { return errors.New("Invalid ETag in " + name + " header") }

func errNoComma(why string) error {
	return errors.New("Comma was expected to separate etags. Encountered a " + why)
}

// ParseTags reads the value of the header that is named, If-Match or
// If-None-Match. A wildcard overrides all other tags.
func ParseTags(name, value string) ([]Tag, error) {
	var tags []Tag
	for first := true; ; first = false {
		start := strings.IndexAny(value, `*"`)
		if start < 0 {
			if len(tags) == 0 || strings.Trim(value, ", \t") != "" {
				return nil, errTagInvalid(name)
			}
			return tags, nil
		}
		lead := value[:start]
		comma, w := strings.IndexByte(lead, ','), strings.IndexByte(lead, 'W')
		if !first && (comma < 0 || w >= 0 && w < comma) {
			return nil, errNoComma(met(value[start], w >= 0))
		}
		lead = strings.Trim(lead, ", \t")
		if value[start] == '*' {
			return []Tag{{Any: true}}, nil
		}
		text, rest, closed := strings.Cut(value[start+1:], `"`)
		switch {
		case !closed:
			return nil, errTagUnclosed
		case lead != "" && lead[0] == 'W' && (lead != "W/" || value[start-1] != '/'):
			return nil, errTagWeak
		case lead != "" && lead != "W/":
			return nil, errTagInvalid(name)
		}
		tags = append(tags, Tag{Weak: lead != "", Value: text})
		value = rest
	}
}

// met says what stood where a comma belongs.
func met(c byte, weak bool) string {
	switch {
	case weak:
		return "weak quotation character 'W' instead. This would otherwise indicate the start of a new weak etag."
	case c == '*':
		return "wildcard character '*' instead."
	}
	return `double quote character '"' instead. This would otherwise indicate the start of a new strong etag.`
}
