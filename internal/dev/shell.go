package dev

import goruntime "runtime"

// shell returns the command that runs a line of the user's shell.
func shell() []string {
	if goruntime.GOOS == "windows" {
		return []string{"cmd", "/C"}
	}
	return []string{"sh", "-c"}
}
