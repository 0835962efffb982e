// A Worker that sends what is posted to it, and tells what it has handled.
const handled = [];

export default {
  async fetch(request, env) {
    if (request.method === "POST") {
      await env[new URL(request.url).pathname.slice(1)].send(await request.json());
    }
    return Response.json(handled);
  },
  async queue(batch) {
    for (const { id, body, attempts } of batch.messages) {
      handled.push({ queue: batch.queue, id, body, attempts });
    }
  },
};
