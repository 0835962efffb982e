package d1

import (
	"encoding/json"
	"math"
)

// resultJSON is a Result for programs: the columns in their order, and rows of
// as many values. Blobs are arrays of bytes.
type resultJSON struct {
	Columns []string `json:"columns"`
	Rows    [][]any  `json:"rows"`
	Meta    MetaJSON `json:"meta"`
}

// MetaJSON is Meta as scripts see it.
type MetaJSON struct {
	ServedBy    string  `json:"served_by"`
	Duration    float64 `json:"duration"` // milliseconds
	Changes     int64   `json:"changes"`
	LastRowID   int64   `json:"last_row_id"`
	ChangedDB   bool    `json:"changed_db"`
	SizeAfter   int64   `json:"size_after"`
	RowsRead    int64   `json:"rows_read"`
	RowsWritten int64   `json:"rows_written"`
}

// MarshalJSON writes the result for programs.
func (r Result) MarshalJSON() ([]byte, error) {
	m := r.Meta
	out := resultJSON{r.Columns, make([][]any, len(r.Rows)),
		MetaJSON{servedBy, milliseconds(m.Duration), m.Changes, m.LastRowID, m.ChangedDB, m.SizeAfter, m.RowsRead, m.RowsWritten}}
	for n, row := range r.Rows {
		values := make([]any, len(row))
		for i, v := range row {
			values[i] = plainValue(v)
		}
		out.Rows[n] = values
	}
	return json.Marshal(out)
}

// plainValue makes a value one that JSON has.
func plainValue(v any) any {
	switch v := v.(type) {
	case []byte:
		bytes := make([]int, len(v))
		for i, b := range v {
			bytes[i] = int(b)
		}
		return bytes
	case float64:
		if math.IsInf(v, 0) {
			return nil
		}
	}
	return v
}
