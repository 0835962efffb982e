import { all, is, throws } from "../harness.js";

// The type that a body has by its header, as the MIME Sniffing standard reads it.
const typeOf = async (header) => (await new Response("x", { headers: { "content-type": header } }).blob()).type;
all("the type of", typeOf,
	["text/html", "text/html"], ["TEXT/HTML;CHARSET=GBK", "text/html;charset=GBK"], ["text/html;charset=gbk", "text/html;charset=gbk"], ["text/html; charset=gbk ; x=y", "text/html;charset=gbk;x=y"],
	["text/html ;charset=gbk", "text/html;charset=gbk"], ["text/html;charset =gbk", "text/html"], ["text/html;charset= gbk", "text/html;charset=\" gbk\""], ["text/html;\tcharset=gbk", "text/html;charset=gbk"],
	["text/html;charset=a;charset=b", "text/html;charset=a"], ["text/html;charset=();charset=b", "text/html;charset=\"()\""], ["text/html;charset=;charset=b", "text/html;charset=b"], ["text/html;charset=\"\";charset=b", "text/html;charset=\"\""],
	["text/html;charset=\"gbk\"", "text/html;charset=gbk"], ["text/html;charset=\"gbk", "text/html;charset=gbk"], ["text/html;charset=gbk\"", "text/html;charset=\"gbk\\\"\""], ["text/html;charset=\"\\ g\\b\\k\"", "text/html;charset=\" gbk\""], ["text/html;charset=\"gbk\"x", "text/html;charset=gbk"], ["text/html;charset=\"a\";x=y", "text/html;charset=a;x=y"], ["text/html;charset=\"a;b\"", "text/html;charset=\"a;b\""], ["text/html;charset=\"\\", "text/html;charset=\"\\\\\""], ["text/html;charset=\"", "text/html;charset=\"\""],
	["text/html;charset=\"é\"", "text/html;charset=\"é\""], ["text/html;x=é", "text/html;x=\"é\""], ["text/html;é=x", "text/html"], ["text/html;", "text/html"], ["text/html;;;x=y", "text/html;x=y"], ["text/html;x", "text/html"], ["text/html;x;y=z", "text/html;y=z"], ["text/html;=x", "text/html"], ["text/html;x==", "text/html;x=\"=\""],
	["x/x;X=Y", "x/x;x=Y"], ["x/x;a=1;b=2;A=3", "x/x;a=1;b=2"], ["!#$%&'*+-.^_`|~0aZ/!#$%&'*+-.^_`|~0aZ", "!#$%&'*+-.^_`|~0az/!#$%&'*+-.^_`|~0az"], ["x/x;a='b'", "x/x;a='b'"], ["text/html+xml;a=b", "text/html+xml;a=b"],
	["", ""], ["text", ""], ["text/", ""], ["/html", ""], ["/", ""], ["text/html x", ""], ["te xt/html", ""], ["text /html", ""], ["text/ html", ""], ["\"text/html\"", ""], ["(text)/html", ""], ["text/html/x", ""], ["text/html;charset=x/", "text/html;charset=\"x/\""], ["é/x", ""],
	// several values, of which the last that is valid counts
	["text/plain, text/html", "text/html"], ["text/html, x", "text/html"], ["x, text/html", "text/html"], ["text/html, */*", "text/html"], ["*/*", ""], ["text/html;charset=gbk, text/html", "text/html;charset=gbk"], ["text/html;charset=gbk, text/plain, text/html", "text/html"], ["text/html;charset=gbk, text/html;x=y", "text/html;x=y;charset=gbk"], ["text/html;charset=a, text/html;charset=b, text/html", "text/html;charset=a"], ["text/html;x=\"a,b\"", "text/html;x=\"a,b\""], ["text/html,", "text/html"], ["text/html;\", text/plain", "text/html"], ["text/html;x=\"\\\",text/plain;y=z\"", "text/html;x=\"\\\",text/plain;y=z\""], [", text/html", "text/html"],
);
is("two headers are one list", async () => { const h = new Headers(); h.append("content-type", "text/html;charset=gbk"); h.append("content-type", "text/html"); return (await new Response("x", { headers: h }).blob()).type; }, "text/html;charset=gbk");
is("a body without a header has its own type", async () => [(await new Response("x").blob()).type, (await new Response(new Blob(["x"], { type: "A/B;C=D" })).blob()).type, (await new Response(new Uint8Array(1)).blob()).type, (await new Response(new URLSearchParams()).blob()).type], ["text/plain;charset=utf-8".replace("utf", "UTF"), "a/b;c=d", "", "application/x-www-form-urlencoded;charset=UTF-8"]);
is("a deleted header leaves no type", async () => { const r = new Response("x"); r.headers.delete("content-type"); return (await r.blob()).type; }, "");
is("a changed header changes the type", async () => { const r = new Response("x"); r.headers.set("content-type", "a/b"); return (await r.blob()).type; }, "a/b");
is("a request's type", async () => (await new Request("http://a", { method: "POST", body: "x", headers: { "Content-Type": "a/B" } }).blob()).type, "a/b");

