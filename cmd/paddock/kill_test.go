package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// kills is how often TestKilledUnderLoad kills paddock.
const kills = 40

// TestKilledUnderLoad kills the real binary again and again while programs send
// through a Worker and its consumer hands on what it gets. Every message whose
// send was acknowledged must arrive, each delivery must count as an attempt of
// its own, and none may follow once the log has told of its acknowledgement. It takes some seconds: each life begins with a start of the
// binary, and every acknowledged send waits for the disk.
func TestKilledUnderLoad(t *testing.T) {
	if testing.Short() {
		t.Skip("starts and kills a process many times")
	}
	sink := newSink(t)
	h := hunt{binary: buildPaddock(t), dir: killProject(t, sink.url), kills: kills, most: 120, follow: sink.follow}
	acknowledged := h.run(t)
	p := h.start(t)
	if missing := sink.await(acknowledged, time.Minute); len(missing) > 0 {
		t.Errorf("%d of %d acknowledged messages never arrived, such as %v", len(missing), len(acknowledged), missing[:min(5, len(missing))])
	}
	for _, complaint := range sink.complaints() {
		t.Error(complaint)
	}
	if n := sink.settlements(); n < kills {
		t.Errorf("the log told of %d acknowledgements only", n)
	}
	t.Logf("%d kills, %d sends acknowledged, %d deliveries, %d acknowledgements seen", kills, len(acknowledged), sink.deliveries(), sink.settlements())
	p.kill(t)
}

// A hunt kills paddock while what it writes is acknowledged.
type hunt struct {
	binary, dir string
	kills       int                      // how often
	most        int                      // acknowledgements in a life
	follow      func() func(line []byte) // makes what reads the log of a life; nil: nobody
	flags       []string
}

// start begins a life.
func (h *hunt) start(t *testing.T) *killable {
	t.Helper()
	follow := func([]byte) {}
	if h.follow != nil {
		follow = h.follow()
	}
	return startBinary(t, h.binary, h.dir, follow, h.flags...)
}

// run lives and kills, and returns the ids whose writes were acknowledged.
func (h *hunt) run(t *testing.T) []string {
	t.Helper()
	random := rand.New(rand.NewPCG(2, 3))
	sent := &ledger{ids: map[string]bool{}}
	for life := range h.kills {
		p := h.start(t)
		enough := sent.load(p.url, life, 1+random.IntN(h.most))
		select {
		case <-enough:
		case <-p.ended:
			t.Fatalf("life %d ended by itself:\n%s", life, p.errors())
		}
		p.kill(t)
		sent.wait()
	}
	acknowledged := sent.all()
	if len(acknowledged) < h.kills {
		t.Fatalf("only %d writes were acknowledged in %d lives", len(acknowledged), h.kills)
	}
	return acknowledged
}

// killProject writes the Worker: what it is sent goes into a queue, and what
// comes out goes to the sink before it is acknowledged.
func killProject(t *testing.T, sink string) string {
	t.Helper()
	return writeProject(t, map[string]string{
		"wrangler.toml": `name = "relay"
main = "index.js"
vars = { SINK = "` + sink + `" }
[[queues.producers]]
binding = "RELAY"
queue = "relay"
[[queues.consumers]]
queue = "relay"
max_batch_size = 20
max_batch_timeout = 0
max_retries = 100
max_concurrency = 1
`,
		"index.js": `export default {
  async fetch(request, env) {
    await env.RELAY.send(await request.text());
    return new Response("stored");
  },
  async queue(batch, env) {
    const body = JSON.stringify(batch.messages.map((m) => ({ body: m.body, attempts: m.attempts })));
    const answer = await fetch(env.SINK, { method: "POST", body });
    if (!answer.ok) throw new Error("the sink said " + answer.status);
    console.log(body);
  },
};
`})
}

// writeProject writes files into a new folder.
func writeProject(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func buildPaddock(t *testing.T) string {
	t.Helper()
	binary := filepath.Join(t.TempDir(), "paddock.exe") // the ending matters on Windows only
	build := exec.Command("go", "build", "-o", binary, ".")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("build paddock: %v\n%s", err, out)
	}
	return binary
}

// A killable is a paddock dev that runs.
type killable struct {
	cmd    *exec.Cmd
	url    string
	api    string // where --api-port has the API, if it is given
	stderr *output
	ended  chan struct{}
}

// kill ends it without warning, and waits for the end.
func (p *killable) kill(t *testing.T) {
	t.Helper()
	if err := p.cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	<-p.ended
}

func (p *killable) errors() string {
	text, _ := p.stderr.text()
	return text
}

