package world

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// What is too large for a database lies in files of its own, each written once
// and then left alone: a hard link keeps one over its deletion.

// linkFolder is where the links are kept.
const linkFolder = "kept"

// beside lists the files in the folders beside the databases.
func beside(dir string) (files []string, err error) {
	folders, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	for _, f := range folders {
		if !f.IsDir() || f.Name() == linkFolder {
			continue
		}
		err := filepath.WalkDir(filepath.Join(dir, f.Name()), func(path string, d fs.DirEntry, err error) error {
			if err == nil && d.Type().IsRegular() {
				files = append(files, path)
			}
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	return files, nil
}

// link keeps every file beside the databases, and returns where, by path.
func (k *Keeper) link(dir string) (map[string]string, error) {
	if dir == "" {
		return nil, nil
	}
	files, err := beside(dir)
	if err != nil || len(files) == 0 {
		return nil, err
	}
	if err := os.MkdirAll(filepath.Join(dir, linkFolder), 0o755); err != nil {
		return nil, err
	}
	kept := make(map[string]string, len(files))
	for _, f := range files {
		k.count++
		to := filepath.Join(dir, linkFolder, fmt.Sprint(k.count))
		if err := os.Link(f, to); err != nil {
			return nil, err
		}
		kept[f] = to
	}
	return kept, nil
}

// unlink puts the kept files back, and removes all others.
func (k *Keeper) unlink(kept map[string]string) error {
	dir, any := k.w.Stores.Exists()
	if !any {
		return nil
	}
	now, err := beside(dir)
	if err != nil {
		return err
	}
	var all []error
	for _, f := range now {
		all = append(all, os.Remove(f))
	}
	for f, link := range kept {
		all = append(all, os.MkdirAll(filepath.Dir(f), 0o755), os.Rename(link, f))
	}
	return errors.Join(all...)
}
