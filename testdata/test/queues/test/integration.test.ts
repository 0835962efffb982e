import { env, exports } from "cloudflare:workers";
import { createScheduledController, fetchMock, SELF, createExecutionContext } from "cloudflare:test";
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import worker from "../src/index";

beforeAll(() => {
  fetchMock.activate();
  fetchMock.disableNetConnect();
});
afterEach(() => fetchMock.assertNoPendingInterceptors());

describe("through the Worker's own queue", () => {
  it("sends, and consumes a while later", async () => {
    fetchMock
      .get("https://prices.example.com")
      .intercept({ path: "/nails", method: "POST", body: (text: string) => JSON.parse(text).count === 4 })
      .reply(200, { ok: true });
    const response = await SELF.fetch("https://example.com/jobs", { method: "POST", body: JSON.stringify({ item: "nails", count: 4 }) });
    expect(response.status).toBe(202);
    // The batch waits ten seconds for more messages; nobody waits that long here.
    const result = await vi.waitUntil(async () => (await env.STOCK.get("nails")) ?? undefined, { timeout: 60_000, interval: 500 });
    expect(result).toBe("8");
  });

  it("hands a batch to queue()", async () => {
    fetchMock.get("https://prices.example.com").intercept({ path: /^\/(saw|axe)$/, method: "POST" }).reply(200).times(2);
    const result = await SELF.queue("jobs", [
      { id: "a", timestamp: new Date(), attempts: 1, body: { item: "saw", count: 1 } },
      { id: "b", timestamp: new Date(), attempts: 2, body: { item: "axe", count: 2 } },
      { id: "c", timestamp: new Date(), attempts: 1, body: { item: "", count: 0, bad: true } },
    ]);
    expect(result.outcome).toBe("ok");
    expect(result.explicitAcks).toEqual(["a", "b"]);
    expect(result.retryMessages).toEqual([{ msgId: "c" }]);
  });

  it("answers the same through exports", async () => {
    await env.STOCK.put("axe", "7");
    const response = await exports.default.fetch("https://example.com/stock?item=axe");
    expect(await response.json()).toEqual({ count: 7 });
    expect((await exports.default.scheduled({ cron: "0 * * * *", scheduledTime: new Date(0) })).outcome).toBe("ok");
    expect(await env.STOCK.get("checked")).toBe("1970-01-01T00:00:00.000Z");
  });

  it("streams over virtual seconds", async () => {
    const began = Date.now();
    const response = await SELF.fetch("https://example.com/stream");
    expect(await response.text()).toBe("abc");
    expect(Date.now() - began).toBe(3000);
  });

  it("calls scheduled() by hand", async () => {
    const controller = createScheduledController({ scheduledTime: new Date(86_400_000), cron: "30 * * * *" });
    await worker.scheduled(controller, env);
    expect(await env.STOCK.get("checked")).toBe("1970-01-02T00:00:00.000Z");
  });
});

describe("storage", () => {
  beforeAll(async () => {
    await env.STOCK.put("kept", "by the suite");
    await env.FILES.put("invoice", "kept ".repeat(40_000));
    await env.DB.exec("CREATE TABLE books (title TEXT)");
  });
  describe("changed by a test", () => {
    it("changes", async () => {
      await env.STOCK.put("kept", "changed");
      await env.FILES.delete("invoice");
      await env.FILES.put("draft", "x");
      await caches.default.put("https://cached.example/", new Response("cached", { headers: { "Cache-Control": "max-age=60" } }));
      await env.DB.prepare("INSERT INTO books VALUES (?)").bind("one").run();
      expect(await env.DB.prepare("SELECT count(*) AS n FROM books").first("n")).toBe(1);
    });
  });
  it("is as the suite left it", async () => {
    expect(await env.STOCK.get("kept")).toBe("by the suite");
    expect((await (await env.FILES.get("invoice"))!.text()).length).toBe(200_000);
    expect(await env.FILES.head("draft")).toBeNull();
    expect(await caches.default.match("https://cached.example/")).toBeUndefined();
    expect(await env.DB.prepare("SELECT count(*) AS n FROM books").first("n")).toBe(0);
  });
});
it("has nothing of the suite", async () => {
  expect(await env.STOCK.get("kept")).toBeNull();
  await expect(env.DB.prepare("SELECT * FROM books").all()).rejects.toThrow(/no such table/);
});
