package dev_test

import (
	"bytes"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"reflect"
	"strings"
	"testing"

	"paddock/bindings/r2"
	"paddock/internal/clock"
	"paddock/internal/dev"
	"paddock/internal/harness"
	"paddock/internal/journal"
	"paddock/internal/mailbox"
)

const bucketConfig = `
name = "NAME"
main = "NAME.js"
compatibility_date = "2026-11-01"
[[r2_buckets]]
binding = "B"
bucket_name = "shared"
`

const bucketScript = `export default {
  async fetch(request, { B }) {
    const { pathname, searchParams } = new URL(request.url), key = pathname.slice(1);
    if (request.method === "PUT") {
      let body = request.body;
      if (searchParams.has("script")) { // every chunk goes through JavaScript
        const { readable, writable } = new FixedLengthStream(Number(request.headers.get("content-length")));
        body.pipeTo(writable);
        body = readable;
      }
      const o = await B.put(key, body, { httpMetadata: request.headers });
      return Response.json({ size: o.size, etag: o.etag });
    }
    const o = await B.get(key, { range: request.headers });
    if (o === null) return new Response("none", { status: 404 });
    const headers = new Headers();
    o.writeHttpMetadata(headers);
    headers.set("etag", o.httpEtag);
    if (searchParams.has("script")) return new Response(o.body.pipeThrough(new IdentityTransformStream()), { headers });
    return new Response(o.body, { headers });
  },
};`

func bucketFiles() map[string]string {
	files := map[string]string{}
	for _, name := range []string{"one", "two"} {
		files[name+".toml"] = strings.ReplaceAll(bucketConfig, "NAME", name)
		files[name+".js"] = bucketScript
	}
	return files
}

func TestBodiesStreamThroughABucketThatTwoWorkersShare(t *testing.T) {
	t.Parallel()
	w := harness.New(t, harness.Options{Real: true, Files: bucketFiles(), Configs: []string{"one.toml", "two.toml"}})
	one, two := httptest.NewServer(w.Handler(0)), httptest.NewServer(w.Handler(1))
	t.Cleanup(one.Close)
	t.Cleanup(two.Close)
	for _, size := range []int{10, 100_000, 10 << 20} {
		for _, query := range []string{"", "?script"} {
			data := make([]byte, size)
			rand.NewChaCha8([32]byte{}).Read(data)
			path := fmt.Sprintf("/%d%s", size, query)
			r, err := http.NewRequest(http.MethodPut, one.URL+path, bytes.NewReader(data))
			if err != nil {
				t.Fatal(err)
			}
			r.Header.Set("Content-Type", "image/png")
			stored := fetch(t, r)
			if want := fmt.Sprintf(`{"size":%d,`, size); !strings.HasPrefix(string(stored), want) {
				t.Fatalf("%s: %s", path, stored)
			}
			r, _ = http.NewRequest(http.MethodGet, two.URL+path, nil)
			if got := fetch(t, r); !bytes.Equal(got, data) {
				t.Errorf("%s: %d bytes came back", path, len(got))
			}
			r.Header.Set("Range", "bytes=3-6")
			if got := fetch(t, r); !bytes.Equal(got, data[3:7]) {
				t.Errorf("%s: a range of %d bytes", path, len(got))
			}
		}
	}
}

// fetch makes a request and returns the body of a good answer.
func fetch(t *testing.T, r *http.Request) []byte {
	t.Helper()
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil || answer.StatusCode != http.StatusOK {
		t.Fatalf("%s %s: %s %s %v", r.Method, r.URL, answer.Status, body, err)
	}
	return body
}

// A client that goes away in the middle of an upload leaves the old object.
func TestACutUploadStoresNothing(t *testing.T) {
	t.Parallel()
	w := harness.New(t, harness.Options{Real: true, Files: bucketFiles(), Configs: []string{"one.toml"}})
	server := httptest.NewServer(w.Handler(0))
	t.Cleanup(server.Close)
	r, _ := http.NewRequest(http.MethodPut, server.URL+"/k", strings.NewReader("before"))
	fetch(t, r)
	for _, query := range []string{"", "?script"} {
		in, out := io.Pipe()
		r, _ := http.NewRequest(http.MethodPut, server.URL+"/k"+query, in)
		r.ContentLength = 1 << 20
		done := make(chan error, 1)
		go func() {
			_, err := http.DefaultClient.Do(r)
			done <- err
		}()
		out.Write(make([]byte, 300_000))
		out.CloseWithError(io.ErrUnexpectedEOF)
		if err := <-done; err == nil {
			t.Error("the cut request was answered")
		}
		r, _ = http.NewRequest(http.MethodGet, server.URL+"/k", nil)
		if got := fetch(t, r); string(got) != "before" {
			t.Errorf("%s: %q", query, got)
		}
	}
}

