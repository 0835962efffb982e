package bundle

import (
	"cmp"
	"errors"
	"slices"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

// sourceName is the runtime's function that a direct call of eval goes through:
// it makes of the arguments those that the engine takes.
const sourceName = "__paddock_source"

// ErrSyntax says that a script is none; its message says why.
var ErrSyntax = errors.New("syntax error")

// A syntaxError is what is wrong with a script.
type syntaxError struct{ text string }

func (e syntaxError) Error() string        { return e.text }
func (e syntaxError) Is(target error) bool { return target == ErrSyntax }

// Script makes of a script that eval or Function is to run what the engine
// takes. plain is nearly the text itself, and "" where that would not do, or not
// mean the same; simpler is what to take if the engine refuses plain, and "" where
// nothing better is known. An error Is ErrSyntax. What the names that the result
// uses mean is up to the runtime: builtins, caught, RegExp and source, each
// with __paddock_ before it.
func Script(code string, strict bool) (plain, simpler string, err error) {
	if rest, ok := strings.CutPrefix(code, "#!"); ok {
		code = "//" + rest
	}
	text := code
	directed := startsStrict(code)
	if strict && !directed {
		text = strictDirective + "\n" + code
	}
	out := api.Transform(text, api.TransformOptions{
		Loader: api.LoaderJS, Target: api.ESNext, Supported: lowered(), Charset: api.CharsetUTF8,
		TreeShaking: api.TreeShakingFalse, LegalComments: api.LegalCommentsInline, LogLevel: api.LogLevelSilent,
	})
	if len(out.Errors) > 0 && !forgiven(out.Errors[0].Text) {
		return "", "", syntaxError{out.Errors[0].Text}
	}
	if slices.ContainsFunc(out.Warnings, func(m api.Message) bool { return m.ID == "empty-import-meta" }) {
		return "", "", syntaxError{"Cannot use 'import.meta' outside a module"}
	}
	plain, ok, err := mendPlain(code, strict)
	if err != nil {
		return "", "", err
	}
	switch {
	case len(out.Errors) > 0 && !ok:
		return code, "", nil
	case len(out.Errors) > 0:
		return plain, "", nil
	case !ok:
		plain = ""
	}
	simpler = string(out.Code)
	if strict && !directed {
		simpler = strings.TrimPrefix(simpler, strictDirective+"\n")
	}
	simpler, _, wrong := mend(simpler, strict || directed)
	if len(wrong) > 0 {
		return "", "", syntaxError{wrong[0].err.Error()}
	}
	return plain, simpler, nil
}

const strictDirective = `"use strict";`

// forgiven tells what esbuild refuses and the place of a direct eval may allow, or
// a script, as opposed to a module.
func forgiven(text string) bool {
	for _, word := range []string{`"await"`, "new.target", `"super"`, "Private name", `"arguments"`} {
		if strings.Contains(text, word) {
			return true
		}
	}
	return false
}

// mendPlain edits the text itself. ok says that the result means what the text
// does, as far as the engine takes it.
func mendPlain(code string, strict bool) (out string, ok bool, err error) {
	if strings.Contains(code, "<!--") || strings.Contains(code, "-->") {
		return "", false, nil
	}
	s := scanner{src: code, strict: strict || startsStrict(code)}
	s.scan()
	if s.doubt || s.nested || s.chain || s.delegates {
		return "", false, nil
	}
	edits, wrong := literalEdits(code, s.literals)
	if len(wrong) > 0 {
		return "", false, syntaxError{wrong[0].err.Error()}
	}
	edits = append(edits, s.edits...)
	slices.SortStableFunc(edits, func(a, b edit) int { return cmp.Compare(a.from, b.from) })
	out, _ = apply(code, outermost(edits))
	return out, true, nil
}

// directiveText is directives at the beginning of a script or function.
var directiveText = lazily(`^(?:\s|//[^\n]*\n|/\*(?s:.*?)\*/|;|"[^"\\\n]*"\s*(?:;|\n|\}|$)|'[^'\\\n]*'\s*(?:;|\n|\}|$))*`)

var useStrict = lazily(`(?:^|[\s;/])(?:"use strict"|'use strict')`)

// startsStrict reports whether the directives at the beginning of code make it
// strict.
func startsStrict(code string) bool { return useStrict().MatchString(directiveText().FindString(code)) }

// directives are those of the block that begins.
func (s *scanner) directives() string {
	rest := s.src[s.pos+1:]
	trimmed := strings.TrimLeft(rest, " \t\r\n")
	if trimmed == "" || trimmed[0] != '"' && trimmed[0] != '\'' {
		return ""
	}
	return directiveText().FindString(rest)
}

func (s *scanner) startsStrict() bool { return useStrict().MatchString(s.directives()) }

// directEval edits a direct call of eval, whose arguments have ended.
func (s *scanner) directEval(f frame) {
	strict := "false"
	if f.strict {
		strict = "true"
	}
	s.edits = append(s.edits,
		edit{span{f.from + 1, f.from + 1}, "..." + sourceName + "(" + strict + ", eval, "},
		edit{span{s.pos - 1, s.pos - 1}, ")"})
}
