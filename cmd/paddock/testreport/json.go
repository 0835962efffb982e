package testreport

import (
	"encoding/json"
	"io"

	"paddock/internal/testrun"
)

// jsonReporter writes one object at the end.
type jsonReporter struct{ w io.Writer }

type jsonRun struct {
	Success  bool       `json:"success"`
	Seed     uint64     `json:"seed,string"`
	Took     float64    `json:"duration_ms"`
	Passed   int        `json:"passed"`
	Failed   int        `json:"failed"`
	Skipped  int        `json:"skipped"`
	Todo     int        `json:"todo"`
	Written  int        `json:"snapshots_written"`
	Obsolete int        `json:"snapshots_obsolete"`
	Bailed   bool       `json:"bailed"`
	Files    []jsonFile `json:"files"`
}

type jsonFile struct {
	Name     string        `json:"file"`
	Took     float64       `json:"duration_ms"`
	Failures []jsonFailure `json:"failures"`
	Tests    []jsonTest    `json:"tests"`
}

type jsonTest struct {
	Names    []string      `json:"names"`
	State    string        `json:"state"`
	Note     string        `json:"note,omitempty"`
	Took     float64       `json:"duration_ms"`
	Virtual  float64       `json:"virtual_ms"`
	Retries  int           `json:"retries"`
	Failures []jsonFailure `json:"failures"`
	Console  []jsonLine    `json:"console"`
	Refused  []string      `json:"refused_requests,omitempty"`
}

type jsonFailure struct {
	Where    string  `json:"where,omitempty"`
	Message  string  `json:"message"`
	Stack    string  `json:"stack"`
	Frame    string  `json:"frame,omitempty"`
	Expected *string `json:"expected,omitempty"`
	Actual   *string `json:"actual,omitempty"`
}

type jsonLine struct {
	Level string `json:"level"`
	Text  string `json:"text"`
}

// FileEnded waits for the end.
func (*jsonReporter) FileEnded(*testrun.File) {}

// Ended writes everything.
func (j *jsonReporter) Ended(r *testrun.Run) {
	out := jsonRun{Success: !r.Failed(), Seed: r.Seed, Took: milliseconds(r.Took), Written: r.Written, Obsolete: r.Obsolete, Bailed: r.Bailed, Files: []jsonFile{},
		Passed: r.Count(testrun.Passed), Failed: r.Count(testrun.Failed), Skipped: r.Count(testrun.Skipped), Todo: r.Count(testrun.Todo)}
	for _, f := range r.Files {
		file := jsonFile{Name: f.Name, Took: milliseconds(f.Took), Failures: failures(f.Failures), Tests: []jsonTest{}}
		for _, t := range f.Tests {
			test := jsonTest{Names: t.Names, State: t.State, Note: t.Note, Took: milliseconds(t.Took), Virtual: milliseconds(t.Virtual),
				Retries: t.Retries, Failures: failures(t.Failures), Console: []jsonLine{}, Refused: t.Refused}
			for _, l := range t.Lines {
				test.Console = append(test.Console, jsonLine(l))
			}
			file.Tests = append(file.Tests, test)
		}
		out.Files = append(out.Files, file)
	}
	e := json.NewEncoder(j.w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	e.Encode(out) // of a standard output that is gone nobody can be told
}

func failures(list []testrun.Failure) []jsonFailure {
	out := []jsonFailure{}
	for _, f := range list {
		o := jsonFailure{Where: f.Where, Message: f.Title, Stack: f.Stack, Frame: f.Frame}
		if f.Compare != nil {
			o.Expected, o.Actual = &f.Compare.Expected, &f.Compare.Actual
		}
		out = append(out, o)
	}
	return out
}
