import { SELF } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import { drain, faults, logs, outcomes, queue } from "paddock:test";

const post = (...orders: { id: string; amount: number }[]) =>
  SELF.fetch("https://shop.example/", { method: "POST", body: JSON.stringify(orders) });

describe("orders", () => {
  it("are charged", async () => {
    const response = await post({ id: "o-1", amount: 25 });
    expect(await response.json()).toEqual({ accepted: 1, backlog: 1 });
    await drain();
    expect(await queue("orders").outcomes()).toMatchObject([{ body: { id: "o-1" }, outcome: "acked" }]);
  });

  it("that are declined are tried four times, then given up", async () => {
    const began = Date.now();
    await post({ id: "o-2", amount: 5000 });
    await drain();
    expect((await queue("orders").outcomes()).map((o) => o.delaySeconds ?? o.outcome)).toEqual([2, 4, 8, "dead-lettered"]);
    expect(await queue("orders").deadLetters()).toMatchObject([{ body: { id: "o-2" }, attempts: 4, queue: "orders-dead" }]);
    expect(logs().at(-1)).toEqual({ level: "error", text: "o-2: given up, a person must look at it" });
    expect(Date.now() - began).toBeGreaterThan(14_000); // of virtual time
  });

  it("do not hold each other up", async () => {
    await post({ id: "o-3", amount: 5000 }, { id: "o-4", amount: 7 });
    await drain();
    expect((await outcomes()).slice(0, 2).map((o) => [o.body.id, o.outcome])).toEqual([["o-3", "retried"], ["o-4", "acked"]]);
  });

  it("survive an isolate that dies", async () => {
    faults({ queue: "orders", kill: 1 });
    await post({ id: "o-5", amount: 30 });
    await drain();
    expect((await queue("orders").deliveries()).map((d) => d.outcome)).toEqual(["lost", "ok"]);
  });

  it("must be orders", async () => {
    const response = await SELF.fetch("https://shop.example/", { method: "POST", body: "{}" });
    expect(response.status).toBe(400);
    expect(await queue("orders").messages()).toEqual([]);
  });
});
