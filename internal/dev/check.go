package dev

import (
	"context"
	"os"

	"paddock/config"
)

// Checked is what Check found in one Worker.
type Checked struct {
	Config   *config.Config
	Report   *config.Report // of the configuration
	Warnings []string       // of the script
	Err      error          // why the script cannot be built; nil when it can
}

// Text is Err for people, with every place and code frame.
func (c Checked) Text() string { return failureText(c.Err) }

// Check reads a Worker's configuration and builds its script without starting
// it. A configuration with errors does not keep it from looking at the script.
func Check(ctx context.Context, p Project) Checked {
	var c Checked
	b := newBuilder(func() (*config.Config, *config.Report) {
		c.Config, c.Report = p.Load()
		return c.Config, c.Report
	})
	defer b.close()
	r := b.prepare(ctx)
	if !c.Report.Failed() {
		c.Err = r.err
		c.Warnings = r.bundleWarnings
		return c
	}
	if info, err := os.Stat(c.Config.Main); c.Config.Main != "" && err == nil && info.Mode().IsRegular() {
		r = prepared{cfg: c.Config}
		b.compile(ctx, &r)
		c.Err, c.Warnings = r.err, r.bundleWarnings
	}
	return c
}
