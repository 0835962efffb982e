import { is, throws } from "../harness.js";
import def, { a, inc, renamed as other, default as again } from "./modules/one.js";
import * as ns from "./modules/one.js";
import { fromStar, viaIndirect, ns as inner } from "./modules/two.js";
import cjs, { named } from "./modules/old.cjs";
import json from "./modules/data.json";

const top = await Promise.resolve("awaited");

is("default and named", () => [def, a, other, again], ["the default", 1, "renamed", "the default"]);
is("bindings are live", () => { const before = ns.count; inc(); return [before, ns.count]; }, [0, 1]);
is("a namespace has sorted keys", () => Object.keys(ns), ["a", "count", "default", "inc", "renamed"]);
is("export star leaves out the default", () => [fromStar, "default" in inner], [1, true]);
is("indirect exports", () => viaIndirect, "renamed");
is("CommonJS", () => [cjs.named, named, typeof cjs.fn], ["n", "n", "function"]);
is("JSON", () => json, { k: [1, 2] });
is("top-level await", () => top, "awaited");
is("import() gives a namespace", async () => { const m = await import("./modules/one.js"); return [m.a, m.default, m.inc === inc]; }, [1, "the default", true]);
is("import() of CommonJS", async () => (await import("./modules/old.cjs")).default.named, "n");
is("import.meta.url", () => typeof import.meta.url, "string");
is("this is undefined at the top", () => globalThis.__topThis, undefined);
is("modules in a circle", async () => { const m = await import("./modules/circle-a.js"); return m.told(); }, ["a", "b"]);
is("a module runs once", async () => { await import("./modules/counted.js"); await import("./modules/counted.js"); return globalThis.__ran; }, 1);
throws("import() of a module that throws", RangeError, () => import("./modules/throws.js"));
is("functions are hoisted over imports", () => later(), 1);
function later() { return a; }
