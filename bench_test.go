package paddock

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"paddock/config"
	"paddock/internal/clock"
	"paddock/internal/dev"
	"paddock/internal/journal"
	"paddock/internal/mailbox"
	"paddock/internal/recording"
	"paddock/queue"
	"paddock/queue/sqlite"
)

const benchConfig = `
name = "bench"
main = "index.js"
compatibility_date = "2026-11-01"
[[queues.producers]]
binding = "Q"
queue = "q"
[[queues.producers]]
binding = "KEPT"
queue = "kept"
[[queues.consumers]]
queue = "q"
max_batch_size = 100
max_batch_timeout = 0
[[d1_databases]]
binding = "DB"
database_id = "bench"
`

const benchScript = `
const text = "x".repeat(1000);
export default {
  async fetch(request, env) {
    switch (new URL(request.url).pathname) {
      case "/send":
        await env.KEPT.send(text, { contentType: "text" });
        return new Response("sent");
      case "/send64":
        await Promise.all(Array.from({ length: 64 }, () => env.KEPT.send(text, { contentType: "text" })));
        return new Response("sent");
      case "/d1/insert":
        await env.DB.prepare("INSERT INTO t (body) VALUES (?)").bind(text).run();
        return new Response("stored");
      case "/d1/batch":
        await env.DB.batch(Array.from({ length: 100 }, () => env.DB.prepare("INSERT INTO t (body) VALUES (?)").bind(text)));
        return new Response("stored");
      case "/d1/select":
        return new Response((await env.DB.prepare("SELECT * FROM t WHERE id = ?").bind(1).first()).body);
      case "/d1":
        await env.DB.prepare("CREATE TABLE IF NOT EXISTS t (id INTEGER PRIMARY KEY, body TEXT)").run();
        await env.DB.prepare("INSERT INTO t (body) VALUES (?)").bind(text).run();
    }
    return new Response("hello");
  },
  async queue(batch) {},
};
`

// served is a session as the command runs it: real time, a store that syncs,
// an HTTP server on a port.
type served struct {
	b       *testing.B
	dir     string
	url     string
	session *dev.Session
	journal *journal.Journal
	client  *http.Client
}

func serve(b *testing.B, watch bool) *served {
	b.Helper()
	dir := b.TempDir()
	for name, text := range map[string]string{"wrangler.toml": benchConfig, "index.js": benchScript} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			b.Fatal(err)
		}
	}
	store, err := sqlite.Open(filepath.Join(dir, "state"), sqlite.Options{})
	if err != nil {
		b.Fatal(err)
	}
	s := &served{b: b, dir: dir, journal: journal.New(clock.Real(), 10_000)}
	s.session, err = dev.Start(dev.Options{
		Projects: []dev.Project{{Load: func() (*config.Config, *config.Report) {
			return config.Load(filepath.Join(dir, "wrangler.toml"), config.Options{})
		}}},
		Store: store, Stores: dev.NewStores(filepath.Join(dir, "state", "bindings"), mailbox.Real(clock.Real())), Exec: mailbox.Real(clock.Real()), CPU: clock.Real(), Journal: s.journal,
		Rand: rand.New(rand.NewPCG(1, 2)), Entropy: rand.NewChaCha8([32]byte{}), Watch: watch,
		Recorder: recording.New(recording.Options{Clock: clock.Real()}),
	})
	if err != nil {
		b.Fatal(err)
	}
	<-s.session.Ready()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	server := &http.Server{Handler: s.session.Handler(0)}
	go server.Serve(listener)
	s.url = "http://" + listener.Addr().String()
	s.client = &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 128}}
	b.Cleanup(func() {
		server.Close()
		s.session.Close()
		store.Close()
	})
	return s
}

func (s *served) get(path string) string {
	s.b.Helper()
	resp, err := s.client.Get(s.url + path)
	if err != nil {
		s.b.Fatal(err)
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	if err != nil || resp.StatusCode != http.StatusOK {
		s.b.Fatalf("%d %s %v", resp.StatusCode, text, err)
	}
	return string(text)
}

// storm makes n requests over so many connections.
func (s *served) storm(path string, n, connections int) {
	var left atomic.Int64
	left.Store(int64(n))
	var wg sync.WaitGroup
	for range connections {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for left.Add(-1) >= 0 {
				s.get(path)
			}
		}()
	}
	wg.Wait()
}

// BenchmarkHTTP measures requests over 64 connections. The client shares the
// machine's cores with the server.
func BenchmarkHTTP(b *testing.B) {
	for _, c := range []struct {
		name, path string
		each       float64
		unit       string
	}{
		{"hello", "/", 1, "req/s"},
		{"send", "/send", 1, "sends/s"},
		{"64 sends in one handler", "/send64", 64, "sends/s"},
		{"d1 insert", "/d1/insert", 1, "inserts/s"},
		{"d1 batch of 100", "/d1/batch", 100, "inserts/s"},
		{"d1 select", "/d1/select", 1, "rows/s"},
	} {
		b.Run(c.name, func(b *testing.B) {
			s := serve(b, false)
			s.get("/d1")
			s.get(c.path)
			b.ResetTimer()
			connections := 64
			if c.each > 1 {
				connections = 1
			}
			s.storm(c.path, b.N, connections)
			b.ReportMetric(c.each*float64(b.N)/b.Elapsed().Seconds(), c.unit)
		})
	}
}

