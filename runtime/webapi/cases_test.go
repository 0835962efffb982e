package webapi

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A case of testdata is an expression, or statements with a return, and what it
// gives; blank lines stand between cases. name(f) is what f throws, rej(p) what a
// promise rejects with.
const casesPrelude = `const told = (v) => "fine:" + v;
	const name = (f) => { try { return told(f()) } catch (e) { return e.name } };
	const rej = async (p) => { try { return told(await p) } catch (e) { return e.name } };
	`

func TestCases(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) < 5 {
		t.Fatal("cases are missing", files, err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			for block := range strings.SplitSeq(string(data), "\n\n") {
				body, want, ok := strings.Cut(strings.TrimSpace(block), "\n=> ")
				if !ok {
					t.Errorf("a case without a result:\n%s", block)
				}
				code := body
				if !strings.Contains(body, "return ") {
					code = "return (" + body + "\n)"
				}
				if got := run(t, casesPrelude+code); got != want {
					t.Errorf("%s\ngot:  %s\nwant: %s", body, got, want)
				}
			}
		})
	}
}
