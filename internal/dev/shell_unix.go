//go:build unix

package dev

import (
	"context"
	"os/exec"
	"syscall"
)

// shell prepares a line of the user's shell. It gets a process group of its
// own: what the line started ends with it when ctx does, and a Ctrl-C in the
// terminal is for paddock to handle.
func shell(ctx context.Context, line string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, "sh", "-c", line)
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
	return cmd
}