// ---- data: URLs

const data = async (url) => { const r = await fetch(url); return [r.headers.get("content-type"), await r.text()]; };
all("fetch of", data,
	["data:,x", ["text/plain;charset=US-ASCII", "x"]], ["data:,", ["text/plain;charset=US-ASCII", ""]], ["data:text/html,<b>", ["text/html", "<b>"]], ["data:text/html;charset=utf-8,x", ["text/html;charset=utf-8", "x"]], ["data:;charset=utf-8,x", ["text/plain;charset=utf-8", "x"]], ["data:text/plain;a=b;c,x", ["text/plain;a=b", "x"]], ["data:x,y", ["text/plain;charset=US-ASCII", "y"]], ["data: text/html ,x", ["text/html", "x"]], ["data:TEXT/HTML,x", ["text/html", "x"]], ["data:;x=y;charset=z,a", ["text/plain;x=y;charset=z", "a"]], ["data:text / html,x", ["text/plain;charset=US-ASCII", "x"]],
	["data:,%41%zz%4", ["text/plain;charset=US-ASCII", "A%zz%4"]], ["data:,a%2Cb,c", ["text/plain;charset=US-ASCII", "a,b,c"]], ["data:,x#y", ["text/plain;charset=US-ASCII", "x"]], ["data:,x?y", ["text/plain;charset=US-ASCII", "x?y"]], ["data:,%E2%82%AC", ["text/plain;charset=US-ASCII", "€"]], ["data:,é", ["text/plain;charset=US-ASCII", "é"]], ["DATA:,x", ["text/plain;charset=US-ASCII", "x"]], ["data:text/plain;x=\"a,b\"", ["text/plain;x=a", "b\""]],
	["data:;base64,YQ==", ["text/plain;charset=US-ASCII", "a"]], ["data:;base64,YQ", ["text/plain;charset=US-ASCII", "a"]], ["data:;BASE64,YQ", ["text/plain;charset=US-ASCII", "a"]], ["data:; base64,YQ", ["text/plain;charset=US-ASCII", "a"]], ["data:text/html;  base64,YQ", ["text/html", "a"]], ["data:;base64 ,YQ", ["text/plain;charset=US-ASCII", "a"]], ["data:;base64,Y Q%20%0a==", ["text/plain;charset=US-ASCII", "a"]], ["data:;base64;x=y,YQ", ["text/plain;x=y", "YQ"]], ["data:base64,YQ", ["text/plain;charset=US-ASCII", "YQ"]], ["data:;base64=,YQ", ["text/plain", "YQ"]], ["data:x/y;z=1;base64,Yg", ["x/y;z=1", "b"]], ["data:;base64,%59Q", ["text/plain;charset=US-ASCII", "a"]], ["data:;charset=x;base64,YQ", ["text/plain;charset=x", "a"]],
);
for (const url of ["data:", "data:x", "data:text/html;base64", "data:;base64,a", "data:;base64,*", "data:;base64,=", "data:;base64,YQ="]) throws("fetch of " + url, TypeError, () => fetch(url));
is("a response to a data: URL", async () => { const r = await fetch("data:a/b,x#f"); return [r.status, r.statusText, r.ok, r.url, r.redirected, (await r.blob()).type]; }, [200, "OK", true, "data:a/b,x", false, "a/b"]);
is("methods and bodies do not matter to a data: URL", async () => (await fetch("data:,x", { method: "POST", body: "y" })).text(), "x");
throws("fetch of an unknown scheme", TypeError, () => fetch("unknown:x"));
throws("fetch of about:blank", TypeError, () => fetch("about:blank"));
