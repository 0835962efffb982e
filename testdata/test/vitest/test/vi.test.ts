import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { greet } from "../src/greet";
import { deliver } from "../src/mailer";

const { sent } = vi.hoisted(() => ({ sent: [] as string[] }));

vi.mock("../src/mailer", async (importOriginal) => ({
  ...(await importOriginal<typeof import("../src/mailer")>()),
  deliver: vi.fn(async (to: string) => { sent.push(to); return "mocked"; }),
  default: class { send() { return "nobody"; } },
}));

describe("modules", () => {
  it("are replaced for everybody", async () => {
    expect(await greet("Ada")).toEqual({ subject: "Dear Ada", sent: "mocked", by: "nobody" });
    expect(sent).toEqual(["Ada"]);
    expect(deliver).toHaveBeenCalledExactlyOnceWith("Ada");
  });
  it("can be had as they are", async () => {
    const real = await vi.importActual<typeof import("../src/mailer")>("../src/mailer");
    await expect(real.deliver("Bob")).rejects.toThrow("would really send to Bob");
  });
});

describe("spies", () => {
  const shop = { open: true, price(n: number) { return n * 2; }, get owner() { return "Eve"; } };
  afterEach(() => { vi.restoreAllMocks(); });
  it("watch, and stand in", () => {
    const price = vi.spyOn(shop, "price");
    expect(shop.price(2)).toBe(4);
    price.mockImplementation(() => 0);
    expect(shop.price(2)).toBe(0);
    expect(price).toHaveBeenCalledTimes(2);
    vi.spyOn(shop, "owner", "get").mockReturnValue("Mallory");
    expect(shop.owner).toBe("Mallory");
  });
  it("are gone afterwards", () => {
    expect(shop.price(2)).toBe(4);
    expect(shop.owner).toBe("Eve");
    expect(vi.isMockFunction(shop.price)).toBe(false);
  });
});

describe("faked timers", () => {
  beforeEach(() => { vi.useFakeTimers({ now: new Date("2030-05-01T00:00:00Z") }); });
  afterEach(() => { vi.useRealTimers(); });
  it("stand still until they are moved", () => {
    const done = vi.fn();
    setTimeout(done, 1000);
    const ticks = setInterval(done, 400);
    vi.advanceTimersByTime(999);
    expect(done).toHaveBeenCalledTimes(2);
    vi.advanceTimersByTime(1);
    expect(done).toHaveBeenCalledTimes(3);
    clearInterval(ticks);
    expect(vi.getTimerCount()).toBe(0);
    expect(new Date().toISOString()).toBe("2030-05-01T00:00:01.000Z");
    expect(new Date() instanceof Date).toBe(true);
  });
  it("move through awaits", async () => {
    const steps: number[] = [];
    const work = (async () => {
      for (let n = 0; n < 3; n++) {
        await new Promise((done) => setTimeout(done, 60_000));
        steps.push(Date.now());
      }
    })();
    await vi.advanceTimersByTimeAsync(120_000);
    expect(steps).toHaveLength(2);
    await vi.runAllTimersAsync();
    await work;
    expect(steps).toHaveLength(3);
  });
  it("have a settable date", () => {
    vi.setSystemTime(new Date("2040-01-01"));
    expect(new Date().getFullYear()).toBe(2040);
  });
});

it("goes back to the world's time", () => {
  expect(new Date().getFullYear()).toBe(2026);
  vi.setSystemTime("2035-01-01");
  expect(new Date().getFullYear()).toBe(2035);
  vi.useRealTimers();
  expect(new Date().getFullYear()).toBe(2026);
});

it("stubs globals and variables", () => {
  vi.stubGlobal("VERSION", "9");
  vi.stubEnv("MODE", "testing");
  expect([(globalThis as any).VERSION, process.env.MODE]).toEqual(["9", "testing"]);
  vi.unstubAllGlobals();
  vi.unstubAllEnvs();
  expect([(globalThis as any).VERSION, process.env.MODE]).toEqual([undefined, undefined]);
});

it("waits for things", async () => {
  let ready = false;
  setTimeout(() => { ready = true; }, 3_000_000);
  await vi.waitFor(() => { expect(ready).toBe(true); }, { timeout: 4_000_000, interval: 10_000 });
  await expect(vi.waitUntil(() => false, { timeout: 100 })).rejects.toThrow("did not happen within 100 ms");
});

const order: string[] = [];
describe("hooks", () => {
  beforeAll(() => { order.push("all"); return () => { order.push("cleanup all"); }; });
  afterAll(() => { order.push("after all"); });
  beforeEach(() => { order.push("each"); return () => { order.push("cleanup each"); }; });
  describe("nested", () => {
    beforeEach(() => { order.push("inner"); });
    afterEach(() => { order.push("after inner"); });
    it("runs", () => { order.push("test"); onTestFinished(() => { order.push("finished"); }); });
  });
});
it("ran them in order", () => {
  expect(order).toEqual(["all", "each", "inner", "test", "cleanup each", "after inner", "finished", "cleanup all", "after all"]);
});

let tries = 0;
it("is tried again", { retry: 2 }, () => { expect(++tries).toBe(3); });
describe.concurrent("at the same time", () => {
  const seen: string[] = [];
  it("one", async ({ expect }) => { await new Promise((d) => setTimeout(d, 20)); seen.push("one"); expect(seen).toEqual(["two", "one"]); });
  it("two", async ({ expect }) => { await new Promise((d) => setTimeout(d, 10)); seen.push("two"); expect(seen).toEqual(["two"]); });
});
it.each`
  a    | b    | sum
  ${1} | ${2} | ${3}
  ${2} | ${2} | ${4}
`("$a + $b = $sum", ({ a, b, sum }) => { expect(a + b).toBe(sum); });
it.for([[1, 2], [2, 4]])("doubles %i to %i", ([a, b], { expect }) => { expect(a * 2).toBe(b); });
const withShop = it.extend({
  shop: async ({}, use: (s: { open: boolean }) => Promise<void>) => { await use({ open: true }); },
});
withShop("has its fixture", ({ shop }) => { expect(shop.open).toBe(true); });
it.skipIf(true)("is skipped", () => { throw new Error("it ran"); });
it("skips itself", ({ skip }) => { skip("not today"); });
it.todo("comes later");
