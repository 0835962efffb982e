// Every interface of the queue API by its name in the platform's types, used
// the way a typed Worker uses it. It is type-checked against those types, and run.
interface Job {
  id: string;
}

interface Env {
  readonly JOBS: Queue<Job>;
}

const sendOptions: QueueSendOptions = { contentType: "v8", delaySeconds: 1 };
const batchOptions: QueueSendBatchOptions = { delaySeconds: 2 };
const retryOptions: QueueRetryOptions = { delaySeconds: 3 };
const contentTypes: QueueContentType[] = ["text", "bytes", "json", "v8"];

function* requests(): Iterable<MessageSendRequest<Job>> {
  for (const contentType of contentTypes.slice(2)) {
    yield { body: { id: contentType }, contentType, delaySeconds: 0 };
  }
}

async function send(queue: Queue<Job>): Promise<void> {
  await queue.send({ id: "plain" });
  await queue.send({ id: "options" }, sendOptions);
  await queue.sendBatch(requests());
  await queue.sendBatch([{ body: { id: "batch" } }], batchOptions);
}

function describe(message: Message<Job>): string {
  const { id, timestamp, attempts, body } = message;
  return `${body.id} ${id.length} ${timestamp.getTime() > 0} ${attempts}`;
}

function settle(batch: MessageBatch<Job>): void {
  const messages: readonly Message<Job>[] = batch.messages;
  for (const message of messages) {
    if (message.body.id === "plain" && message.attempts === 1) message.retry(retryOptions);
    else message.ack();
  }
  if (batch.queue === "other") batch.retryAll(retryOptions);
  if (batch.queue === "another") batch.ackAll();
}

export default {
  async scheduled(controller: ScheduledController, env: Env, ctx: ExecutionContext): Promise<void> {
    ctx.waitUntil(send(env.JOBS));
    console.log(controller.cron);
  },
  async queue(batch, env, ctx): Promise<void> {
    for (const message of batch.messages) console.log(describe(message));
    settle(batch);
  },
} satisfies ExportedHandler<Env, Job>;
