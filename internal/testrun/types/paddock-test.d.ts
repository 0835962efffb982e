// Types of the module "paddock:test", as `paddock test` provides it.
declare module "paddock:test" {
  /** Milliseconds, or a text such as "90s", "1h30m", "7d". */
  type Duration = number | string;

  /** A message that lies in a queue. */
  interface StoredMessage<Body = any> {
    id: string;
    body: Body;
    contentType: "json" | "text" | "bytes" | "v8";
    /** Deliveries so far. */
    attempts: number;
    timestamp: Date;
    state: "ready" | "delayed" | "in flight";
    /** When a delayed message becomes deliverable. */
    due?: Date;
    /** Why its last delivery failed, in a line. */
    error?: string;
  }

  /** What became of one delivery of one message. */
  interface Outcome<Body = any> {
    queue: string;
    id: string;
    body: Body;
    attempts: number;
    /** "returned" means that it went back without an attempt being counted. */
    outcome: "acked" | "retried" | "dead-lettered" | "dropped" | "returned";
    /** Of a retried message. */
    delaySeconds?: number;
    deadLetterQueue?: string;
    error?: string;
    at: Date;
  }

  /** One batch that a consumer was given. */
  interface Delivery<Body = any> {
    batch: string;
    queue: string;
    worker: string;
    at: Date;
    /** Virtual milliseconds. */
    took?: number;
    /** "lost" means that the isolate died, or was taken away, before the end. */
    outcome: "running" | "ok" | "exception" | "lost";
    error?: string;
    messages: (Outcome<Body> | Pick<Outcome<Body>, "id" | "body" | "attempts">)[];
  }

  interface DeadLetter<Body = any> {
    id: string;
    body: Body;
    attempts: number;
    error?: string;
    /** Where it went. */
    queue: string;
    at: Date;
  }

  interface TestQueue<Body = any> {
    readonly name: string;
    send(body: Body, options?: { contentType?: "json" | "text" | "bytes" | "v8"; delaySeconds?: number }): Promise<unknown>;
    /** What lies in the queue now. */
    messages(): Promise<StoredMessage<Body>[]>;
    /** What this queue's consumer gave up since the test began. */
    deadLetters(): Promise<DeadLetter<Body>[]>;
    /** The batches delivered since the test began. */
    deliveries(): Promise<Delivery<Body>[]>;
    outcomes(): Promise<Outcome<Body>[]>;
    metrics(): Promise<{ backlogCount: number; backlogBytes: number; oldestMessageTimestamp: number | Date | undefined }>;
  }

  /** Looks at a queue of the configuration. */
  export function queue<Body = any>(name: string): TestQueue<Body>;

  /** Sends a message, as a producer binding would. It resolves once the message is stored. */
  export function send(queue: string, body: unknown, options?: { contentType?: "json" | "text" | "bytes" | "v8"; delaySeconds?: number }): Promise<unknown>;

  /**
   * Lets virtual time pass until the Workers have nothing left to do: batches that wait to fill, delays, retries,
   * waitUntil work. Retention and cron triggers do not keep it going. It rejects, and says what kept it going, after
   * 10 000 batches or 400 days.
   */
  export function drain(bounds?: { batches?: number; within?: Duration }): Promise<void>;

  /** Lets this much virtual time pass, with everything that is due on the way, cron triggers included. */
  export function advance(time: Duration): Promise<void>;

  /** What became of every message delivered since the test began, in order. */
  export function outcomes(): Promise<Outcome[]>;

  /** The console lines since the test began. */
  export function logs(): { level: "debug" | "info" | "warn" | "error"; text: string }[];

  /**
   * Lets the next batches go wrong, of one queue or of any, until the test ends: failBatches of them fail before the
   * handler is called; kill ends the invocation where it first waits, as if its isolate had died; duplicate delivers a
   * batch a second time after its first end, whatever that was.
   */
  export function faults(next: { queue?: string; failBatches?: number; duplicate?: number; kill?: number }): void;

  type Reply = Response | Error | string | number | null | { status?: number; statusText?: string; headers?: HeadersInit; body?: unknown; json?: unknown } | Record<string, unknown> | unknown[];

  interface FetchMock {
    /** The requests that it answered. */
    readonly calls: Request[];
    readonly count: number;
    remove(): void;
  }

  /**
   * Answers fetch() until the test, or the suite around a hook, ends. A text is a whole URL, with * for anything. The
   * newest mock that matches answers. A reply that is neither a Response nor has status, headers, body or json is JSON.
   */
  export function mockFetch(
    url: string | URL | RegExp | URLPattern | ((request: Request) => boolean | Promise<boolean>),
    reply: Reply | ((request: Request) => Reply | Promise<Reply>),
    options?: { method?: string; times?: number },
  ): FetchMock;

  /** Lets requests to URLs that begin so out into the network. */
  export function allowFetch(url?: string | URL | RegExp | ((request: Request) => boolean)): void;
}

/** What simulate.js exports, and is given, when `paddock simulate` runs. */
declare namespace PaddockSimulation {
  interface Workload {
    /** Sends a message, as JSON unless contentType says "text". */
    send(queue: string, body: unknown, options?: { contentType?: "json" | "text"; delaySeconds?: number }): void;
    /**
     * A client asks a Worker: a path, or a whole URL. json makes it a POST, as body does. worker is that of the first
     * configuration unless named. A client repeats a request that was answered 5xx, 429 or not at all, 4 times at most
     * unless retries says otherwise; one with retries: 0 is never disturbed.
     */
    request(
      url: string,
      options?: { method?: string; headers?: Record<string, string>; body?: string; json?: unknown; worker?: string; retries?: number },
    ): void;
    /** From 0 to 1; follows from the seed. */
    random(): number;
  }

  /** export function workload(w: PaddockSimulation.Workload) */
  type WorkloadFunction = (workload: Workload) => void | Promise<void>;

  interface ServiceRequest {
    method: string;
    url: string;
    headers: Record<string, string>;
    body: string;
  }

  interface ServiceAnswer {
    /** 200 unless given. */
    status?: number;
    headers?: Record<string, string>;
    body?: string;
    json?: unknown;
  }

  /** export function service(request: PaddockSimulation.ServiceRequest): answers fetch(). */
  type ServiceFunction = (request: ServiceRequest) => ServiceAnswer | void | Promise<ServiceAnswer | void>;

  /** What came of a run. */
  interface Outcome<Env = any> {
    env: Env;
    /** Of fetch(), and with the method CALL of the methods of Workers that are not there. */
    requests: { method: string; url: string; idempotencyKey?: string; body: string; performed: boolean }[];
    messages: string[];
    state: string[];
  }
}

/** An invariant of the project's own, for simulate.js: fn throws, or returns false, when it does not hold. */
declare function invariant(name: string, fn: (outcome: PaddockSimulation.Outcome) => unknown): void;
