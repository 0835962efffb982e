package main

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"paddock/internal/clock"
	"paddock/internal/tcptest"
)

// TestScripts runs the command line, in this process, as the scripts in
// testdata/script say. Beside testscript's own commands they have:
//
//	paddock ARGS…            run a command line to its end
//	status N                 the exit status that it had
//	feed FILE                what the next command line reads from its standard input
//	answer TEXT              the same, typed at a terminal
//	start NAME ARGS…         run a command line in the background
//	await NAME REGEXP        until its output matches; named groups become variables
//	next NAME REGEXP         the same, in what came after the last match
//	signal NAME INT|HUP      send it a signal
//	ended NAME STATUS        until it has ended; stdout and stderr then look at its output
//	http METHOD URL [BODY [NAME:VALUE]]
//	                         send a request, with a header; status and body are the output
//	built FILE               until something has made the file
//	capture VAR REGEXP       the group of its first match in the last command's stdout becomes a variable
//	fill FILE N BYTES        make a file of N lines, each of so many letters
//	occupy VAR               take a port, whose number becomes a variable
//	greeter VAR              listen for TCP, greeting who says a name in a line; the address becomes a variable
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:   filepath.Join("..", "..", "testdata", "script"),
		Setup: func(e *testscript.Env) error { e.Values[worldKey{}] = newWorld(e); return nil },
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"paddock": inWorld((*world).paddock),
			"status":  inWorld((*world).checkStatus),
			"feed":    inWorld((*world).feed),
			"answer":  inWorld((*world).answer),
			"start":   inWorld((*world).start),
			"await":   inWorld((*world).await),
			"next":    inWorld((*world).next),
			"signal":  inWorld((*world).signal),
			"ended":   inWorld((*world).ended),
			"http":    inWorld((*world).http),
			"built":   inWorld((*world).built),
			"capture": inWorld((*world).capture),
			"fill":    inWorld((*world).fill),
			"occupy":  inWorld((*world).occupy),
			"greeter": inWorld((*world).greeter),
		},
	})
}

type worldKey struct{}

// A world is what one script has.
type world struct {
	stdin    io.Reader
	terminal bool // stdin is one
	status   int
	running  map[string]*process
	env      *testscript.Env
}

func newWorld(e *testscript.Env) *world {
	w := &world{running: map[string]*process{}, stdin: strings.NewReader(""), env: e}
	e.Defer(w.endAll)
	return w
}

func inWorld(f func(*world, *testscript.TestScript, bool, []string)) func(*testscript.TestScript, bool, []string) {
	return func(ts *testscript.TestScript, neg bool, args []string) {
		f(ts.Value(worldKey{}).(*world), ts, neg, args)
	}
}

// databaseVariable sets the connection string of a Hyperdrive binding.
const databaseVariable = "CLOUDFLARE_HYPERDRIVE_LOCAL_CONNECTION_STRING_PG"

// app makes a program that has only what the script gives it.
func (w *world) app(ts *testscript.TestScript, stdout, stderr io.Writer, signals chan os.Signal) *app {
	stdin, terminal := w.stdin, w.terminal
	w.stdin, w.terminal = strings.NewReader(""), false
	force, no, token := ts.Getenv("FORCE_COLOR"), ts.Getenv("NO_COLOR"), ts.Getenv(tokenVariable)
	editor := ts.Getenv("EDITOR")
	database := ts.Getenv(databaseVariable)
	return &app{
		env: func(name string) (string, bool) {
			v := map[string]string{"FORCE_COLOR": force, "NO_COLOR": no, tokenVariable: token, "EDITOR": editor, databaseVariable: database}[name]
			return v, v != ""
		},
		dir:        ts.MkAbs("."),
		stdin:      stdin,
		stdout:     stdout,
		stderr:     stderr,
		isTerminal: func(stream any) bool { return terminal && stream == stdin },
		signals:    signals,
		listen:     func() {},
		clock:      clock.Real(),
		seed:       seed,
		pid:        os.Getpid(),
	}
}

func (w *world) paddock(ts *testscript.TestScript, neg bool, args []string) {
	var stdout, stderr bytes.Buffer
	w.status = w.app(ts, &stdout, &stderr, nil).run(args)
	ts.Stdout().Write(stdout.Bytes())
	ts.Stderr().Write(stderr.Bytes())
	if neg == (w.status == exitOK) {
		ts.Fatalf("exit status %d", w.status)
	}
}

func (w *world) checkStatus(ts *testscript.TestScript, _ bool, args []string) {
	if got := strconv.Itoa(w.status); got != args[0] {
		ts.Fatalf("the exit status is %s, not %s", got, args[0])
	}
}

func (w *world) feed(ts *testscript.TestScript, _ bool, args []string) {
	w.stdin = strings.NewReader(ts.ReadFile(args[0]))
}

func (w *world) answer(_ *testscript.TestScript, _ bool, args []string) {
	w.stdin, w.terminal = strings.NewReader(strings.Join(args, " ")+"\n"), true
}

// A process is a command line that runs in the background.
type process struct {
	stdout, stderr *output
	signals        chan os.Signal
	done           chan struct{}
	status         int
	seen           int // where the last match ended
}

func (w *world) start(ts *testscript.TestScript, _ bool, args []string) {
	p := &process{stdout: newOutput(), stderr: newOutput(), signals: make(chan os.Signal, 4), done: make(chan struct{})}
	a := w.app(ts, p.stdout, p.stderr, p.signals)
	go func() {
		defer close(p.done)
		p.status = a.run(args[1:])
	}()
	w.running[args[0]] = p
}

// endAll stops what a script left running.
func (w *world) endAll() {
	for _, p := range w.running {
		for range 2 {
			select {
			case p.signals <- os.Interrupt:
			case <-p.done:
			}
		}
		<-p.done
	}
}