func startBinary(t *testing.T, binary, dir string, follow func(line []byte), flags ...string) *killable {
	t.Helper()
	flags = append([]string{"dev", "--port", "0", "--log-format", "json"}, flags...)
	p := &killable{cmd: exec.Command(binary, flags...), stderr: newOutput(), ended: make(chan struct{})}
	p.cmd.Dir, p.cmd.Stderr = dir, p.stderr
	stdout, err := p.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := p.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { p.cmd.Process.Kill() })
	lines := bufio.NewReader(stdout)
	first, err := lines.ReadString('\n')
	var start struct {
		Workers []struct{ URL string }
		API     string
	}
	if err == nil {
		err = json.Unmarshal([]byte(first), &start)
	}
	if err != nil || len(start.Workers) != 1 {
		t.Fatalf("paddock did not start: %v: %s%s", err, first, p.errors())
	}
	p.url, p.api = start.Workers[0].URL, start.API
	go func() {
		defer close(p.ended)
		for {
			line, err := lines.ReadBytes('\n')
			if err != nil {
				break
			}
			follow(line)
		}
		p.cmd.Wait()
	}()
	return p
}

// A ledger knows which sends were acknowledged.
type ledger struct {
	mu      sync.Mutex
	ids     map[string]bool
	senders sync.WaitGroup
}

// load sends from several connections until the other side is gone. The channel
// is closed once so many sends were acknowledged.
func (l *ledger) load(url string, life, enough int) <-chan struct{} {
	const connections = 16
	reached := make(chan struct{})
	count := 0
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: connections}}
	for c := range connections {
		l.senders.Go(func() {
			for n := 0; ; n++ {
				id := fmt.Sprintf("%d-%d-%d", life, c, n)
				response, err := client.Post(url, "text/plain", strings.NewReader(id))
				if err != nil {
					return
				}
				text, err := io.ReadAll(response.Body)
				response.Body.Close()
				if err != nil || response.StatusCode != http.StatusOK || string(text) != "stored" {
					return
				}
				l.mu.Lock()
				l.ids[id] = true
				if count++; count == enough {
					close(reached)
				}
				l.mu.Unlock()
			}
		})
	}
	return reached
}

func (l *ledger) wait() { l.senders.Wait() }

func (l *ledger) all() []string {
	l.mu.Lock()
	defer l.mu.Unlock()
	var ids []string
	for id := range l.ids {
		ids = append(ids, id)
	}
	return ids
}

// A sink receives what the consumer hands on.
type sink struct {
	url      string
	mu       sync.Mutex
	attempts map[string][]int
	settled  map[string]int // the attempt that the log said was acknowledged
	changed  chan struct{}
}

// A handled message is what the consumer sends to the sink, and logs.
type handled struct {
	Body     string
	Attempts int
}

// follow returns what reads the log of one life: with one batch at a time, the
// outcome of a batch is the next after what its handler logged.
func (s *sink) follow() func(line []byte) {
	var batch []handled
	return func(line []byte) {
		var e struct {
			Kind, Text string
			Data       struct{ Messages, Acked int }
		}
		if json.Unmarshal(line, &e) != nil {
			return // cut off by the kill
		}
		switch e.Kind {
		case "log":
			batch = nil
			json.Unmarshal([]byte(e.Text), &batch)
		case "batch-end":
			if e.Data.Acked == e.Data.Messages && len(batch) == e.Data.Messages {
				s.mu.Lock()
				for _, m := range batch {
					s.settled[m.Body] = m.Attempts
				}
				s.mu.Unlock()
			}
			batch = nil
		}
	}
}

func newSink(t *testing.T) *sink {
	s := &sink{attempts: map[string][]int{}, settled: map[string]int{}, changed: make(chan struct{})}
	server := httptest.NewServer(s)
	t.Cleanup(server.Close)
	s.url = server.URL
	return s
}

func (s *sink) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	var got []handled
	if err := json.NewDecoder(r.Body).Decode(&got); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, m := range got {
		s.attempts[m.Body] = append(s.attempts[m.Body], m.Attempts)
	}
	close(s.changed)
	s.changed = make(chan struct{})
}

// await waits until every id has arrived, and returns those that did not.
func (s *sink) await(ids []string, patience time.Duration) []string {
	timeout := time.After(patience)
	for {
		s.mu.Lock()
		changed := s.changed
		var missing []string
		for _, id := range ids {
			if len(s.attempts[id]) == 0 {
				missing = append(missing, id)
			}
		}
		s.mu.Unlock()
		if len(missing) == 0 {
			return nil
		}
		select {
		case <-changed:
		case <-timeout:
			return missing
		}
	}
}

// complaints tells of messages of which two deliveries were the same attempt.
// Deliveries may arrive here in another order than they were made: the last
// words of a killed process can be overtaken.
func (s *sink) complaints() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var all []string
	for id, attempts := range s.attempts {
		slices.Sort(attempts)
		if len(slices.Compact(slices.Clone(attempts))) < len(attempts) {
			all = append(all, fmt.Sprintf("message %s came with the attempts %v", id, attempts))
		}
		if at, ok := s.settled[id]; ok && attempts[len(attempts)-1] > at {
			all = append(all, fmt.Sprintf("message %s came back with attempt %d after attempt %d was acknowledged", id, attempts[len(attempts)-1], at))
		}
	}
	return all
}

func (s *sink) deliveries() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	n := 0
	for _, attempts := range s.attempts {
		n += len(attempts)
	}
	return n
}

func (s *sink) settlements() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.settled)
}
