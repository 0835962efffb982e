package dev

import (
	"context"

	"paddock/config"
)

// A Checked project is what Check found out about it.
type Checked struct {
	Config   *config.Config
	Report   *config.Report // of the configuration
	Warnings []string       // of the bundler
	Err      error          // why the script cannot be built, or nil
}

// Text is Err for people, with places and code frames.
func (c Checked) Text() string {
	if c.Err == nil {
		return ""
	}
	return errorText(c.Err)
}

// Check reads the configuration and builds the script, without running either.
func Check(ctx context.Context, p Project) Checked {
	var c Checked
	b := newBuilder(func() (*config.Config, *config.Report) {
		c.Config, c.Report = p.Load()
		return c.Config, c.Report
	})
	defer b.close()
	result := b.prepare(ctx)
	if !c.Report.Failed() {
		c.Err, c.Warnings = result.err, result.bundleWarnings
	}
	return c
}
