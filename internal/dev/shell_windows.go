package dev

import (
	"context"
	"os/exec"
)

// shell prepares a line of the user's shell.
func shell(ctx context.Context, line string) *exec.Cmd {
	return exec.CommandContext(ctx, "cmd", "/C", line)
}
