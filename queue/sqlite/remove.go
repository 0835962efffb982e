package sqlite

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// Remove deletes the queues in folder dir, and nothing else that lies there.
// No store may have them open.
func Remove(dir string) error {
	for _, suffix := range []string{"-wal", "-shm", ""} { // the log first: alone it means nothing
		err := os.Remove(filepath.Join(dir, FileName+suffix))
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("remove the queues: %w", err)
		}
	}
	return nil
}
