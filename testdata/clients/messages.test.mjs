// Messages over the API: push, pull, acknowledge, peek, purge.
import assert from "node:assert/strict";
import { test } from "node:test";
import { account, BadRequestError, client, ConflictError, create, decoded, fails, handled, idOf, queues, send, until } from "./world.mjs";

const { messages } = queues;
const text = (body, more) => ({ body, content_type: "text", ...more });
const push = (id, body, more) => messages.push(id, { ...account, ...text(body, more) });
const pull = async (id, more) => (await messages.pull(id, { ...account, ...more })).messages;
const peek = async (id, more) => (await messages.peek(id, { ...account, batch_size: 100, ...more })).messages;
const ack = (id, acks, retries) =>
  messages.ack(id, { ...account, acks: acks?.map(lease), retries: retries?.map((m) => ({ ...lease(m), delay_seconds: m.delay })) });
const lease = ({ lease_id }) => ({ lease_id });
const backlog = async (id) => (await queues.getMetrics(id, account)).backlog_count;

test("what is pushed reaches the Worker", async () => {
  const orders = await idOf("orders");
  await messages.push(orders, { ...account, body: { apples: 3 } });
  await messages.bulkPush(orders, { ...account, messages: [text("pears"), { body: ["plums"], content_type: "json" }] });
  const got = await until("three messages", async () => {
    const all = (await handled("orders")).map((m) => JSON.stringify(m.body));
    const want = [`{"apples":3}`, `"pears"`, `["plums"]`];
    return want.every((body) => all.includes(body)) && all;
  });
  assert.ok(got.length >= 3);
  await until("their acknowledgement", async () => (await backlog(orders)) === 0);
});

test("what the Worker sends is pulled, and gone once it is acknowledged", async () => {
  const tasks = await idOf("tasks");
  await send("TASKS", { build: "shed" });
  const batch = await messages.pull(tasks, { ...account, batch_size: 10 });
  assert.equal(batch.messages.length, 1);
  const [message] = batch.messages;
  assert.deepEqual(decoded(message), { build: "shed" });
  assert.match(message.id, /^[0-9a-f]{32}$/);
  assert.equal(message.attempts, 1);
  assert.ok(Math.abs(message.timestamp_ms - Date.now()) < 60_000);
  assert.equal(batch.message_backlog_count, 1);
  assert.equal(batch.metadata.metrics.backlog_count, 1);

  const done = await ack(tasks, [message]);
  assert.deepEqual([done.ackCount, done.retryCount], [1, 0]);
  assert.deepEqual(done.warnings ?? {}, {});
  assert.equal(await backlog(tasks), 0);
  assert.deepEqual(await peek(tasks), []);
});

test("two pullers share a queue and never get the same message", async () => {
  const id = await create("shared", {});
  const bodies = Array.from({ length: 40 }, (_, n) => `m${n}`);
  await messages.bulkPush(id, { ...account, messages: bodies.map((body) => text(body)) });
  const batches = await Promise.all([pull(id, { batch_size: 15 }), pull(id, { batch_size: 15 }), pull(id, { batch_size: 15 })]);
  const got = batches.flat();
  assert.deepEqual(got.map((m) => m.body).sort(), [...bodies].sort());
  assert.equal(new Set(got.map((m) => m.lease_id)).size, 40);
  assert.deepEqual(await pull(id), []);
  assert.equal((await ack(id, got)).ackCount, 40);
  assert.equal(await backlog(id), 0);
});

test("pull takes five messages where nothing is said", async () => {
  const id = await create("five", {});
  await messages.bulkPush(id, { ...account, messages: "abcdefgh".split("").map((c) => text(c)) });
  assert.equal((await pull(id)).length, 5);
});

