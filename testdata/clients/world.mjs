// What the tests with the TypeScript client share: the client, and the Worker
// that runs in paddock dev.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { setTimeout as sleep } from "node:timers/promises";

// The packages lie in a cache folder, not above this file.
const { default: Cloudflare } = createRequire(`${process.env.PADDOCK_CLIENTS}/`)("cloudflare");

const origin = process.env.PADDOCK_URL.replace(/\/$/, "");

export const account = { account_id: "0a1b2c3d4e5f60718293a4b5c6d7e8f9" };
export const base = process.env.PADDOCK_API ?? `${origin}/cdn-cgi/paddock/client/v4`;
export const { APIError, ConflictError, NotFoundError, BadRequestError } = Cloudflare;

// By itself the client sends again after a 409, which some tests are after.
export const client = new Cloudflare({ apiToken: process.env.PADDOCK_API_TOKEN ?? "any", baseURL: base, maxRetries: 0 });
export const { queues } = client;

// send makes the Worker send to one of its bindings.
export async function send(binding, body) {
  const answer = await fetch(`${origin}/${binding}`, { method: "POST", body: JSON.stringify(body) });
  assert.equal(answer.status, 200);
}

// handled is what the Worker has got of a queue so far, oldest first.
export async function handled(queue) {
  const all = await (await fetch(origin)).json();
  return all.filter((message) => message.queue === queue);
}

// until asks again and again for something that comes in its own time.
export async function until(what, ask) {
  for (const deadline = Date.now() + 15_000; Date.now() < deadline; await sleep(20)) {
    const answer = await ask();
    if (answer) return answer;
  }
  assert.fail(`${what}: not within 15 seconds`);
}

// create makes a queue that the test owns; with a consumer for pulling where
// settings are given for one.
export async function create(queue_name, consumer) {
  const queue = await queues.create({ ...account, queue_name });
  if (consumer) {
    await queues.consumers.create(queue.queue_id, { ...account, type: "http_pull", ...consumer });
  }
  return queue.queue_id;
}

// idOf finds a queue of the configuration.
export async function idOf(name) {
  const { result } = await queues.list(account, { query: { name } });
  assert.equal(result.length, 1, `one queue is called ${name}`);
  return result[0].queue_id;
}

// fails makes sure that a call is refused, as one of the client's error classes
// and with the code of the platform.
export async function fails(call, kind, code) {
  await assert.rejects(call, (err) => {
    assert.ok(err instanceof kind, `${err.constructor.name} is no ${kind.name}: ${err.message}`);
    assert.equal(err.errors[0]?.code, code, err.message);
    assert.ok(err.errors[0].message, "an error says what is wrong");
    return true;
  });
}

// decoded is the body of a message that was pulled or peeked at.
export function decoded(message) {
  if (message.metadata["CF-Content-Type"] === "text") return message.body;
  const bytes = Buffer.from(message.body, "base64");
  return message.metadata["CF-Content-Type"] === "json" ? JSON.parse(bytes) : bytes;
}
