import { fit, headBytes, size } from "./size";
import type { Change, Env, ImageRecord } from "./types";

export default {
  async fetch(request, env): Promise<Response> {
    const key = new URL(request.url).pathname.slice(1);
    if (key === "records") return records(env);
    if (!key.startsWith("photos/")) return new Response("PUT, GET and DELETE /photos/…, GET /records\n", { status: 404 });
    switch (request.method) {
      case "PUT":
        return store(key, request, env);
      case "GET":
        return serve(key, request, env);
      case "DELETE":
        await env.IMAGES.delete(key);
        return new Response(null, { status: 204 });
    }
    return new Response(null, { status: 405, headers: { Allow: "GET, PUT, DELETE" } });
  },

  async queue(batch, env): Promise<void> {
    await Promise.all(batch.messages.map((message) => handle(message, env)));
  },
} satisfies ExportedHandler<Env, Change>;

// The body goes straight into the bucket, however large it is.
async function store(key: string, request: Request, env: Env): Promise<Response> {
  if (!request.headers.get("content-type")?.startsWith("image/")) return new Response("Only images, please.\n", { status: 415 });
  const object = await env.IMAGES.put(key, request.body, { httpMetadata: request.headers });
  return Response.json({ key, bytes: object.size, etag: object.etag }, { status: 202 });
}

// Ranges and conditions are the bucket's business.
async function serve(key: string, request: Request, env: Env): Promise<Response> {
  const object = await env.IMAGES.get(key, { range: request.headers, onlyIf: request.headers });
  if (object === null) return new Response("There is no such image.\n", { status: 404 });
  const headers = new Headers({ etag: object.httpEtag });
  object.writeHttpMetadata(headers);
  if (!("body" in object)) return new Response(null, { status: 304, headers });
  if (!request.headers.has("range")) return new Response(object.body, { headers });
  const { offset = 0, length = object.size } = object.range as { offset?: number; length?: number };
  headers.set("content-range", `bytes ${offset}-${offset + length - 1}/${object.size}`);
  return new Response(object.body, { status: 206, headers });
}

async function records(env: Env): Promise<Response> {
  const { keys } = await env.RECORDS.list<ImageRecord>();
  return Response.json(Object.fromEntries(keys.map(({ name, metadata }) => [name, metadata])));
}

// A change tells what happened, not what is there now: a later one may have
// overtaken it, so what counts is the bucket.
async function handle(message: Message<Change>, env: Env): Promise<void> {
  const { key } = message.body.object;
  const object = await env.IMAGES.get(key, { range: { offset: 0, length: headBytes } });
  if (object === null) {
    await env.RECORDS.delete(key);
    console.log(`${key}: gone`);
    return;
  }
  const found = size(await object.bytes());
  if (found === null) {
    console.log(`${key}: neither a PNG nor a GIF`);
    return;
  }
  const record: ImageRecord = {
    ...found, etag: object.etag, bytes: object.size, type: object.httpMetadata?.contentType ?? "", thumbnail: fit(found, env.THUMBNAIL),
  };
  await env.RECORDS.put(key, JSON.stringify(record), { metadata: record });
  console.log(`${key}: ${found.width}x${found.height}, its thumbnail ${record.thumbnail.width}x${record.thumbnail.height}`);
}