test("a retry comes back, later if it says so, and then to the dead letter queue", async () => {
  const dead = await create("weary-dead", {});
  const id = await create("weary", { dead_letter_queue: "weary-dead", settings: { max_retries: 1 } });
  await push(id, "heavy");
  const [first] = await pull(id);
  const done = await ack(id, [], [{ ...first, delay: 2 }]);
  assert.deepEqual([done.ackCount, done.retryCount], [0, 1]);
  const retried = Date.now();
  assert.deepEqual(await pull(id), [], "it waits");
  const [second] = await until("the retry", async () => {
    const got = await pull(id);
    return got.length > 0 && got;
  });
  assert.ok(Date.now() - retried >= 1900, "after two seconds");
  assert.deepEqual([second.id, second.attempts], [first.id, 2]);
  await ack(id, [], [second]);
  assert.equal(await backlog(id), 0);
  const [letter] = await pull(dead);
  assert.deepEqual([letter.id, letter.body, letter.attempts], [first.id, "heavy", 1]);
});

test("a lease runs out, and its acknowledgement still counts", async () => {
  const id = await create("slow", {});
  await push(id, "x");
  const [first] = await pull(id, { visibility_timeout_ms: 500 });
  const [second] = await until("the message again", async () => {
    const got = await pull(id, { visibility_timeout_ms: 60_000 });
    return got.length > 0 && got;
  });
  assert.deepEqual([second.id, second.attempts], [first.id, 2]);
  assert.notEqual(second.lease_id, first.lease_id);
  assert.equal((await ack(id, [first])).ackCount, 1);
  assert.equal(await backlog(id), 0);
  const late = await ack(id, [second]);
  assert.equal(late.ackCount, 0, "there is nothing left to acknowledge");
  assert.deepEqual(Object.keys(late.warnings), [second.lease_id]);
});

test("the older name of the visibility timeout is understood", async () => {
  const id = await create("older", {});
  await push(id, "x");
  const body = { visibility_timeout: 100, batch_size: 1 };
  const { result } = await client.post(`/accounts/${account.account_id}/queues/${id}/messages/pull`, { body });
  assert.equal(result.messages.length, 1);
  await until("the message again", async () => (await pull(id)).length > 0);
});

test("a lease id that was made up acknowledges nothing", async () => {
  const id = await create("sealed", {});
  await push(id, "safe");
  const [message] = await pull(id);
  const last = message.lease_id.at(-3) === "A" ? "B" : "A";
  const forged = message.lease_id.slice(0, -3) + last + message.lease_id.slice(-2);
  await assert.rejects(ack(id, [message, { lease_id: forged }]), BadRequestError);
  assert.equal(await backlog(id), 1);
  const other = await create("sealed-too", {});
  await assert.rejects(ack(other, [message]), BadRequestError, "a lease of another queue");
  assert.equal(await backlog(id), 1);
});

test("delays hold a message back", async () => {
  const id = await create("patient", {});
  await push(id, "now");
  await push(id, "late", { delay_seconds: 2 });
  await messages.bulkPush(id, { ...account, delay_seconds: 3600, messages: [text("tomorrow"), text("at once", { delay_seconds: 0 })] });
  assert.deepEqual((await pull(id, { batch_size: 10 })).map((m) => m.body).sort(), ["at once", "now"]);
  const [late] = await until("the late one", async () => {
    const got = await pull(id);
    return got.length > 0 && got;
  });
  assert.equal(late.body, "late");
  assert.equal(await backlog(id), 4);
});

test("a queue that is paused takes messages and gives none", async () => {
  const id = await create("paused", {});
  await queues.edit(id, { ...account, settings: { delivery_paused: true } });
  await push(id, "waits");
  await fails(messages.pull(id, account), ConflictError, 10252);
  assert.equal(await backlog(id), 1);
  await queues.edit(id, { ...account, settings: { delivery_paused: false } });
  assert.deepEqual((await pull(id)).map((m) => m.body), ["waits"]);
});

