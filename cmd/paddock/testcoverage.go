package main

import (
	"bytes"
	"fmt"
	"path/filepath"

	"paddock/cmd/paddock/testreport"
	"paddock/internal/testrun"
)

// lcovFile is where coverage goes; dir is the project's folder.
func (o *testOptions) lcovFile(dir string) string {
	switch {
	case o.lcov == "":
		return filepath.Join(dir, "coverage", "lcov.info")
	case filepath.IsAbs(o.lcov):
		return o.lcov
	}
	return filepath.Join(dir, o.lcov)
}

// lcovReporter writes what ran to a file, when another reporter has told of it.
type lcovReporter struct {
	testrun.Reporter
	a    *app
	path string
}

// Ended writes the file. One that cannot be written is said, and the tests have
// passed or failed all the same.
func (r *lcovReporter) Ended(run *testrun.Run) {
	r.Reporter.Ended(run)
	var text bytes.Buffer
	err := testreport.WriteLCOV(&text, run.Coverage)
	if err == nil {
		err = disk{}.Write(r.path, text.Bytes())
	}
	if err != nil {
		fmt.Fprintf(r.a.stderr, "the coverage was not written: %v\n", err)
	}
}