func (w *world) process(ts *testscript.TestScript, name string) *process {
	p := w.running[name]
	if p == nil {
		ts.Fatalf("nothing named %s was started", name)
	}
	return p
}

// scriptPatience bounds every wait, so that a broken script ends with a reason.
const scriptPatience = 30 * time.Second

func (w *world) await(ts *testscript.TestScript, _ bool, args []string) {
	w.process(ts, args[0]).await(ts, args, 0)
}

func (w *world) next(ts *testscript.TestScript, _ bool, args []string) {
	p := w.process(ts, args[0])
	p.await(ts, args, p.seen)
}

// await waits until the output from an offset on matches.
func (p *process) await(ts *testscript.TestScript, args []string, from int) {
	re, err := regexp.Compile("(?m)" + args[1])
	ts.Check(err)
	timeout := time.After(scriptPatience)
	for {
		text, changed := p.stdout.text()
		if m := re.FindStringSubmatchIndex(text[from:]); m != nil {
			p.seen = from + m[1]
			for i, name := range re.SubexpNames() {
				if name != "" {
					ts.Setenv(name, text[from+m[2*i]:from+m[2*i+1]])
				}
			}
			return
		}
		why := ""
		select {
		case <-changed:
			continue
		case <-p.done:
			why = "it ended"
		case <-timeout:
			why = "it took too long"
		}
		stderr, _ := p.stderr.text()
		ts.Fatalf("%s before %s showed %q in\n%s\n%s", why, args[0], args[1], text, stderr)
	}
}

func (w *world) signal(ts *testscript.TestScript, _ bool, args []string) {
	w.process(ts, args[0]).signals <- map[string]os.Signal{"INT": os.Interrupt, "HUP": syscall.SIGHUP, "TERM": syscall.SIGTERM}[args[1]]
}

func (w *world) ended(ts *testscript.TestScript, _ bool, args []string) {
	p := w.process(ts, args[0])
	select {
	case <-p.done:
	case <-time.After(scriptPatience):
		stdout, _ := p.stdout.text()
		ts.Fatalf("%s goes on and on:\n%s", args[0], stdout)
	}
	delete(w.running, args[0])
	stdout, _ := p.stdout.text()
	stderr, _ := p.stderr.text()
	io.WriteString(ts.Stdout(), stdout)
	io.WriteString(ts.Stderr(), stderr)
	if got := strconv.Itoa(p.status); got != args[1] {
		ts.Fatalf("%s ended with status %s, not %s:\n%s%s", args[0], got, args[1], stdout, stderr)
	}
}

func (w *world) http(ts *testscript.TestScript, neg bool, args []string) {
	var body io.Reader
	if len(args) > 2 {
		body = strings.NewReader(args[2])
	}
	r, err := http.NewRequest(args[0], args[1], body)
	ts.Check(err)
	if len(args) > 3 {
		name, value, _ := strings.Cut(args[3], ":")
		r.Header.Set(name, value)
	}
	client := &http.Client{Timeout: scriptPatience, Transport: &http.Transport{DisableKeepAlives: true}}
	response, err := client.Do(r)
	if neg {
		if err == nil {
			ts.Fatalf("%s answered", args[1])
		}
		return
	}
	ts.Check(err)
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	ts.Check(err)
	fmt.Fprintf(ts.Stdout(), "%s\n%s", response.Status, text)
}

// built waits for a file that another program makes: it has no way to tell us
// but the file itself.
func (w *world) built(ts *testscript.TestScript, _ bool, args []string) {
	for began := time.Now(); time.Since(began) < scriptPatience; time.Sleep(time.Millisecond) {
		if _, err := os.Stat(ts.MkAbs(args[0])); err == nil {
			return
		}
	}
	ts.Fatalf("nobody made %s", args[0])
}

func (w *world) capture(ts *testscript.TestScript, _ bool, args []string) {
	m := regexp.MustCompile("(?m)" + args[1]).FindStringSubmatch(ts.ReadFile("stdout"))
	if m == nil {
		ts.Fatalf("nothing matches %q", args[1])
	}
	ts.Setenv(args[0], m[1])
}

func (w *world) fill(ts *testscript.TestScript, _ bool, args []string) {
	n, err := strconv.Atoi(args[1])
	ts.Check(err)
	length, err := strconv.Atoi(args[2])
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), bytes.Repeat(append(bytes.Repeat([]byte("x"), length), '\n'), n), 0o644))
}

func (w *world) occupy(ts *testscript.TestScript, _ bool, args []string) {
	l, err := listenAt(defaultHost, 0)
	ts.Check(err)
	w.env.Defer(func() { l.Close() })
	_, port, _ := strings.Cut(l.Addr().String(), ":")
	ts.Setenv(args[0], port)
}

func (w *world) greeter(ts *testscript.TestScript, _ bool, args []string) {
	l, err := listenAt(defaultHost, 0)
	ts.Check(err)
	w.env.Defer(func() { l.Close() })
	ts.Setenv(args[0], l.Addr().String())
	go tcptest.Serve(l, func(c net.Conn) {
		name, _ := bufio.NewReader(c).ReadString('\n')
		io.WriteString(c, "hello "+name)
	})
}

// An output is written by a program and watched by a script.
type output struct {
	mu      sync.Mutex
	b       strings.Builder
	changed chan struct{}
}

func newOutput() *output { return &output{changed: make(chan struct{})} }

func (o *output) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.b.Write(p)
	close(o.changed)
	o.changed = make(chan struct{})
	return len(p), nil
}

// text returns what was written, and what is closed when there is more.
func (o *output) text() (string, <-chan struct{}) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.b.String(), o.changed
}
