import { links, title } from "./html";
import { Later, visit } from "./visit";
import type { Env, Page } from "./types";

export default {
  // POST a URL to begin there; GET lists what was seen.
  async fetch(request, env): Promise<Response> {
    if (request.method === "POST") {
      const url = URL.parse(await request.text());
      if (url === null) return new Response("That is not a URL.\n", { status: 400 });
      await env.PAGES.send({ url: url.href, depth: 0 });
      return new Response(`${url.href} is to be crawled\n`, { status: 202 });
    }
    const { keys } = await env.SEEN.list<{ status: number; title: string }>();
    return new Response(keys.map((k) => `${k.metadata?.status} ${k.name} ${k.metadata?.title}\n`).join(""));
  },

  async queue(batch, env): Promise<void> {
    for (const message of batch.messages) {
      if (batch.queue === "pages-dead") {
        console.error(`given up: ${message.body.url}`);
        message.ack();
      } else {
        await crawl(message, env);
      }
    }
  },
} satisfies ExportedHandler<Env, Page>;

async function crawl(message: Message<Page>, env: Env): Promise<void> {
  const { url, depth } = message.body;
  if ((await env.SEEN.get(url)) !== null) return message.ack(); // two pages may link to it
  try {
    const response = await visit(url, message.attempts, env);
    const html = response.ok ? await response.text() : "";
    const found = depth < env.MAX_DEPTH ? links(html, url) : [];
    const unseen = await newOnes(found, env);
    if (unseen.length > 0) await env.PAGES.sendBatch(unseen.map((link) => ({ body: { url: link, depth: depth + 1 } })));
    await env.SEEN.put(url, html, {
      expirationTtl: 24 * 60 * 60,
      metadata: { status: response.status, title: title(html) },
    });
    console.log(`${response.status} ${url}: ${found.length} links, ${unseen.length} new`);
    message.ack();
  } catch (error) {
    if (!(error instanceof Later)) throw error;
    console.warn(`${url}: ${error.message}, again in ${error.seconds} s`);
    message.retry({ delaySeconds: error.seconds });
  }
}

// newOnes leaves out what was seen, a hundred at a time.
async function newOnes(found: string[], env: Env): Promise<string[]> {
  const unseen: string[] = [];
  for (let n = 0; n < found.length; n += 100) {
    const seen = await env.SEEN.get(found.slice(n, n + 100));
    for (const [url, html] of seen) if (html === null) unseen.push(url);
  }
  return unseen;
}
