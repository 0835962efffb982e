import { charge, Declined } from "./payment";
import type { Env, Order } from "./types";

export default {
  async fetch(request, env): Promise<Response> {
    if (request.method !== "POST") {
      return new Response("POST an order: {\"id\": \"o-1\", \"amount\": 25}\n", { status: 405, headers: { Allow: "POST" } });
    }
    const orders = await readOrders(request);
    if (orders === null) return new Response("That is not an order, nor a list of orders.\n", { status: 400 });
    await env.ORDERS.sendBatch(orders.map((body) => ({ body, contentType: "json" as const })));
    const { backlogCount } = await env.ORDERS.metrics();
    return Response.json({ accepted: orders.length, backlog: backlogCount }, { status: 202 });
  },

  async queue(batch, env): Promise<void> {
    if (batch.queue === "orders-dead") return giveUp(batch);
    await Promise.all(batch.messages.map((message) => handle(message, env)));
  },
} satisfies ExportedHandler<Env, Order>;

async function readOrders(request: Request): Promise<Order[] | null> {
  const body: unknown = await request.json().catch(() => null);
  const list = Array.isArray(body) ? body : [body];
  return list.length > 0 && list.every(isOrder) ? list : null;
}

function isOrder(value: unknown): value is Order {
  const order = value as Order | null;
  return typeof order?.id === "string" && typeof order.amount === "number";
}

// Each message gets its own outcome: one bad order does not repeat the others.
async function handle(message: Message<Order>, env: Env): Promise<void> {
  const { id, amount } = message.body;
  try {
    const receipt = await charge(message.body, env);
    console.log(`${id}: charged ${amount} ${env.CURRENCY}, receipt ${receipt}`);
    message.ack();
  } catch (error) {
    if (!(error instanceof Declined)) throw error;
    const delaySeconds = 2 ** message.attempts;
    console.warn(`${id}: ${error.message}, attempt ${message.attempts}, again in ${delaySeconds} s`);
    message.retry({ delaySeconds });
  }
}

function giveUp(batch: MessageBatch<Order>): void {
  for (const message of batch.messages) {
    console.error(`${message.body.id}: given up, a person must look at it`);
  }
  batch.ackAll();
}
