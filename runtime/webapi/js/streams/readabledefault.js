// ---- ReadableStreamDefaultController

const defaultFromSource = (s, from, mark, size) => {
	const call = (fn) => fn === undefined ? undefined : (...args) => fn.apply(from.object, args);
	const pull = call(from.pull), cancel = call(from.cancel);
	defaultSetUp(s, {
		start: (c) => from.start === undefined ? undefined : from.start.call(from.object, controllerShell(c)),
		pull: pull === undefined ? undefined : (c) => pull(controllerShell(c)),
		cancel,
	}, mark, size);
};

// defaultSetUp connects a stream to algorithms that take the record of the
// controller; each may be missing.
const defaultSetUp = (s, { start, pull, cancel }, mark, size) => {
	const c = {
		byte: false, stream: s, queue: new Queue(), total: 0, started: false, closing: false, again: false, pulling: false,
		mark, size, pull, cancel, pub: null,
	};
	s.ctrl = c;
	react(start(c), () => {
		c.started = true;
		defaultPullIfNeeded(c);
	}, (e) => defaultError(c, e));
};

const defaultOpen = (c) => !c.closing && c.stream.state === "readable";
const defaultDesired = (c) => {
	const { state } = c.stream;
	return state === "errored" ? null : state === "closed" ? 0 : c.mark - c.total;
};

const wantsPull = (c) => defaultOpen(c) && c.started && (waiting(c.stream) > 0 || c.mark - c.total > 0);

const defaultPullIfNeeded = (c) => {
	if (!wantsPull(c)) return;
	if (c.pulling) {
		c.again = true;
		return;
	}
	if (c.pull === undefined) return;
	c.pulling = true;
	react(attempt(() => c.pull(c)), () => {
		c.pulling = false;
		if (c.again) {
			c.again = false;
			defaultPullIfNeeded(c);
		}
	}, (e) => defaultError(c, e));
};

const defaultForget = (c) => { c.pull = c.cancel = undefined; c.size = null; };

const defaultClose = (c) => {
	if (!defaultOpen(c)) return;
	c.closing = true;
	if (c.queue.length > 0) return;
	defaultForget(c);
	readableClose(c.stream);
};

const defaultEnqueue = (c, chunk) => {
	if (!defaultOpen(c)) return;
	if (waiting(c.stream) > 0) {
		fulfillRead(c.stream, chunk, false);
	} else {
		let size;
		try {
			size = checkSize(c.size(chunk));
		} catch (e) {
			defaultError(c, e);
			throw e;
		}
		c.queue.push({ chunk, size });
		c.total += size;
	}
	defaultPullIfNeeded(c);
};

const defaultError = (c, e) => {
	if (c.stream.state !== "readable") return;
	c.queue.clear();
	c.total = 0;
	defaultForget(c);
	readableError(c.stream, e);
};

const defaultCancel = (c, reason) => {
	c.queue.clear();
	c.total = 0;
	const { cancel } = c;
	defaultForget(c);
	return cancel === undefined ? Promise.resolve(undefined) : attempt(() => cancel(reason));
};

const defaultPull = (c, request) => {
	if (c.queue.length === 0) {
		c.stream.reader.requests.push(request);
		defaultPullIfNeeded(c);
		return;
	}
	const { chunk, size } = c.queue.shift();
	c.total = Math.max(0, c.total - size); // what rounding leaves, stays
	if (c.closing && c.queue.length === 0) {
		defaultForget(c);
		readableClose(c.stream);
	} else defaultPullIfNeeded(c);
	request.chunk(chunk);
};

let controllerRecord;

class ReadableStreamDefaultController {
	#c;
	constructor(token = undefined, c = undefined) {
		if (token !== TOKEN) throw new TypeError("Illegal constructor");
		this.#c = c;
	}
	get desiredSize() { return defaultDesired(controllerRecord(this)); }
	close() {
		const c = controllerRecord(this);
		if (!defaultOpen(c)) throw new TypeError("The stream is not in a state that permits close.");
		defaultClose(c);
	}
	enqueue(chunk = undefined) {
		const c = controllerRecord(this);
		if (!defaultOpen(c)) throw new TypeError("The stream is not in a state that permits enqueue.");
		defaultEnqueue(c, chunk);
	}
	error(e = undefined) { defaultError(controllerRecord(this), e); }
	static {
		controllerRecord = (o) => typeof o === "object" && o !== null && #c in o ? o.#c : illegal();
	}
}

const controllerShell = (c) => c.pub ??= new ReadableStreamDefaultController(TOKEN, c);

publish(ReadableStreamDefaultController, "ReadableStreamDefaultController");
