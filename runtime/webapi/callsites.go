package webapi

import (
	_ "embed"
	"regexp"
	"strconv"

	"github.com/dop251/goja"

	"paddock/runtime"
)

//go:embed js/callsite.js
var callSiteSource string

var callSiteLibrary = runtime.NewLibrary("callsite.js", callSiteSource, nil)

// scriptFrame is a line of a stack that scripts see.
var scriptFrame = regexp.MustCompile(`(?m)^    at (?:(.*) \()?([^()\n]+):(\d+):(\d+)\)?$`)

// callSites makes the list that Error.prepareStackTrace gets.
func (s *stacks) callSites(stack string) goja.Value {
	class := callSiteLibrary.Load(s.i).Get("CallSite")
	var sites []any
	for _, m := range scriptFrame.FindAllStringSubmatch(stack, -1) {
		line, _ := strconv.Atoi(m[3])
		column, _ := strconv.Atoi(m[4])
		site, err := s.vm.New(class, s.vm.ToValue(m[1]), s.vm.ToValue(m[2]), s.vm.ToValue(line), s.vm.ToValue(column))
		if err != nil {
			panic(err)
		}
		sites = append(sites, site)
	}
	return s.vm.NewArray(sites...)
}
