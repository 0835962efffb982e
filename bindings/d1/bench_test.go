package d1_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"paddock/bindings/d1"
)

// benchmark runs calls on a database on disk, so many at a time.
func benchmark(b *testing.B, together int, calls func(n int) []d1.Statement) {
	db := openReal(b, filepath.Join(b.TempDir(), "a.db"), rand.NewPCG(1, 2))
	must := func(list []d1.Statement) {
		if _, err := db.Wait(context.Background(), list); err != nil {
			b.Error(err)
		}
	}
	must([]d1.Statement{{SQL: "CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT, body TEXT)"}, {SQL: "CREATE INDEX by_name ON t(name)"}})
	for from := range 10 {
		var list []d1.Statement
		for n := range 1000 {
			list = append(list, insert(-1-1000*from-n))
		}
		must(list)
	}
	b.ResetTimer()
	var all sync.WaitGroup
	next := make(chan int)
	for range together {
		all.Go(func() {
			for n := range next {
				must(calls(n))
			}
		})
	}
	for n := range b.N {
		next <- n
	}
	close(next)
	all.Wait()
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "calls/s")
}

func insert(n int) d1.Statement {
	return d1.Statement{SQL: "INSERT INTO t (name, body) VALUES (?, ?)", Params: []any{fmt.Sprintf("name %d", n), strings.Repeat("x", 1000)}}
}

func BenchmarkInsert(b *testing.B) {
	for _, together := range []int{1, 16, 64} {
		b.Run(fmt.Sprintf("%d_at_a_time", together), func(b *testing.B) {
			benchmark(b, together, func(n int) []d1.Statement { return []d1.Statement{insert(n)} })
		})
	}
}

func BenchmarkBatchOf100(b *testing.B) {
	benchmark(b, 1, func(n int) []d1.Statement {
		var list []d1.Statement
		for i := range 100 {
			list = append(list, insert(100*n+i))
		}
		return list
	})
}

func BenchmarkSelectByIndex(b *testing.B) {
	for _, together := range []int{1, 16} {
		b.Run(fmt.Sprintf("%d_at_a_time", together), func(b *testing.B) {
			benchmark(b, together, func(n int) []d1.Statement {
				return []d1.Statement{{SQL: "SELECT * FROM t WHERE name = ?", Params: []any{fmt.Sprintf("name %d", -1-n%10000)}}}
			})
		})
	}
}

func BenchmarkSelect100Rows(b *testing.B) {
	benchmark(b, 1, func(n int) []d1.Statement {
		return []d1.Statement{{SQL: "SELECT id, name FROM t WHERE id > ? LIMIT 100", Params: []any{float64(n % 9000)}}}
	})
}
