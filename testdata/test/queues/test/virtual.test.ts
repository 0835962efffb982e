import { SELF, env } from "cloudflare:test";
import { beforeEach, describe, expect, it } from "vitest";
import { advance, drain, faults, logs, mockFetch, outcomes, queue, send } from "paddock:test";

beforeEach(() => {
  mockFetch("https://prices.example.com/*", "ok");
});

describe("retries", () => {
  it("gives up after a day and tells", async () => {
    const began = Date.now();
    await send("jobs", { item: "x", count: 1, bad: true });
    await drain();
    expect(Date.now() - began).toBe(10_000 + 2 * 43_200_000 + 2 * 10_000);
    expect(await queue("jobs").deadLetters()).toMatchObject([{ body: { item: "x" }, attempts: 3, queue: "jobs-dead" }]);
    expect(await queue("jobs-dead").messages()).toHaveLength(1);
    expect((await outcomes()).map((o) => o.outcome)).toEqual(["retried", "retried", "dead-lettered"]);
  });

  it("waits as long as the consumer asks", async () => {
    const busy = mockFetch("https://prices.example.com/saw", { status: 429 }, { times: 2 });
    await send("jobs", { item: "saw", count: 2 });
    await drain();
    expect(busy.count).toBe(2);
    expect(await queue("jobs").outcomes()).toMatchObject([{ outcome: "retried", delaySeconds: 600 }, { outcome: "retried" }, { outcome: "acked", attempts: 3 }]);
  });

  it("keeps what nobody consumes for four days", async () => {
    await send("jobs-dead", "forgotten");
    await advance("3d23h");
    expect((await queue("jobs-dead").metrics()).backlogCount).toBe(1);
    await advance("2h");
    expect((await queue("jobs-dead").metrics()).backlogCount).toBe(0);
  });
});

describe("batches", () => {
  it("go out when they are full", async () => {
    for (let n = 0; n < 7; n++) await send("jobs", { item: "i" + n, count: n });
    await advance("9s");
    expect(await queue("jobs").messages()).toHaveLength(2);
    await advance("1s");
    expect((await queue("jobs").deliveries()).map((d) => d.messages.length)).toEqual([5, 2]);
  });
});

describe("faults", () => {
  it("deliver twice what was acknowledged", async () => {
    const asked = mockFetch("https://prices.example.com/axe", "ok");
    faults({ queue: "jobs", duplicate: 1 });
    await send("jobs", { item: "axe", count: 1 });
    await drain();
    expect(asked.count).toBe(2);
  });

  it("kill the isolate in the middle", async () => {
    faults({ kill: 1, failBatches: 1 });
    await send("jobs", { item: "axe", count: 1 });
    await drain();
    expect((await queue("jobs").deliveries()).map((d) => d.outcome)).toEqual(["exception", "lost", "ok"]);
    expect(await env.STOCK.get("axe")).toBe("2");
  });
});

describe("time", () => {
  it("passes without passing", async () => {
    const [date, mono] = [Date.now(), performance.now()];
    await new Promise((done) => setTimeout(done, 24 * 3600 * 1000));
    expect(Date.now() - date).toBe(86_400_000);
    expect(performance.now() - mono).toBe(86_400_000);
  });

  it("fires cron triggers", async () => {
    await advance("2h30m");
    expect(await env.STOCK.get("checked")).toMatch(/T\d\d:00:00\.000Z$/);
  });

  it("ends waitUntil work in drain()", async () => {
    await SELF.fetch("https://example.com/later");
    await drain();
    expect(await env.STOCK.get("later")).toBe("1");
  });
});

it("says what keeps drain() going", async () => {
  mockFetch("https://prices.example.com/*", { status: 429 });
  await send("jobs", { item: "never", count: 1 });
  await expect(drain({ within: "5m" })).rejects.toThrow(/drain\(\) stopped after its time, .* on: jobs still holds 1. What kept it going: jobs \(1 batches\)/);
});

it("refuses the network", async () => {
  const error: Error = await fetch("https://elsewhere.example.com/a?b").catch((e) => e);
  expect(error.message).toContain('mockFetch("https://elsewhere.example.com/a", { status: 200, json: {} })');
  expect(logs()).toEqual([]);
});
