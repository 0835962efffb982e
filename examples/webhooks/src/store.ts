import { eq, sql } from "drizzle-orm";
import type { DrizzleD1Database } from "drizzle-orm/d1";
import { event, type Event, type Incoming } from "./events";
import { customers, events, rejected } from "./schema";

// store writes one webhook to the database. A webhook that comes twice, from the
// service or because a batch was delivered again, is written once: its row and
// what it means for the customer are one transaction.
export async function store(db: DrizzleD1Database, incoming: Incoming, attempts: number): Promise<string> {
  const checked = event.safeParse(incoming.body);
  if (!checked.success) {
    const reason = checked.error.issues.map((i) => `${i.path.join(".") || "body"}: ${i.message}`).join("; ");
    await db.insert(rejected).values({ source: incoming.source, reason, body: incoming.body });
    return `rejected: ${reason}`;
  }
  const seen = await db.select({ id: events.id }).from(events).where(eq(events.id, checked.data.id)).get();
  if (seen) return `${seen.id}: already there`;
  await db.batch([
    db.insert(events).values({
      id: checked.data.id, source: incoming.source, type: checked.data.type, payload: checked.data, received: new Date(incoming.received), attempts,
    }),
    meaning(db, checked.data),
  ]);
  return `${checked.data.id}: stored`;
}

// meaning is the change that an event makes to the customers.
function meaning(db: DrizzleD1Database, e: Event) {
  switch (e.type) {
    case "customer.created":
      return db.insert(customers).values(e.customer)
        .onConflictDoUpdate({ target: customers.id, set: { email: e.customer.email } });
    case "invoice.paid":
      return db.insert(customers).values({ id: e.invoice.customer, paid: e.invoice.amount })
        .onConflictDoUpdate({ target: customers.id, set: { paid: sql`${customers.paid} + ${e.invoice.amount}` } });
  }
}
