package r2

import (
	"bytes"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"paddock/bindings/database"
	"paddock/internal/clock"
	"paddock/internal/mailbox"
)

// opened is a store on its own.
type opened struct {
	*Store
	t   *testing.T
	dir string
	db  *database.Database
}

func open(t *testing.T, dir string) *opened {
	t.Helper()
	exec := mailbox.Real(clock.Real())
	db, err := database.Open(filepath.Join(dir, "r2.db"), exec, Upgrades(), database.Options{NoSync: true})
	if err != nil {
		t.Fatal(err)
	}
	s, err := Open(Options{Database: db, Folder: dir, NoSync: true, Clock: exec.Clock()})
	if err != nil {
		t.Fatal(err)
	}
	o := &opened{s, t, dir, db}
	t.Cleanup(o.close)
	return o
}

// close ends the store as a session does; again does nothing.
func (o *opened) close() {
	o.Store.Close()
	o.db.Close()
}

// settled waits until the database has done what it was asked for so far.
func (o *opened) settled() {
	done := make(chan struct{})
	o.db.Do(func(*sql.Tx) error { return nil }, func(error) { close(done) })
	<-done
}

func (o *opened) put(key string, c Content, options PutOptions) (*Object, error) {
	type answer struct {
		o   *Object
		err error
	}
	ch := make(chan answer, 1)
	o.Put("b", key, c, options, func(made *Object, err error) { ch <- answer{made, err} })
	a := <-ch
	return a.o, a.err
}

func (o *opened) mustPut(key string, data []byte) *Object {
	o.t.Helper()
	made, err := o.put(key, Content{Data: data}, PutOptions{})
	if err != nil || made == nil {
		o.t.Fatalf("put %s: %v, %v", key, made, err)
	}
	return made
}

func (o *opened) get(key string, options GetOptions) *Found {
	o.t.Helper()
	ch := make(chan *Found, 1)
	o.Get("b", key, options, func(f *Found, err error) {
		if err != nil {
			o.t.Error(err)
		}
		ch <- f
	})
	return <-ch
}

func (o *opened) read(key string) []byte {
	o.t.Helper()
	f := o.get(key, GetOptions{})
	if f == nil {
		return nil
	}
	defer f.Body.Close()
	data, err := io.ReadAll(f.Body)
	if err != nil {
		o.t.Fatal(err)
	}
	return data
}

func (o *opened) delete(keys ...string) {
	o.t.Helper()
	ch := make(chan error, 1)
	o.Delete("b", keys, func(err error) { ch <- err })
	if err := <-ch; err != nil {
		o.t.Fatal(err)
	}
}

