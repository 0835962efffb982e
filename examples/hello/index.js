// The smallest producer and consumer: every request becomes a message, and
// every batch of messages is logged.
export default {
  async fetch(request, env) {
    const name = new URL(request.url).searchParams.get("name") ?? "world";
    await env.GREETINGS.send({ name, at: Date.now() });
    return new Response(`A greeting for ${name} is on its way.\n`);
  },

  async queue(batch, env, ctx) {
    for (const message of batch.messages) {
      console.log(`Hello, ${message.body.name}! (message ${message.id}, attempt ${message.attempts})`);
    }
    // Returning acknowledges the whole batch.
  },
};
