// Queues themselves: list, create, get, update, edit, delete, metrics.
import assert from "node:assert/strict";
import { test } from "node:test";
import { account, BadRequestError, base, ConflictError, create, fails, idOf, NotFoundError, queues } from "./world.mjs";

const defaults = { delivery_delay: 0, delivery_paused: false, message_retention_period: 345600 };
const nobody = "0123456789abcdef0123456789abcdef";

test("the queues of the configuration are there", async () => {
  const { result } = await queues.list(account, { query: { name: ["orders", "tasks"] } });
  assert.deepEqual(result.map((q) => q.queue_name).sort(), ["orders", "tasks"]);
  for (const queue of result) {
    assert.deepEqual(queue.producers, [{ type: "worker", script: "shop" }]);
    assert.equal(queue.producers_total_count, 1);
    assert.equal(queue.consumers_total_count, 1);
    assert.deepEqual(queue.settings, defaults);
  }
  const [orders, tasks] = result.sort((a, b) => (a.queue_name < b.queue_name ? -1 : 1));
  assert.equal(orders.consumers[0].type, "worker");
  assert.equal(orders.consumers[0].script_name, "shop");
  assert.equal(tasks.consumers[0].type, "http_pull");
});

test("a queue is created, read, and deleted", async () => {
  const made = await queues.create({ ...account, queue_name: "fresh" });
  assert.match(made.queue_id, /^[0-9a-f]{32}$/);
  assert.equal(made.queue_name, "fresh");
  assert.deepEqual(made.settings, defaults);
  assert.deepEqual([made.producers_total_count, made.consumers_total_count], [0, 0]);
  assert.deepEqual([made.producers, made.consumers], [[], []]);
  assert.ok(Math.abs(Date.parse(made.created_on) - Date.now()) < 60_000, made.created_on);

  assert.deepEqual(await queues.get(made.queue_id, account), made);
  await fails(queues.create({ ...account, queue_name: "fresh" }), ConflictError, 11009);

  assert.equal((await queues.delete(made.queue_id, account)).success, true);
  await fails(queues.get(made.queue_id, account), NotFoundError, 10104);
  await fails(queues.delete(made.queue_id, account), NotFoundError, 10104);
  assert.deepEqual((await queues.list(account, { query: { name: "fresh" } })).result, []);
});

test("a queue that comes again under its name starts empty, with the same id", async () => {
  const id = await create("again");
  await queues.messages.push(id, { ...account, body: "old", content_type: "text" });
  await queues.delete(id, account);
  assert.equal(await create("again"), id);
  assert.equal((await queues.getMetrics(id, account)).backlog_count, 0);
});

test("bad names, ids and settings are refused and change nothing", async () => {
  for (const queue_name of ["", "Upper", "under_score", "x".repeat(64)]) {
    await assert.rejects(queues.create({ ...account, queue_name }), BadRequestError, queue_name);
  }
  await fails(queues.get(nobody, account), NotFoundError, 10104);
  await fails(queues.get("no-id!", account), BadRequestError, 10107);

  const id = await create("firm");
  const before = await queues.get(id, account);
  for (const settings of [{ delivery_delay: 86401 }, { delivery_delay: -1 }, { message_retention_period: 59 }, { message_retention_period: 1209601 }]) {
    await fails(queues.edit(id, { ...account, settings }), BadRequestError, 10207);
    await fails(queues.update(id, { ...account, settings }), BadRequestError, 10207);
  }
  await fails(queues.edit(id, { ...account, settings: { delivery_delay: "soon" } }), BadRequestError, 10207);
  await fails(queues.edit(id, { ...account, queue_name: "renamed" }), BadRequestError, 10207);
  assert.deepEqual(await queues.get(id, account), before);
});

test("edit changes a part of the settings, update all of them", async () => {
  const id = await create("settings");
  const edited = await queues.edit(id, { ...account, settings: { delivery_delay: 7 } });
  assert.deepEqual(edited.settings, { ...defaults, delivery_delay: 7 });
  await queues.edit(id, { ...account, settings: { message_retention_period: 600, delivery_paused: true } });
  assert.deepEqual((await queues.get(id, account)).settings, { delivery_delay: 7, delivery_paused: true, message_retention_period: 600 });
  const updated = await queues.update(id, { ...account, queue_name: "settings", settings: { message_retention_period: 700 } });
  assert.deepEqual(updated.settings, { ...defaults, message_retention_period: 700 });
  assert.deepEqual((await queues.get(id, account)).settings, updated.settings);
  assert.ok(Date.parse(updated.modified_on) >= Date.parse(updated.created_on));
});

test("lists come in pages", async () => {
  const made = new Set();
  for (let n = 0; n < 45; n++) {
    await create(`page-${n}`);
    made.add(`page-${n}`);
  }
  const seen = [];
  let pages = 0;
  let info;
  do {
    const { body } = await queues.list(account, { query: { page: ++pages, per_page: 20 } });
    info = body.result_info;
    assert.equal(info.page, pages);
    assert.equal(info.per_page, 20);
    assert.equal(info.count, body.result.length);
    assert.equal(info.count, Math.min(20, info.total_count - seen.length), "only the last page may be short");
    seen.push(...body.result.map((queue) => queue.queue_name));
  } while (pages * info.per_page < info.total_count);
  assert.equal(info.total_pages, pages);
  assert.equal(seen.length, info.total_count);
  assert.equal(new Set(seen).size, seen.length, "no queue is on two pages");
  assert.deepEqual([...made].filter((name) => !seen.includes(name)), []);
  assert.deepEqual((await queues.list(account, { query: { page: pages + 1, per_page: 20 } })).result, []);

  const named = await queues.list(account, { query: { name: ["page-3", "page-30", "page-300"] } });
  assert.deepEqual(named.result.map((queue) => queue.queue_name).sort(), ["page-3", "page-30"]);
});

test("metrics follow the backlog", async () => {
  const id = await create("measured");
  const empty = await queues.getMetrics(id, account);
  assert.deepEqual([empty.backlog_count, empty.backlog_bytes, empty.oldest_message_timestamp_ms], [0, 0, 0]);
  const before = Date.now();
  await queues.messages.push(id, { ...account, body: "12345", content_type: "text" });
  const { metadata } = await queues.messages.push(id, { ...account, body: "678", content_type: "text", delay_seconds: 60 });
  const metrics = await queues.getMetrics(id, account);
  assert.equal(metrics.backlog_count, 2);
  assert.equal(metrics.backlog_bytes, 8);
  assert.ok(metrics.oldest_message_timestamp_ms >= before - 1 && metrics.oldest_message_timestamp_ms <= Date.now());
  const { backlog_count, backlog_bytes, oldest_message_timestamp_ms } = metrics;
  assert.deepEqual(metadata.metrics, { backlog_count, backlog_bytes, oldest_message_timestamp_ms });
});

test("nobody without a token is answered", async () => {
  const answer = await fetch(`${base}/accounts/${account.account_id}/queues`);
  assert.equal(answer.status, 401);
  assert.equal((await answer.json()).errors[0].code, 10106);
  const tasks = await idOf("tasks");
  const page = await fetch(`${base}/accounts/${account.account_id}/queues/${tasks}/messages`, {
    method: "POST",
    headers: { authorization: "Bearer any", origin: "https://evil.example", "content-type": "application/json" },
    body: `{"body":"x"}`,
  });
  assert.equal(page.status, 403, "a web page is refused even with a token");
  assert.equal((await queues.getMetrics(tasks, account)).backlog_count, 0);
});
