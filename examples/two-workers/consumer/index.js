import { WorkerEntrypoint } from "cloudflare:workers";

// The consumer of a pair, as a class. It has no fetch handler: the queue is its only door.
export default class extends WorkerEntrypoint {
  async queue(batch) {
    for (const message of batch.messages) {
      if (message.body.includes("fail")) message.retry();
    }
    this.ctx.waitUntil(this.archive(batch.messages.map((message) => message.body)));
  }

  async archive(events) {
    console.log(`archived ${events.length}:`, events);
  }
}
