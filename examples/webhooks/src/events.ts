import { z } from "zod";

// What the services that call us tell.

const created = z.object({
  id: z.string().min(1),
  type: z.literal("customer.created"),
  customer: z.object({ id: z.string(), email: z.email() }),
});

const paid = z.object({
  id: z.string().min(1),
  type: z.literal("invoice.paid"),
  invoice: z.object({ customer: z.string(), amount: z.number().int().positive() }),
});

export const event = z.discriminatedUnion("type", [created, paid]);
export type Event = z.infer<typeof event>;

// What travels through the queue: the body is checked by the consumer, so that a
// service that changes its events does not get errors.
export interface Incoming {
  source: string;
  received: number;
  body: unknown;
}
