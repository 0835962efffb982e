import { price } from "./price";

interface Job { item: string; count: number; bad?: boolean; loop?: boolean }
interface Env { JOBS: Queue<Job>; STOCK: KVNamespace; DB: D1Database }

export default {
  async fetch(request: Request, env: Env, ctx: ExecutionContext): Promise<Response> {
    const url = new URL(request.url);
    switch (url.pathname) {
      case "/jobs":
        await env.JOBS.send(await request.json<Job>());
        return new Response("accepted", { status: 202 });
      case "/stock":
        return Response.json({ count: Number(await env.STOCK.get(url.searchParams.get("item")!)) });
      case "/later":
        ctx.waitUntil(new Promise<void>((done) => setTimeout(done, 60_000)).then(() => env.STOCK.put("later", "1")));
        return new Response("later");
      case "/stream": {
        const { readable, writable } = new TransformStream();
        const writer = writable.getWriter();
        const write = async () => {
          for (const part of ["a", "b", "c"]) {
            await writer.write(new TextEncoder().encode(part));
            await new Promise((done) => setTimeout(done, 1000));
          }
          await writer.close();
        };
        write();
        return new Response(readable);
      }
    }
    return new Response("not here", { status: 404 });
  },

  async queue(batch: MessageBatch<Job>, env: Env): Promise<void> {
    for (const message of batch.messages) {
      const { item, count, bad } = message.body;
      if (bad) {
        message.retry();
        continue;
      }
      const response = await fetch("https://prices.example.com/" + item, { method: "POST", body: JSON.stringify({ count }) });
      if (response.status === 429) {
        message.retry({ delaySeconds: 600 });
        continue;
      }
      await env.STOCK.put(item, String(price(count)));
      message.ack();
    }
  },

  async scheduled(controller: ScheduledController, env: Env): Promise<void> {
    await env.STOCK.put("checked", new Date(controller.scheduledTime).toISOString());
  },
} satisfies ExportedHandler<Env, Job>;
