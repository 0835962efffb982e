package regexp

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"io"
	"strconv"
	"strings"
	"sync"
)

// unicodeTables is written by tables/generate.mjs, which says how it is laid out.
//
//go:embed tables/properties.txt.gz
var unicodeTables []byte

// properties are the lines of the tables by their keys. A set is decoded when
// it is first asked for.
var properties = sync.OnceValue(func() map[string]string {
	lines := map[string]string{}
	r, err := gzip.NewReader(bytes.NewReader(unicodeTables))
	if err != nil {
		panic(err)
	}
	text, err := io.ReadAll(r)
	if err != nil {
		panic(err)
	}
	for line := range strings.Lines(string(text)) {
		key, data, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		lines[key] = data
	}
	return lines
})

var propertySets sync.Map // of set by key

// propertySet returns the set that a key of the tables stands for.
func propertySet(key string) (set, bool) {
	if s, ok := propertySets.Load(key); ok {
		return s.(set), true
	}
	line, ok := properties()[key]
	if !ok {
		return nil, false
	}
	var s set
	at := rune(0)
	numbers(line, func(gap, length int) {
		at += rune(gap)
		s = append(s, span{at, at + rune(length) - 1})
		at += rune(length)
	})
	propertySets.Store(key, s)
	return s, true
}

// numbers reads pairs of numbers in base 36.
func numbers(line string, each func(a, b int)) {
	first, pending := 0, false
	for field := range strings.FieldsSeq(line) {
		n, err := strconv.ParseInt(field, 36, 32)
		if err != nil {
			panic(err)
		}
		if pending = !pending; pending {
			first = int(n)
		} else {
			each(first, int(n))
		}
	}
}

// property finds the code points of \p{name} or \p{name=value}.
func property(name, value string, hasValue bool) (set, bool) {
	if hasValue {
		prefix := map[string]string{"General_Category": "g", "gc": "g", "Script": "s", "sc": "s", "Script_Extensions": "x", "scx": "x"}[name]
		return aliased(prefix, value)
	}
	if s, ok := aliased("g", name); ok {
		return s, true
	}
	return aliased("b", name)
}

func aliased(prefix, name string) (set, bool) {
	if prefix == "" {
		return nil, false
	}
	if full, ok := properties()["a:"+prefix+":"+name]; ok {
		name = full
	}
	return propertySet(prefix + ":" + name)
}

// rgiParts are the properties of strings whose union is RGI_Emoji.
var rgiParts = []string{"Basic_Emoji", "Emoji_Keycap_Sequence", "RGI_Emoji_Modifier_Sequence", "RGI_Emoji_Flag_Sequence", "RGI_Emoji_Tag_Sequence", "RGI_Emoji_ZWJ_Sequence"}

// stringProperty finds the strings of \p{name} under the v flag.
func stringProperty(name string) (list [][]rune, ok bool) {
	parts := []string{name}
	if name == "RGI_Emoji" {
		parts = rgiParts
	}
	for _, part := range parts {
		line, known := properties()["q:"+part]
		if !known {
			return nil, false
		}
		for s := range strings.SplitSeq(line, " ") {
			list = append(list, []rune(s))
		}
	}
	return list, true
}
