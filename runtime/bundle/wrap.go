package bundle

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
)

// script is the bundle as the runtime takes it.
type script struct {
	code   string
	shifts []shift // from the bundler's output
	late   []shift // after those, in code's own lines
}

// headerLines is how many lines wrap puts before esbuild's output.
const headerLines = 1

var (
	exportList    = regexp.MustCompile(`(?s)(?:^|\n)export \{([^{}]*)\};\s*$`)
	exportDefault = regexp.MustCompile(`(?:^|\n)export default ([^\n]+);\s*$`)
)

// wrap makes an async function of a module: its exports become getters of the
// object it resolves to, which keeps them live.
func wrap(code string, mapping []byte) (script, int, error) {
	var exports []string
	if m := exportList.FindStringSubmatchIndex(code); m != nil {
		for _, item := range strings.Split(code[m[2]:m[3]], ",") {
			if item = strings.TrimSpace(item); item != "" {
				local, name, renamed := strings.Cut(item, " as ")
				if !renamed {
					name = local
				}
				exports = append(exports, fmt.Sprintf("get %s() { return %s; }", name, local))
			}
		}
		code = code[:m[0]]
	} else if m := exportDefault.FindStringSubmatchIndex(code); m != nil {
		// An entry in CommonJS.
		exports = append(exports, "get default() { const m = "+code[m[2]:m[3]]+"; return m && m.__esModule ? m.default : m; }")
		code = code[:m[0]]
	}
	if strings.Contains(code, "\nexport ") && exports == nil {
		return script{}, 0, errors.New("the bundler's output has exports in a form that is not known")
	}
	plain := code
	code, shifts, wrong := mend(code, true)
	if len(wrong) > 0 {
		return script{}, 0, wrongLiterals(plain, mapping, wrong)
	}
	return script{
		code: "async function (" + builtinsName + ", " + urlName + ", " + caughtName + ", " + regExpName + ") {\"use strict\";\n" + code +
			"\nreturn { __proto__: null, " + strings.Join(exports, ", ") + " };\n}",
		shifts: shifts,
	}, len(exports), nil
}
