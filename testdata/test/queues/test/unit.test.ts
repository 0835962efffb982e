import { createExecutionContext, createMessageBatch, env, getQueueResult, waitOnExecutionContext } from "cloudflare:test";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import worker from "../src/index";

// The handlers are called directly, with what the test makes.
describe("the consumer, called by hand", () => {
  beforeEach(() => {
    vi.spyOn(globalThis, "fetch").mockImplementation(async () => new Response("ok"));
  });
  afterEach(() => {
    vi.restoreAllMocks();
  });

  it("acknowledges what it has done", async () => {
    const batch = createMessageBatch("jobs", [
      { id: "m-1", timestamp: new Date(1000), attempts: 1, body: { item: "nails", count: 3 } },
      { id: "m-2", timestamp: new Date(2000), attempts: 1, body: { item: "saw", count: 1 } },
    ]);
    const ctx = createExecutionContext();
    await worker.queue(batch, env);
    const result = await getQueueResult(batch, ctx);
    expect(result).toStrictEqual({ outcome: "ok", ackAll: false, retryBatch: { retry: false }, explicitAcks: ["m-1", "m-2"], retryMessages: [] });
    expect(await env.STOCK.get("nails")).toBe("6");
    expect(globalThis.fetch).toHaveBeenCalledTimes(2);
    expect(globalThis.fetch).toHaveBeenNthCalledWith(1, "https://prices.example.com/nails", expect.objectContaining({ method: "POST" }));
  });

  it("asks for a later attempt where the service is busy", async () => {
    vi.mocked(globalThis.fetch).mockResolvedValueOnce(new Response(null, { status: 429 }));
    const batch = createMessageBatch("jobs", [{ id: "m-1", timestamp: new Date(), attempts: 1, body: { item: "nails", count: 3 } }]);
    await worker.queue(batch, env);
    const result = await getQueueResult(batch, createExecutionContext());
    expect(result.explicitAcks).toEqual([]);
    expect(result.retryMessages).toEqual([{ msgId: "m-1", delaySeconds: 600 }]);
  });

  it("sees nothing of the tests before", async () => {
    expect(await env.STOCK.list()).toMatchObject({ keys: [] });
  });
});

describe("the fetch handler, called by hand", () => {
  it("queues a job", async () => {
    const send = vi.spyOn(env.JOBS, "send").mockImplementation(async () => ({}) as any);
    const ctx = createExecutionContext();
    const request = new Request("https://example.com/jobs", { method: "POST", body: JSON.stringify({ item: "saw", count: 1 }) });
    const response = await worker.fetch(request, env, ctx);
    await waitOnExecutionContext(ctx);
    expect(response.status).toBe(202);
    expect(send).toBeCalledTimes(1);
    expect(send).toBeCalledWith({ item: "saw", count: 1 });
    vi.restoreAllMocks();
  });

  it("goes on after its answer", async () => {
    const ctx = createExecutionContext();
    const response = await worker.fetch(new Request("https://example.com/later"), env, ctx);
    expect(await response.text()).toBe("later");
    expect(await env.STOCK.get("later")).toBeNull();
    await waitOnExecutionContext(ctx);
    expect(await env.STOCK.get("later")).toBe("1");
  });

  it("tells of a promise that was rejected", async () => {
    const ctx = createExecutionContext();
    ctx.waitUntil(Promise.reject(new Error("too late")));
    await expect(waitOnExecutionContext(ctx)).rejects.toThrow("too late");
  });
});
