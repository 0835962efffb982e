import type { Env, Order } from "./types";

/** A refusal that may pass: worth another attempt. */
export class Declined extends Error {
  override name = "Declined";
}

/** Stands in for a payment service: large amounts are declined. */
export async function charge(order: Order, env: Env): Promise<string> {
  if (order.amount > env.MAX_AMOUNT) {
    throw new Declined(`${order.amount} ${env.CURRENCY} is over the limit of ${env.MAX_AMOUNT}`);
  }
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(order.id));
  return [...new Uint8Array(digest.slice(0, 4))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
