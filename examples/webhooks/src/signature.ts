// verify checks the signature of a webhook: the HMAC of its body, in hex.
export async function verify(secret: string, body: string, signature: string | undefined): Promise<boolean> {
  if (!signature || !/^([0-9a-f]{2}){32}$/.test(signature)) return false;
  const bytes = Uint8Array.from(signature.match(/../g)!, (pair) => parseInt(pair, 16));
  const encoder = new TextEncoder();
  const key = await crypto.subtle.importKey("raw", encoder.encode(secret), { name: "HMAC", hash: "SHA-256" }, false, ["verify"]);
  return crypto.subtle.verify("HMAC", key, bytes, encoder.encode(body));
}
