package nodeapi

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"testing"
)

// bomb is so many megabytes of nothing, compressed.
func bomb(t *testing.T, megabytes int) string {
	var b bytes.Buffer
	w, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err != nil {
		t.Fatal(err)
	}
	zeros := make([]byte, 1<<20)
	for range megabytes {
		if _, err := w.Write(zeros); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return base64.StdEncoding.EncodeToString(b.Bytes())
}

func TestDecompressionIsBounded(t *testing.T) {
	expect(t, `const z = require("zlib"); try { z.gunzipSync(Buffer.from("`+bomb(t, 130)+`", "base64")); emit("held") } catch (e) { emit(e.code) }`, "ERR_BUFFER_TOO_LARGE")
}

// A stream decompresses no faster than its reader reads.
func TestDecompressionWaitsForItsReader(t *testing.T) {
	expect(t, `const g = require("zlib").createGunzip(); g.end(Buffer.from("`+bomb(t, 20)+`", "base64")); g.read(0); await new Promise((r) => setTimeout(r, 20)); emit(g.readableLength < 300000);
		let size = 0; g.on("data", (c) => { size += c.length }); await new Promise((r) => g.on("end", r)); emit(size)`, "true\n20971520")
}
