import { count, desc, sum } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import { Hono } from "hono";
import type { Incoming } from "./events";
import { customers, events, rejected } from "./schema";
import { verify } from "./signature";
import { store } from "./store";

interface Env {
  DB: D1Database;
  EVENTS: Queue<Incoming>;
  WEBHOOK_SECRET: string;
}

const app = new Hono<{ Bindings: Env }>();

app.post("/hooks/:source", async (c) => {
  const text = await c.req.text();
  if (!(await verify(c.env.WEBHOOK_SECRET, text, c.req.header("x-signature")))) {
    return c.json({ error: "the signature is wrong" }, 401);
  }
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return c.json({ error: "the body is not JSON" }, 400);
  }
  await c.env.EVENTS.send({ source: c.req.param("source"), received: Date.now(), body });
  return c.json({ queued: true }, 202);
});

app.get("/events", async (c) => {
  const db = drizzle(c.env.DB);
  return c.json(await db.select().from(events).orderBy(desc(events.received), events.id).limit(50));
});

app.get("/stats", async (c) => {
  const db = drizzle(c.env.DB);
  const [byType, people, [bad]] = await db.batch([
    db.select({ type: events.type, events: count() }).from(events).groupBy(events.type).orderBy(events.type),
    db.select({ customers: count(), paid: sum(customers.paid).mapWith(Number) }).from(customers),
    db.select({ rejected: count() }).from(rejected),
  ]);
  return c.json({ byType, ...people[0], ...bad });
});

export default {
  fetch: app.fetch,

  async queue(batch, env): Promise<void> {
    const db = drizzle(env.DB);
    for (const message of batch.messages) {
      try {
        console.log(await store(db, message.body, message.attempts));
        message.ack();
      } catch (error) {
        console.warn(`${message.id}: attempt ${message.attempts} failed:`, error);
        message.retry();
      }
    }
  },
} satisfies ExportedHandler<Env, Incoming>;
