package webapi

import (
	"testing"

	"paddock/runtime"
)

// mapCache is a store for tests.
type mapCache map[string]*CachedResponse

func (m mapCache) Get(cache, url string) (*CachedResponse, error) { return m[cache+" "+url], nil }

func (m mapCache) Put(cache, url string, r *CachedResponse) error {
	m[cache+" "+url] = r
	return nil
}

func (m mapCache) Delete(cache, url string) (bool, error) {
	_, ok := m[cache+" "+url]
	delete(m, cache+" "+url)
	return ok, nil
}

func TestCache(t *testing.T) {
	const prelude = `const c = caches.default, u = "https://a.b/x", fresh = {"cache-control": "max-age=60"};
		const text = async (r) => r === undefined ? "miss" : r.status + (r.body === null ? "" : await r.text());
		const kept = async (headers, status = 200) => { await c.put(u, new Response("x", {status, headers})); const r = await c.match(u); await c.delete(u); return r !== undefined };
		const fails = async (p) => { try { await p; return "fine" } catch (e) { return e.name } };
		`
	for _, tc := range (cases{
		{"there and back", prelude + `await c.put(u, new Response("body", {headers: {...fresh, "x-a": "1"}})); const r = await c.match(new Request(u + "#hash")); return [r.status, r.headers.get("x-a"), r.headers.get("cf-cache-status"), r.headers.get("age"), await r.text()].join()`, "200,1,HIT,0,body"},
		{"again and again", prelude + `await c.put(u, new Response("body", {headers: fresh})); return [await text(await c.match(u)), await text(await c.match(u)), await text(await c.match(u + "?y"))].join()`, "200body,200body,miss"},
		{"bytes", prelude + `await c.put(u, new Response(new Uint8Array([0, 255]), {headers: fresh})); return [...await (await c.match(u)).bytes()].join()`, "0,255"},
		{"streams", prelude + `await c.put(u, new Response(ReadableStream.from([new Uint8Array([97]), new Uint8Array([98])]), {headers: fresh})); return text(await c.match(u))`, "200ab"},
		{"a stream that fails", prelude + `return [await fails(c.put(u, new Response(new ReadableStream({start(x) { x.error(new RangeError()) }}), {headers: fresh}))), await text(await c.match(u))].join()`, "RangeError,miss"},
		{"expires", prelude + `await c.put(u, new Response("x", {headers: fresh})); await scheduler.wait(59000); const r = await c.match(u); const age = r.headers.get("age"); await scheduler.wait(2000); return [age, await text(await c.match(u)), await c.delete(u)].join()`, "59,miss,false"},
		{"delete", prelude + `await c.put(u, new Response("x", {headers: fresh})); return [await c.delete(u), await c.delete(u), await text(await c.match(u))].join()`, "true,false,miss"},
		{"named caches", prelude + `const n = await caches.open("n"), m = await caches.open("n"), d = await caches.open("default"); await n.put(u, new Response("x", {headers: fresh})); return [await text(await c.match(u)), await text(await d.match(u)), await text(await m.match(u))].join()`, "miss,miss,200x"},
		{"what is kept", prelude + `const out = []; for (const h of [fresh, {"cache-control": "no-store, max-age=60"}, {"cache-control": "private"}, {"cache-control": "no-cache"}, {"cache-control": "max-age=0"}, {"cache-control": "max-age=0, s-maxage=9"}, {"cache-control": "max-age=x"}, {expires: new Date(Date.now() + 60000).toUTCString()}, {expires: "0"}, {}, {...fresh, "set-cookie": "a=b"}, {"cache-control": "private=\"Set-Cookie\", max-age=60", "set-cookie": "a=b"}]) out.push(await kept(h) ? 1 : 0); return out.join("")`, "100001010101"},
		{"set-cookie is taken out", prelude + `await c.put(u, new Response("x", {headers: {"cache-control": "private=set-cookie,max-age=9", "set-cookie": "a=b"}})); return (await c.match(u)).headers.get("set-cookie")`, "null"},
		{"by status", prelude + `const out = []; for (const s of [200, 301, 404, 410, 500, 400]) out.push(await kept({}, s) ? 1 : 0); return out.join("") + await kept(fresh, 500)`, "111100true"},
		{"methods", prelude + `await c.put(u, new Response("x", {headers: fresh})); const post = new Request(u, {method: "POST"}), head = new Request(u, {method: "HEAD"}); return [await fails(c.put(post, new Response("x"))), await text(await c.match(post)), await text(await c.match(head, {ignoreMethod: true})), await c.delete(post), await c.delete(post, {ignoreMethod: true})].join()`, "TypeError,miss,200x,false,true"},
		{"refusals", prelude + `const used = new Response("x"); await used.text(); return [await fails(c.put(u, new Response("x", {status: 206}))), await fails(c.put(u, new Response("x", {headers: {vary: "a, *"}}))), await fails(c.put(u, used)), await fails(c.put(u, Response.error())), await fails(c.put(u, "x")), await fails(c.put(u)), await fails(c.match()), await fails(c.match("nonsense")), await fails(c.keys()), await fails(Cache.prototype.match.call({}, u))].join()`,
			"TypeError,TypeError,TypeError,TypeError,TypeError,TypeError,TypeError,TypeError,Error,TypeError"},
		{"not modified", prelude + `await c.put(u, new Response(null, {status: 304, headers: fresh})); return text(await c.match(u))`, "miss"},
		{"range", prelude + `await c.put(u, new Response("0123456789", {headers: fresh})); const ask = async (range) => { const r = await c.match(new Request(u, {headers: {range}})); return r.status + ":" + (r.headers.get("content-range") ?? "") + ":" + await r.text() };
			return [await ask("bytes=2-4"), await ask("bytes=7-"), await ask("bytes=-2"), await ask("bytes=20-30"), await ask("bytes=5-99"), await ask("bytes=1-2,4-5"), await ask("lines=1-2"), await ask("bytes=4-2")].join(" ")`,
			"206:bytes 2-4/10:234 206:bytes 7-9/10:789 206:bytes 8-9/10:89 416:bytes */10: 206:bytes 5-9/10:56789 200::0123456789 200::0123456789 200::0123456789"},
		{"conditions", prelude + `await c.put(u, new Response("x", {headers: {...fresh, etag: '"v1"', "last-modified": "Thu, 01 Jan 2026 00:00:00 GMT"}})); const ask = async (headers) => text(await c.match(new Request(u, {headers})));
			return [await ask({"if-none-match": '"v1"'}), await ask({"if-none-match": 'W/"v1", "v2"'}), await ask({"if-none-match": '"v2"'}), await ask({"if-none-match": "*"}), await ask({"if-modified-since": "Thu, 01 Jan 2026 00:00:00 GMT"}), await ask({"if-modified-since": "Wed, 31 Dec 2025 00:00:00 GMT"}), await ask({"if-none-match": '"v2"', "if-modified-since": "Thu, 01 Jan 2026 00:00:00 GMT"})].join()`, "304,304,200x,304,304,200x,200x"},
		{"immutable", prelude + `await c.put(u, new Response("x", {headers: fresh})); try { (await c.match(u)).headers.set("a", "b") } catch (e) { return e.name }`, "TypeError"},
		{"class", prelude + `return [String(caches), String(c), caches.default === c, fails.name && (() => { try { new Cache() } catch (e) { return e.name } })()].join()`, "[object CacheStorage],[object Cache],true,TypeError"},
	}) {
		t.Run(tc.name, func(t *testing.T) {
			got := run(t, tc.body, func(o *runtime.Options) {
				o.Setup = []func(*runtime.Isolate) error{Install(Options{StructuredClone: clone, Cache: mapCache{}})}
			})
			if got != tc.want {
				t.Errorf("got:  %s\nwant: %s", got, tc.want)
			}
		})
	}
	if got := run(t, `await caches.default.put("https://a.b", new Response("x")); return await caches.default.match("https://a.b")`); got != "" {
		t.Errorf("without a store: %q", got)
	}
}
