// Service-worker syntax: bindings and variables are globals, and events carry
// what a module's handlers get as arguments.
addEventListener("fetch", (event) => {
  event.respondWith(accept(event.request));
});

addEventListener("queue", (event) => {
  event.waitUntil(work(event));
});

async function accept(request) {
  await JOBS.send(await request.text(), { contentType: "text" });
  return new Response("accepted\n", { status: 202 });
}

async function work(event) {
  for (const message of event.messages) {
    console.log(`${GREETING} from job ${message.body} of ${event.queue}`);
    message.ack();
  }
}