test("a paused queue does not reach its Worker either", async () => {
  const orders = await idOf("orders");
  await queues.edit(orders, { ...account, settings: { delivery_paused: true } });
  await send("ORDERS", "held");
  const id = await create("beside");
  await queues.consumers.create(id, { ...account, type: "worker", script_name: "shop", settings: { max_wait_time_ms: 0 } });
  await push(id, "beside");
  await until("the message beside it", async () => (await handled("beside")).length > 0);
  assert.equal(await backlog(orders), 1);
  await queues.edit(orders, { ...account, settings: { delivery_paused: false } });
  await until("the message that was held", async () => (await handled("orders")).some((m) => m.body === "held"));
});

test("peek touches nothing, and what it shows can be deleted", async () => {
  const id = await create("watched", {});
  await push(id, "stays");
  await push(id, "goes");
  await push(id, "later", { delay_seconds: 3600 });
  assert.deepEqual((await peek(id)).map((m) => m.body).sort(), ["goes", "stays"]);
  const seen = await peek(id, { state: "any" }); // the platform has no state
  assert.deepEqual(seen.map((m) => m.body).sort(), ["goes", "later", "stays"]);
  assert.deepEqual((await peek(id, { state: "any" })).map((m) => [m.id, m.attempts]), seen.map((m) => [m.id, 0]));

  const refs = seen.filter((m) => m.body !== "stays").map(({ ref }) => ({ ref }));
  const purged = await messages.purge(id, { ...account, refs });
  assert.deepEqual(purged.errors ?? [], []);
  assert.deepEqual((await peek(id, { state: "any" })).map((m) => m.body), ["stays"]);
  const [left] = await pull(id);
  assert.deepEqual([left.body, left.attempts], ["stays", 1]);

  const again = await messages.purge(id, { ...account, refs });
  assert.equal(Object.keys(again.warnings).length, 2, "each ref of a message that is gone is named");
  await assert.rejects(messages.purge(id, { ...account, refs: [{ ref: "made-up" }] }), BadRequestError);
  assert.equal(await backlog(id), 1);
});

test("a purge empties a queue", async () => {
  const id = await create("full", {});
  await messages.bulkPush(id, { ...account, messages: [text("a"), text("b"), text("c", { delay_seconds: 3600 })] });
  await pull(id, { batch_size: 1 });
  await assert.rejects(queues.purge.start(id, { ...account, delete_messages_permanently: false }), BadRequestError);
  assert.equal(await backlog(id), 3);
  const before = Date.now();
  await queues.purge.start(id, { ...account, delete_messages_permanently: true });
  const status = await until("the end of the purge", async () => {
    const now = await queues.purge.status(id, account);
    return now.complete && now;
  });
  assert.ok(Math.abs(Date.parse(status.started_at) - before) < 60_000, status.started_at);
  assert.equal(status.completed, "true");
  assert.equal(await backlog(id), 0);
  assert.deepEqual(await peek(id), []);
});

test("messages beyond the limits are refused and not stored", async () => {
  const id = await create("small", {});
  await fails(push(id, "x".repeat(128_001)), BadRequestError, 10204);
  await fails(push(id, "x", { delay_seconds: 86_401 }), BadRequestError, 10203);
  await fails(messages.push(id, { ...account, body: "x", content_type: "smoke" }), BadRequestError, 10203);
  await fails(messages.bulkPush(id, { ...account, messages: Array(101).fill(text("x")) }), BadRequestError, 10206);
  await fails(messages.bulkPush(id, { ...account, messages: Array(3).fill(text("x".repeat(100_000))) }), BadRequestError, 10205);
  await fails(messages.bulkPush(id, { ...account, delay_seconds: -1, messages: [text("x")] }), BadRequestError, 10202);
  await fails(messages.pull(id, { ...account, batch_size: 101 }), BadRequestError, 10207);
  await fails(messages.pull(id, { ...account, visibility_timeout_ms: 43_200_001 }), BadRequestError, 10207);
  assert.equal(await backlog(id), 0);
  await push(id, "x".repeat(128_000));
  assert.equal(await backlog(id), 1);
});
