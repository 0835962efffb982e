export interface Page {
  url: string;
  depth: number; // links followed from where it began
}

export interface Env {
  MAX_DEPTH: number;
  SEEN: KVNamespace;
  POLITE: RateLimit;
  PAGES: Queue<Page>;
}
