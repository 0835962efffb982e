// links finds where a page leads on its own host, each once.
export function links(html: string, base: string): string[] {
  const found = new Set<string>();
  for (const [, href] of html.matchAll(/<a\s[^>]*href="([^"]*)"/gi)) {
    const url = URL.parse(href, base);
    if (url === null || url.host !== new URL(base).host) continue;
    url.hash = "";
    found.add(url.href);
  }
  return [...found];
}

export function title(html: string): string {
  return /<title>([^<]*)<\/title>/i.exec(html)?.[1].trim() ?? "";
}