// files lists what lies in the folder.
func (o *opened) bodies() []string {
	entries, _ := os.ReadDir(filepath.Join(o.dir, "r2"))
	names := []string{}
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

// noise is data that no pattern can stand for.
func noise(n int) []byte {
	data := make([]byte, n)
	rand.NewChaCha8([32]byte{byte(n)}).Read(data)
	return data
}

func TestSizesAroundTheDatabaseAndTheFiles(t *testing.T) {
	o := open(t, t.TempDir())
	for _, size := range []int{0, 1, inlineLimit - 1, inlineLimit, inlineLimit + 1, 1 << 20} {
		data := noise(size)
		for _, c := range []Content{{Data: data}, {Reader: io.NopCloser(bytes.NewReader(data)), Length: int64(size)},
			{Reader: io.NopCloser(&trickle{data}), Length: int64(size)}} {
			made, err := o.put("k", c, PutOptions{})
			if err != nil || made.Size != int64(size) {
				t.Fatalf("%d bytes: %+v, %v", size, made, err)
			}
			if got := o.read("k"); !bytes.Equal(got, data) {
				t.Errorf("%d bytes came back as %d others", size, len(got))
			}
			want := 0
			if size > inlineLimit {
				want = 1
			}
			if got := o.bodies(); len(got) != want {
				t.Errorf("%d bytes: %v", size, got)
			}
		}
	}
}

// trickle gives its data in crumbs.
type trickle struct{ rest []byte }

func (r *trickle) Read(p []byte) (int, error) {
	if len(r.rest) == 0 {
		return 0, io.EOF
	}
	n := copy(p[:min(len(p), 7919)], r.rest)
	r.rest = r.rest[n:]
	return n, nil
}

func TestRangesReadWhatTheyName(t *testing.T) {
	o := open(t, t.TempDir())
	for _, size := range []int{1000, inlineLimit * 3} {
		data := noise(size)
		o.mustPut("k", data)
		for _, r := range [][2]float64{{0, 1}, {1, 5}, {float64(size) - 1, 9}, {100, float64(size)}} {
			f := o.get("k", GetOptions{Range: &Range{Offset: &r[0], Length: &r[1]}})
			got, err := io.ReadAll(f.Body)
			f.Body.Close()
			if want := data[f.Offset : f.Offset+f.Length]; err != nil || !bytes.Equal(got, want) {
				t.Errorf("%v of %d: %d bytes, %v", r, size, len(got), err)
			}
		}
	}
}

func TestABodyOutlivesItsObject(t *testing.T) {
	o := open(t, t.TempDir())
	first := noise(inlineLimit * 4)
	o.mustPut("k", first)
	one, two := o.get("k", GetOptions{}), o.get("k", GetOptions{})
	o.mustPut("k", noise(inlineLimit*2))
	o.delete("k")
	got, err := io.ReadAll(one.Body)
	if err != nil || !bytes.Equal(got, first) {
		t.Errorf("%d bytes, %v", len(got), err)
	}
	one.Body.Close()
	if n := len(o.bodies()); n != 1 {
		t.Errorf("%d files while one reader is left", n)
	}
	two.Body.Close()
	two.Body.Close()
	if left := o.bodies(); len(left) != 0 {
		t.Errorf("left over: %v", left)
	}
	if _, err := two.Body.Read(make([]byte, 1)); err == nil {
		t.Error("a closed body was read")
	}
}

// cut fails after some bytes.
type cut struct{ io.Reader }

var errCut = errors.New("the line was cut")

func (c cut) Read(p []byte) (int, error) {
	n, err := c.Reader.Read(p)
	if err == io.EOF {
		err = errCut
	}
	return n, err
}

func TestWhatIsRefusedLeavesNothing(t *testing.T) {
	o := open(t, t.TempDir())
	kept := o.mustPut("k", []byte("kept"))
	large := noise(inlineLimit * 2)
	stream := func(r io.Reader, n int) Content { return Content{Reader: io.NopCloser(r), Length: int64(n)} }
	for _, c := range []struct {
		name    string
		content Content
		options PutOptions
		want    error
	}{
		{"condition", Content{Data: large}, PutOptions{OnlyIf: &Condition{Matches: []Tag{{Value: "x"}}}}, nil},
		{"checksum", Content{Data: large}, PutOptions{Hash: "md5", Digest: strings.Repeat("0", 32)}, &Error{Code: codeBadDigest}},
		{"short", stream(bytes.NewReader(large), len(large)+1), PutOptions{}, errIncomplete},
		{"long", stream(bytes.NewReader(large), len(large)-1), PutOptions{}, errIncomplete},
		{"short and small", stream(strings.NewReader("ab"), 3), PutOptions{}, errIncomplete},
		{"long and small", stream(strings.NewReader("abcd"), 3), PutOptions{}, errIncomplete},
		{"long beyond small", stream(bytes.NewReader(large), 3), PutOptions{}, errIncomplete},
		{"cut", stream(cut{bytes.NewReader(large)}, len(large)), PutOptions{}, errCut},
		{"cut and small", stream(cut{strings.NewReader("ab")}, 3), PutOptions{}, errCut},
		{"too large", stream(bytes.NewReader(nil), MaxUpload+1), PutOptions{}, errTooLarge},
	} {
		made, err := o.put("k", c.content, c.options)
		var refused, want *Error
		switch {
		case made != nil:
			t.Errorf("%s: stored %+v", c.name, made)
		case errors.As(c.want, &want) && errors.As(err, &refused) && refused.Code == want.Code:
		case !errors.Is(err, c.want):
			t.Errorf("%s: %v", c.name, err)
		}
		if left := o.bodies(); len(left) != 0 {
			t.Errorf("%s: left over: %v", c.name, left)
		}
	}
	if f := o.get("k", GetOptions{}); f.Version != kept.Version || string(o.read("k")) != "kept" {
		t.Errorf("%+v", f)
	}
}

func TestOrphansAreSweptAtTheNextStart(t *testing.T) {
	dir := t.TempDir()
	o := open(t, dir)
	data := noise(inlineLimit * 2)
	o.mustPut("k", data)
	id := make(chan string, 1)
	o.Create("b", "up", Metadata{}, func(got string, _ error) { id <- got })
	part := make(chan error, 1)
	o.UploadPart("b", "up", <-id, 1, "", Content{Data: data}, func(_ string, err error) { part <- err })
	if err := <-part; err != nil {
		t.Fatal(err)
	}
	named := o.bodies()
	o.close()
	for _, stray := range []string{name(77), name(78) + unfinished, "not-ours", "00000000000A"} {
		if err := os.WriteFile(filepath.Join(dir, "r2", stray), nil, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	o = open(t, dir)
	o.settled()
	if want := append(named, "00000000000A", "not-ours"); !reflect.DeepEqual(o.bodies(), want) {
		t.Errorf("%v, not %v", o.bodies(), want)
	}
	if !bytes.Equal(o.read("k"), data) {
		t.Error("the object was changed")
	}
	o.mustPut("new", data)
	if got := o.bodies(); !slices.Contains(got, name(78)) {
		t.Errorf("the number of a swept file was taken again: %v", got)
	}
}

func TestLargeObjectsNeedLittleMemory(t *testing.T) {
	o := open(t, t.TempDir())
	const size = 64 << 20
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	made, err := o.put("k", Content{Reader: io.NopCloser(io.LimitReader(zeros{}, size)), Length: size}, PutOptions{})
	if err != nil || made.Size != size {
		t.Fatal(made, err)
	}
	f := o.get("k", GetOptions{})
	n, err := io.Copy(io.Discard, struct{ io.Reader }{f.Body})
	f.Body.Close()
	runtime.ReadMemStats(&after)
	if n != size || err != nil {
		t.Errorf("%d bytes, %v", n, err)
	}
	if used := after.TotalAlloc - before.TotalAlloc; used > 4<<20 {
		t.Errorf("%d bytes were allocated", used)
	}
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) {
	clear(p)
	return len(p), nil
}

// post is what a queue got.
type post struct {
	mu   sync.Mutex
	got  []string
	fail int           // how many sends fail first
	news chan struct{} // one for each send
}

func (p *post) send(queue string, bodies [][]byte, done func(error)) {
	p.mu.Lock()
	failing := p.fail > 0
	if failing {
		p.fail--
	}
	for _, b := range bodies {
		if failing {
			break
		}
		_, key, _ := strings.Cut(string(b), `"key":"`)
		key, _, _ = strings.Cut(key, `"`)
		p.got = append(p.got, queue+" "+key)
	}
	p.mu.Unlock()
	if failing {
		done(errors.New("no room"))
	} else {
		done(nil)
	}
	p.news <- struct{}{}
}

// await waits for so many sends.
func (p *post) await(t *testing.T, sends int) {
	t.Helper()
	timeout := time.After(20 * time.Second)
	for range sends {
		select {
		case <-p.news:
		case <-timeout:
			t.Fatalf("nothing more was sent after %v", p.got)
		}
	}
}

func TestNotificationsWaitUntilTheyAreSent(t *testing.T) {
	dir := t.TempDir()
	o := open(t, dir)
	rules := []Rule{{Bucket: "b", Queue: "q", Create: true, Prefix: "a"}, {Bucket: "b", Queue: "other", Create: true, Delete: true}}
	o.Notify(rules, nil)
	var want []string
	for n := range noticeBatch + 2 {
		o.mustPut(fmt.Sprintf("a%d", n), nil)
		want = append(want, fmt.Sprintf("q a%d", n))
	}
	o.mustPut("z", nil)
	o.mustPut("a-last", nil)
	o.delete("z", "missing")
	want = append(want, "other z", "q a-last", "other z")
	o.close() // as if it had crashed: nothing was sent

	o = open(t, dir)
	p := &post{news: make(chan struct{}, 100)}
	o.Notify(rules, p.send)
	p.await(t, 5)
	o.settled()
	if !reflect.DeepEqual(p.got, want) {
		t.Errorf("%v, not %v", p.got, want)
	}
	o.close()

	o = open(t, dir)
	again := &post{news: make(chan struct{}, 100)}
	o.Notify(rules, again.send)
	o.settled()
	o.settled()
	if len(again.got) > 0 {
		t.Errorf("sent twice: %v", again.got)
	}
}

func TestAFailedNotificationIsTriedAgain(t *testing.T) {
	exec := mailbox.NewScheduler(clock.NewVirtual(time.Unix(0, 0)), 1)
	dir := t.TempDir()
	db, err := database.Open(filepath.Join(dir, "r2.db"), exec, Upgrades(), database.Options{NoSync: true})
	if err != nil {
		t.Fatal(err)
	}
	var warned []string
	s, err := Open(Options{Database: db, Folder: dir, NoSync: true, Clock: exec.Clock(), Warn: func(err error) { warned = append(warned, err.Error()) }})
	if err != nil {
		t.Fatal(err)
	}
	p := &post{fail: 3, news: make(chan struct{}, 100)}
	s.Notify([]Rule{{Bucket: "b", Queue: "q", Create: true}}, p.send)
	s.Put("b", "k", Content{}, PutOptions{}, func(*Object, error) {})
	for _, step := range []struct {
		after time.Duration
		sends int
		got   []string
	}{{0, 1, nil}, {time.Second, 2, nil}, {2 * time.Second, 3, nil}, {4 * time.Second, 4, []string{"q k"}}, {time.Hour, 4, []string{"q k"}}} {
		if err := exec.Advance(t.Context(), step.after); err != nil {
			t.Fatal(err)
		}
		if len(p.news) != step.sends || !reflect.DeepEqual(p.got, step.got) {
			t.Errorf("after %v more: %d sends, %v", step.after, len(p.news), p.got)
		}
	}
	if len(warned) != 1 || warned[0] != `notifications of R2 wait for the queue "q": no room` {
		t.Errorf("%q", warned)
	}
	s.Close()
	db.End()
	if err := exec.Settle(t.Context()); err != nil {
		t.Fatal(err)
	}
}

func TestAClosedStoreAnswers(t *testing.T) {
	o := open(t, t.TempDir())
	o.close()
	for _, size := range []int{1, inlineLimit * 2} {
		if _, err := o.put("k", Content{Data: noise(size)}, PutOptions{}); err == nil {
			t.Errorf("%d bytes were stored", size)
		}
	}
	answered := make(chan error, 2)
	o.Head("b", "k", func(_ *Object, err error) { answered <- err })
	o.Get("b", "k", GetOptions{}, func(_ *Found, err error) { answered <- err })
	for range 2 {
		if err := <-answered; !errors.Is(err, database.ErrClosed) {
			t.Error(err)
		}
	}
}

func TestBucketsAreSummedUp(t *testing.T) {
	o := open(t, t.TempDir())
	o.mustPut("a", noise(10))
	o.mustPut("b", noise(5))
	ch := make(chan []BucketInfo, 1)
	o.Buckets(func(all []BucketInfo, err error) { ch <- all })
	if got := <-ch; !reflect.DeepEqual(got, []BucketInfo{{Name: "b", Objects: 2, Bytes: 15}}) {
		t.Errorf("%+v", got)
	}
}
