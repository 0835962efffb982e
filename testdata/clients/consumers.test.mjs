// Consumers that are added over the API: Workers and pullers.
import assert from "node:assert/strict";
import { test } from "node:test";
import { account, APIError, BadRequestError, create, fails, handled, idOf, NotFoundError, queues, send, until } from "./world.mjs";

const { consumers } = queues;

// only is the one consumer that a queue has, as each way of asking shows it.
async function only(queue_id) {
  const { result } = await consumers.list(queue_id, account);
  assert.equal(result.length, 1);
  const queue = await queues.get(queue_id, account);
  assert.deepEqual(queue.consumers, result);
  assert.equal(queue.consumers_total_count, 1);
  assert.deepEqual(await consumers.get(result[0].consumer_id, { ...account, queue_id }), result[0]);
  return result[0];
}

test("a Worker that is added as consumer gets the messages, and none after it is removed", async () => {
  const queue_id = await create("hired");
  await queues.messages.push(queue_id, { ...account, body: { n: 1 } });
  const made = await consumers.create(queue_id, {
    ...account,
    type: "worker",
    script_name: "shop",
    settings: { batch_size: 4, max_retries: 2, max_wait_time_ms: 0, max_concurrency: 3, retry_delay: 9 },
  });
  assert.equal(made.type, "worker");
  assert.equal(made.script_name, "shop");
  assert.equal(made.queue_name, "hired");
  assert.deepEqual(made.settings, { batch_size: 4, max_retries: 2, max_wait_time_ms: 0, max_concurrency: 3, retry_delay: 9 });
  assert.deepEqual(await only(queue_id), made);

  const [first] = await until("the message that waited", async () => {
    const got = await handled("hired");
    return got.length > 0 && got;
  });
  assert.deepEqual([first.body, first.attempts], [{ n: 1 }, 1]);
  await until("its acknowledgement", async () => (await queues.getMetrics(queue_id, account)).backlog_count === 0);

  const gone = await consumers.delete(made.consumer_id, { ...account, queue_id });
  assert.equal(gone.success, true);
  assert.deepEqual((await consumers.list(queue_id, account)).result, []);
  await fails(consumers.get(made.consumer_id, { ...account, queue_id }), NotFoundError, 11006);
  await fails(consumers.delete(made.consumer_id, { ...account, queue_id }), NotFoundError, 11006);

  // What is sent to another queue later comes through, so this one would have.
  await queues.messages.push(queue_id, { ...account, body: { n: 2 } });
  await send("ORDERS", "after the removal");
  await until("a later message", async () => (await handled("orders")).some((m) => m.body === "after the removal"));
  assert.equal((await handled("hired")).length, 1);
  assert.equal((await queues.getMetrics(queue_id, account)).backlog_count, 1);
});

test("a puller is added, changed and removed", async () => {
  const queue_id = await create("pulled");
  await create("pulled-dead");
  const made = await consumers.create(queue_id, {
    ...account,
    type: "http_pull",
    dead_letter_queue: "pulled-dead",
    settings: { batch_size: 6, max_retries: 4, retry_delay: 3, visibility_timeout_ms: 11_000 },
  });
  assert.equal(made.type, "http_pull");
  assert.equal(made.dead_letter_queue, "pulled-dead");
  assert.deepEqual(made.settings, { batch_size: 6, max_retries: 4, retry_delay: 3, visibility_timeout_ms: 11_000 });
  assert.deepEqual(await only(queue_id), made);

  const changed = await consumers.update(made.consumer_id, { ...account, queue_id, type: "http_pull", settings: { max_retries: 1 } });
  assert.equal(changed.settings.max_retries, 1);
  assert.equal(changed.dead_letter_queue ?? "", "", "what update does not name is not kept");
  assert.notEqual(changed.settings.visibility_timeout_ms, 11_000);
  assert.deepEqual(await only(queue_id), changed);

  await queues.messages.push(queue_id, { ...account, body: "kept", content_type: "text" });
  await consumers.delete(changed.consumer_id, { ...account, queue_id });
  await assert.rejects(queues.messages.pull(queue_id, account), (err) => err instanceof APIError && err.errors[0].code === 10252);
  assert.equal((await queues.getMetrics(queue_id, account)).backlog_count, 1, "its messages stay");
});

test("update makes the consumer that there is none of", async () => {
  const queue_id = await create("updated", {});
  const { consumer_id } = await only(queue_id);
  await consumers.delete(consumer_id, { ...account, queue_id });
  const made = await consumers.update(consumer_id, { ...account, queue_id, type: "http_pull", settings: { max_retries: 2 } });
  assert.deepEqual([made.consumer_id, made.settings.max_retries], [consumer_id, 2]);
  assert.deepEqual(await only(queue_id), made);

  const stranger = consumers.update("0123456789abcdef0123456789abcdef", { ...account, queue_id, type: "http_pull" });
  await fails(stranger, NotFoundError, 11006);
});

test("a queue has one consumer", async () => {
  const queue_id = await create("single", { settings: { max_retries: 5 } });
  const before = await only(queue_id);
  const second = consumers.create(queue_id, { ...account, type: "worker", script_name: "shop" });
  await assert.rejects(second, (err) => err instanceof APIError && err.status < 500 && err.errors[0].code === 11004);
  assert.deepEqual(await only(queue_id), before);
});

test("bad consumers are refused and change nothing", async () => {
  const queue_id = await create("picky");
  const bad = [
    { type: "http_pull", settings: { batch_size: 101 } },
    { type: "http_pull", settings: { max_retries: 101 } },
    { type: "http_pull", settings: { retry_delay: 86401 } },
    { type: "http_pull", settings: { visibility_timeout_ms: 43_200_001 } },
    { type: "worker", script_name: "shop", settings: { max_wait_time_ms: 60_001 } },
    { type: "worker", script_name: "shop", settings: { max_concurrency: 251 } },
  ];
  for (const consumer of bad) {
    await fails(consumers.create(queue_id, { ...account, ...consumer }), BadRequestError, 10207);
  }
  await fails(consumers.create(queue_id, { ...account, type: "pigeon" }), BadRequestError, 10207);
  await fails(consumers.create(queue_id, { ...account, type: "worker" }), BadRequestError, 10207);
  assert.deepEqual((await consumers.list(queue_id, account)).result, []);
});

test("the consumer of the configuration is shown", async () => {
  const orders = await only(await idOf("orders"));
  assert.deepEqual([orders.type, orders.script_name, orders.settings.max_wait_time_ms], ["worker", "shop", 0]);
  const tasks = await only(await idOf("tasks"));
  assert.deepEqual([tasks.type, tasks.settings.visibility_timeout_ms], ["http_pull", 30_000]);
});