// BenchmarkDrain measures a JavaScript handler that does nothing, at batches of
// 100 messages of 1 KB.
func BenchmarkDrain(b *testing.B) {
	s := serve(b, false)
	paused, resumed := true, false
	change := func(p *bool) {
		done := make(chan error, 1)
		s.session.Broker().Configure("q", queue.SettingsChange{Paused: p}, func(err error) { done <- err })
		if err := <-done; err != nil {
			b.Fatal(err)
		}
	}
	change(&paused)
	body := []byte(`"` + strings.Repeat("x", 1000) + `"`)
	var stored sync.WaitGroup
	for n := 0; n < b.N; n += 100 {
		out := make([]queue.Outgoing, min(100, b.N-n))
		for i := range out {
			out[i] = queue.Outgoing{Body: body, Type: "json"}
		}
		stored.Add(1)
		s.session.Broker().Send("q", out, func(_ queue.Metrics, err error) {
			if err != nil {
				b.Error(err)
			}
			stored.Done()
		})
	}
	stored.Wait()
	b.ResetTimer()
	change(&resumed)
	seen, acked := uint64(0), 0
	for acked < b.N {
		entries, err := s.journal.Wait(context.Background(), seen)
		if err != nil {
			b.Fatal(err)
		}
		for _, e := range entries {
			seen = e.Seq
			if d, ok := e.Data.(queue.BatchData); ok && e.Kind == journal.BatchEnd {
				acked += d.Acked
			}
		}
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "msg/s")
}

// BenchmarkReload measures from the writing of a file to the first response of
// the new version.
func BenchmarkReload(b *testing.B) {
	s := serve(b, true)
	b.ResetTimer()
	for n := range b.N {
		want := fmt.Sprintf("version %d", n)
		text := strings.Replace(benchScript, `"hello"`, `"`+want+`"`, 1)
		if err := os.WriteFile(filepath.Join(s.dir, "index.js"), []byte(text), 0o644); err != nil {
			b.Fatal(err)
		}
		for s.get("/") != want {
			time.Sleep(200 * time.Microsecond) // measured, not tested: a poll is the client's view
		}
	}
	b.ReportMetric(float64(b.Elapsed().Milliseconds())/float64(b.N), "ms/reload")
}

// BenchmarkColdStart measures the built binary from its start to its first
// response; with a million messages stored, also its memory.
func BenchmarkColdStart(b *testing.B) {
	binary := filepath.Join(b.TempDir(), "paddock")
	if err := buildBinary(binary); err != nil {
		b.Fatal(err)
	}
	for _, backlog := range []int{0, 1_000_000} {
		b.Run(fmt.Sprintf("backlog=%d", backlog), func(b *testing.B) {
			dir := b.TempDir()
			config := strings.Split(benchConfig, "[[queues.consumers]]")[0]
			os.WriteFile(filepath.Join(dir, "wrangler.toml"), []byte(config), 0o644)
			os.WriteFile(filepath.Join(dir, "index.js"), []byte(benchScript), 0o644)
			if err := stock(filepath.Join(dir, ".paddock", "state"), backlog); err != nil {
				b.Fatal(err)
			}
			var resident int
			b.ResetTimer()
			for range b.N {
				r, err := startOnce(binary, dir)
				if err != nil {
					b.Fatal(err)
				}
				resident = r
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/1000/float64(b.N), "ms/start")
			b.ReportMetric(float64(resident)/1000, "MB-resident")
		})
	}
}

// stock fills the queue "kept" with messages of 1 KB.
func stock(dir string, n int) error {
	if n == 0 {
		return nil
	}
	store, err := sqlite.Open(dir, sqlite.Options{NoSync: true})
	if err != nil {
		return err
	}
	now := time.Now()
	err = store.Update(func(tx queue.Tx) error {
		_, err := tx.Declare("kept", queue.QueueSettings{Retention: queue.DefaultRetention}, now)
		return err
	})
	for done := 0; done < n && err == nil; done += 10_000 {
		err = store.Update(func(tx queue.Tx) error {
			msgs := make([]queue.Message, 10_000)
			for i := range msgs {
				msgs[i] = queue.Message{ID: fmt.Sprintf("%032x", done+i), Type: "text", Body: make([]byte, 1000), Sent: now, Entered: now, Visible: now}
			}
			return tx.Put(1, msgs)
		})
	}
	return errors.Join(err, store.Close())
}