const bucketConsumer = trialConfig + `
[[r2_buckets]]
binding = "B"
bucket_name = "bucket"
`

func TestAReplayHoldsTheChangesOfABucketBack(t *testing.T) {
	t.Parallel()
	files := consumer(`
    console.log(await (await env.B.get("old")).text(), await env.B.head("new"));
    const made = await env.B.put("new", "12345");
    console.log(made.size, made.etag, made.uploaded instanceof Date);
    await env.B.put("stream", new Response("a body").body);
    console.log(await env.B.put("old", "x", { onlyIf: { etagDoesNotMatch: "*" } }));
    await env.B.put("k".repeat(1025), "x").catch((e) => console.log(e.message));
    const up = await env.B.createMultipartUpload("parts");
    console.log((await up.complete([await up.uploadPart(1, "part")])).size);
    await (await env.B.createMultipartUpload("no")).abort();
    await env.B.delete(["old", "new"]);
    console.log((await env.B.list()).objects.map((o) => o.key));`)
	files["wrangler.toml"] = bucketConsumer
	w := harness.New(t, harness.Options{Files: files})
	for _, perform := range []bool{false, true} {
		stores := dev.NewStores("", mailbox.Real(clock.Real()))
		t.Cleanup(func() { stores.Close() })
		store, err := stores.R2()
		if err != nil {
			t.Fatal(err)
		}
		stored := make(chan error, 1)
		store.Put("bucket", "old", r2.Content{Data: []byte("old text")}, r2.PutOptions{}, func(_ *r2.Object, err error) { stored <- err })
		if err := <-stored; err != nil {
			t.Fatal(err)
		}
		tr := trial(w, nil)
		tr.Stores, tr.Perform = stores, perform
		out := try(t, tr, job("1"))

		wantLines := "old text null|5 827ccb0eea8a706c4c34a16891f84e7b true|null|put: The specified object name is not valid. (10020)|4|[ 'old' ]"
		if perform {
			wantLines = strings.Replace(wantLines, "[ 'old' ]", "[ 'parts', 'stream' ]", 1)
		}
		if got := lines(out.Outcome.Lines); got != wantLines || out.Outcome.Failure != "" {
			t.Errorf("perform %v:\n got %s %s\nwant %s", perform, got, out.Outcome.Failure, wantLines)
		}
		var effects []string
		for _, e := range out.Effects {
			if e.Binding != "B" || e.Target != "bucket" || e.Performed != (perform && e.Error == "") {
				t.Errorf("perform %v: %+v", perform, e)
			}
			text := e.Kind + " " + e.Text
			if e.Error != "" {
				text = e.Kind + " ! " + e.Error
			}
			effects = append(effects, text)
		}
		want := []string{"put new (5 bytes)", "put stream (6 bytes)", "put old (its condition did not hold)",
			"put ! put: The specified object name is not valid. (10020)", "createMultipartUpload parts", "uploadPart parts, part 1",
			"completeMultipartUpload parts (4 bytes in 1 parts)", "createMultipartUpload no", "abortMultipartUpload no", "delete old\nnew"}
		if !reflect.DeepEqual(effects, want) {
			t.Errorf("perform %v:\n%s", perform, strings.Join(effects, "\n"))
		}
	}
}

// A rule counts from the reload that brings it, whichever Worker's configuration
// it is in.
func TestRulesFollowTheConfiguration(t *testing.T) {
	t.Parallel()
	files := bucketFiles()
	w := harness.New(t, harness.Options{Real: true, Files: files, Configs: []string{"one.toml", "two.toml"}})
	put := func(key string) {
		r := httptest.NewRequest(http.MethodPut, "/"+key, strings.NewReader("x"))
		rec := httptest.NewRecorder()
		w.Handler(0).ServeHTTP(rec, r)
		if rec.Code != http.StatusOK {
			t.Fatal(rec.Code, rec.Body)
		}
	}
	put("before")
	w.Write("two.toml", files["two.toml"]+"[[paddock.r2_notifications]]\nbucket = \"shared\"\nqueue = \"changes\"\nevents = [\"object-create\"]\n")
	w.Write("one.toml", files["one.toml"]+"[[queues.consumers]]\nqueue = \"changes\"\nmax_batch_timeout = 0\n")
	w.Write("one.js", strings.Replace(bucketScript, "export default {", "export default { async queue(batch) { for (const m of batch.messages) console.log(\"told\", m.body.object.key); },", 1))
	w.Session.Reload()
	for range 2 {
		w.WaitFor("reload", func(e journal.Entry) bool { return e.Kind == journal.Reload })
	}
	put("told")
	w.WaitFor("notification", func(e journal.Entry) bool { return e.Kind == journal.Log && e.Text == "told told" })
	if text := w.Transcript(); strings.Contains(text, "told before") {
		t.Error(text)
	}
}
