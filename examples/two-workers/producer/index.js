// The producer of a pair: it takes lines of text and sends each as a message.
// Run both with: paddock dev -c producer/wrangler.toml -c consumer/wrangler.toml
export default {
  async fetch(request, env) {
    const lines = (await request.text()).split("\n").filter((line) => line !== "");
    if (lines.length === 0) return new Response("POST lines of text.\n", { status: 400 });
    await env.EVENTS.sendBatch(lines.map((body) => ({ body, contentType: "text" })));
    return new Response(`${lines.length} events sent\n`, { status: 202 });
  },
};
