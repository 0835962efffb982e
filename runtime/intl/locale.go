package intl

import (
	"regexp"
	"slices"
	"strings"

	"github.com/dop251/goja"
	"golang.org/x/text/language"
)

// fallback is the locale of what nobody names.
const fallback = "en-US"

// wellFormed is the shape of a language tag.
var wellFormed = regexp.MustCompile(`(?i)^[a-z]{2,3}(-[a-z]{4})?(-([a-z]{2}|[0-9]{3}))?(-([a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*(-[a-wy-z0-9](-[a-z0-9]{2,8})+)*(-x(-[a-z0-9]{1,8})+)?$|^[a-z]{5,8}$`)

func (h *host) parse(tag string) language.Tag {
	if !wellFormed.MatchString(tag) {
		h.rangeError("Incorrect locale information provided")
	}
	return language.Make(tag) // as much of it as x/text knows
}

func (h *host) canonicalTag(tag string) string {
	t := h.parse(tag)
	if t == language.Und && !strings.EqualFold(tag, "und") {
		return cased(tag) // a language that x/text does not know
	}
	return t.String()
}

// cased writes the parts of a tag in the usual letters.
func cased(tag string) string {
	parts := strings.Split(strings.ToLower(tag), "-")
	for n, p := range parts[1:] {
		switch {
		case len(p) == 1:
			return strings.Join(parts, "-")
		case len(p) == 2:
			parts[n+1] = strings.ToUpper(p)
		case len(p) == 4 && (p[0] < '0' || p[0] > '9'):
			parts[n+1] = strings.ToUpper(p[:1]) + p[1:]
		}
	}
	return strings.Join(parts, "-")
}

func (h *host) canonical(c goja.FunctionCall) goja.Value {
	return h.vm.ToValue(h.canonicalTag(c.Argument(0).String()))
}

// languages are those whose numbers and order of words x/text knows well; the
// services for which only English is there have shorter lists.
var languages = strings.Fields("af am ar az be bg bn bs ca cs cy da de el en es et eu fa fi fil fr ga gl gu he hi hr hu hy id is it ja ka kk km kn ko ky lo lt lv mk ml mn mr ms my nb ne nl no pa pl pt ro ru si sk sl sq sr sv sw ta te th tr uk ur uz vi zh zu")

// known reports whether a service has the language of a tag.
func known(service, tag string) bool {
	base, _, _ := strings.Cut(tag, "-")
	switch service {
	case "words", "segments":
		return base == "en"
	case "date":
		_, there := dateLocales[base]
		return there
	}
	return slices.Contains(languages, base)
}

func (h *host) supported(c goja.FunctionCall) goja.Value {
	return h.vm.ToValue(known(c.Argument(0).String(), c.Argument(1).String()))
}

// resolve picks the first locale of a list that a service has.
func (h *host) resolve(c goja.FunctionCall) goja.Value {
	service, list := c.Argument(0).String(), c.Argument(1).ToObject(h.vm)
	tag := fallback
	for n := range int(list.Get("length").ToInteger()) {
		if t := list.Get(h.vm.ToValue(n).String()).String(); known(service, t) {
			tag = t
			break
		}
	}
	parsed := language.Make(tag)
	o := h.vm.NewObject()
	o.Set("locale", withoutExtensions(tag))
	o.Set("numberingSystem", "latn")
	switch service {
	case "number":
		if s := symbolsOf(withoutExtensions(tag)); s.zero != '0' && parsed.TypeForKey("nu") != "latn" {
			o.Set("numberingSystem", s.system())
		}
	case "collator":
		o.Set("numeric", parsed.TypeForKey("kn") == "true" || strings.Contains(tag, "-u-kn"))
		caseFirst := parsed.TypeForKey("kf")
		if caseFirst == "" {
			caseFirst = "false"
		}
		o.Set("caseFirst", caseFirst)
	case "date":
		cycle := parsed.TypeForKey("hc")
		if cycle == "" {
			cycle = dateLocaleOf(tag).cycle
		}
		o.Set("hourCycle", cycle)
	}
	return o
}

func withoutExtensions(tag string) string {
	for _, mark := range []string{"-u-", "-t-", "-x-"} {
		if at := strings.Index(tag, mark); at > 0 {
			tag = tag[:at]
		}
	}
	return tag
}

// locale reads a tag for Intl.Locale, with changes to its parts.
func (h *host) locale(c goja.FunctionCall) goja.Value {
	t := h.parse(c.Argument(0).String())
	changes := c.Argument(1).ToObject(h.vm)
	base, script, region := t.Raw()
	parts := []string{base.String()}
	if v := text(changes, "language"); v != "" {
		parts[0] = v
	}
	add := func(name, present, none string) {
		if v := text(changes, name); v != "" {
			present = v
		}
		if present != none {
			parts = append(parts, present)
		}
	}
	add("script", script.String(), "Zzzz")
	add("region", region.String(), "ZZ")
	baseName := h.canonicalTag(strings.Join(parts, "-"))
	tag := language.Make(baseName)
	o := h.vm.NewObject()
	for _, k := range []struct{ name, key string }{{"calendar", "ca"}, {"collation", "co"}, {"hourCycle", "hc"}, {"caseFirst", "kf"}, {"numeric", "kn"}, {"numberingSystem", "nu"}} {
		v := t.TypeForKey(k.key)
		if change := text(changes, k.name); change != "" {
			v = change
		}
		if v != "" {
			if changed, err := tag.SetTypeForKey(k.key, v); err == nil {
				tag = changed
			}
			o.Set(k.name, v)
		}
	}
	o.Set("numeric", text(changes, "numeric") == "true" || t.TypeForKey("kn") == "true")
	o.Set("baseName", baseName)
	o.Set("tag", tag.String())
	base, script, region = tag.Raw()
	o.Set("language", base.String())
	if script.String() != "Zzzz" {
		o.Set("script", script.String())
	}
	if region.String() != "ZZ" {
		o.Set("region", region.String())
	}
	return o
}

func (h *host) maximize(c goja.FunctionCall) goja.Value {
	t := h.parse(c.Argument(0).String())
	base, _ := t.Base()
	script, _ := t.Script()
	region, _ := t.Region()
	return h.vm.ToValue(base.String() + "-" + script.String() + "-" + region.String())
}

// minimize drops what maximize would add.
func (h *host) minimize(c goja.FunctionCall) goja.Value {
	t := h.parse(c.Argument(0).String())
	base, _ := t.Base()
	script, _ := t.Script()
	region, _ := t.Region()
	full := base.String() + "-" + script.String() + "-" + region.String()
	for _, short := range []string{base.String(), base.String() + "-" + region.String(), base.String() + "-" + script.String()} {
		s := language.Make(short)
		b, _ := s.Base()
		sc, _ := s.Script()
		r, _ := s.Region()
		if b.String()+"-"+sc.String()+"-"+r.String() == full {
			return h.vm.ToValue(short)
		}
	}
	return h.vm.ToValue(full)
}
