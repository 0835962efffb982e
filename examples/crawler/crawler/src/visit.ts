import type { Env } from "./types";

// Later says that a page is to be visited again after a while.
export class Later extends Error {
  constructor(why: string, readonly seconds: number) {
    super(why);
  }
}

// visit fetches a page, if its host may be asked now and can answer.
export async function visit(url: string, attempts: number, env: Env): Promise<Response> {
  const { host } = new URL(url);
  const { success } = await env.POLITE.limit({ key: host });
  if (!success) throw new Later(`${host} was asked often enough`, 10);
  let response: Response;
  try {
    response = await fetch(url, { headers: { "User-Agent": "paddock-example-crawler" } });
  } catch (error) {
    throw new Later(`cannot be reached (${error})`, backoff(attempts));
  }
  if (response.status === 429 || response.status >= 500) {
    await response.body?.cancel();
    throw new Later(`answered ${response.status}`, backoff(attempts));
  }
  return response;
}

// backoff doubles with each attempt, up to an hour.
function backoff(attempts: number): number {
  return Math.min(2 ** attempts, 3600);
}
