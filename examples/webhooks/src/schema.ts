import { sql } from "drizzle-orm";
import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { Event } from "./events";

// The tables of the database, as migrations/ makes them.

export const events = sqliteTable("events", {
  id: text("id").primaryKey(),
  source: text("source").notNull(),
  type: text("type").notNull(),
  payload: text("payload", { mode: "json" }).$type<Event>().notNull(),
  received: integer("received", { mode: "timestamp_ms" }).notNull(),
  attempts: integer("attempts").notNull(),
}, (t) => [index("events_by_time").on(t.received)]);

export const customers = sqliteTable("customers", {
  id: text("id").primaryKey(),
  email: text("email"),
  paid: integer("paid").notNull().default(0),
});

export const rejected = sqliteTable("rejected", {
  id: integer("id").primaryKey({ autoIncrement: true }),
  source: text("source").notNull(),
  reason: text("reason").notNull(),
  body: text("body", { mode: "json" }).notNull(),
  at: text("at").notNull().default(sql`CURRENT_TIMESTAMP`),
});
