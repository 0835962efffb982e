package main

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestExampleWebhooks runs examples/webhooks as it is shown: the binary, its
// migrations and the packages that it imports. The variable names the folder
// where npm installed them (.ci/run libraries does).
func TestExampleWebhooks(t *testing.T) {
	folder := os.Getenv("PADDOCK_LIBRARIES")
	if folder == "" {
		t.Skip("PADDOCK_LIBRARIES does not name a folder with hono, drizzle-orm and zod; \".ci/run libraries\" installs them")
	}
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS("../../examples/webhooks")); err != nil {
		t.Fatal(err)
	}
	for _, left := range []string{"node_modules", ".paddock"} {
		if err := os.RemoveAll(filepath.Join(dir, left)); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink(filepath.Join(folder, "node_modules"), filepath.Join(dir, "node_modules")); err != nil {
		t.Fatal(err)
	}
	handled := make(chan string, 100)
	p := startBinary(t, buildPaddock(t), dir, func(line []byte) {
		var e struct{ Kind, Text string }
		if json.Unmarshal(line, &e) == nil && e.Kind == "log" {
			handled <- e.Text
		}
	})
	hook := func(body, secret string) int {
		t.Helper()
		sum := hmac.New(sha256.New, []byte(secret))
		sum.Write([]byte(body))
		request, err := http.NewRequest("POST", p.url+"/hooks/shop", strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		request.Header.Set("X-Signature", hex.EncodeToString(sum.Sum(nil)))
		response, err := http.DefaultClient.Do(request)
		if err != nil {
			t.Fatal(err)
		}
		response.Body.Close()
		return response.StatusCode
	}
	const secret = "only-for-development"
	if got := hook("{}", "another"); got != 401 {
		t.Errorf("a wrong signature got %d", got)
	}
	if got := hook("{", secret); got != 400 {
		t.Errorf("no JSON got %d", got)
	}
	want := map[string]bool{"e1: stored": true, "e2: stored": true, "e2: already there": true, "rejected: type: Invalid discriminator value. Expected 'customer.created' | 'invoice.paid'": true}
	for _, body := range []string{
		`{"id":"e1","type":"customer.created","customer":{"id":"c1","email":"ada@example.com"}}`,
		`{"id":"e2","type":"invoice.paid","invoice":{"customer":"c1","amount":2500}}`,
		`{"id":"e2","type":"invoice.paid","invoice":{"customer":"c1","amount":2500}}`,
		`{"id":"e3","type":"invoice.lost"}`,
	} {
		if got := hook(body, secret); got != 202 {
			t.Errorf("%s got %d", body, got)
		}
	}
	deadline := time.After(time.Minute)
	for len(want) > 0 {
		select {
		case line := <-handled:
			if !want[line] {
				t.Errorf("it logged %q", line)
			}
			delete(want, line)
		case <-deadline:
			t.Fatalf("never logged: %v\n%s", want, p.errors())
		}
	}
	if got, want := get(t, p.url+"/stats"), `{"byType":[{"type":"customer.created","events":1},{"type":"invoice.paid","events":1}],"customers":1,"paid":2500,"rejected":1}`; got != want {
		t.Errorf("stats: %s", got)
	}
	if got := get(t, p.url+"/events"); !strings.Contains(got, `"payload":{"id":"e2","type":"invoice.paid"`) {
		t.Errorf("events: %s", got)
	}
	p.cmd.Process.Kill()
	<-p.ended
}

func get(t *testing.T, url string) string {
	t.Helper()
	response, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(bytes.TrimSpace(text))
}
