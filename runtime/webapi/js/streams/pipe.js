// ---- pipeTo

const pipeOptions = (options) => {
	const o = dictionary(options, "The options of a pipe");
	const preventAbort = Boolean(o.preventAbort), preventCancel = Boolean(o.preventCancel), preventClose = Boolean(o.preventClose);
	const { signal } = o;
	if (signal !== undefined && !native.events().isSignal(signal)) throw new TypeError("The signal of a pipe is not an AbortSignal.");
	return { preventAbort, preventCancel, preventClose, signal };
};

const pipe = (s, w, { preventAbort, preventCancel, preventClose, signal }) => {
	const reader = acquire(s, false), writer = acquireWriter(w), done = deferred();
	s.disturbed = true;
	let shuttingDown = false, forget = noop, lastWrite = Promise.resolve(undefined);

	const finish = (failed, e) => {
		releaseWriter(writer);
		release(reader);
		forget();
		if (failed) done.reject(e);
		else done.resolve(undefined);
	};

	// shutdown waits for the chunks that have been read, acts, and ends the pipe.
	const shutdown = (action, failed, e) => {
		if (shuttingDown) return;
		shuttingDown = true;
		const act = () => {
			if (action === undefined) finish(failed, e);
			else react(action(), () => finish(failed, e), (other) => finish(true, other));
		};
		const settle = () => {
			if (w.state !== "writable" || closeQueued(w)) act();
			else afterWrites(act);
		};
		settle();
	};
	const afterWrites = (then) => {
		const last = lastWrite;
		const again = () => { if (last === lastWrite) then(); else afterWrites(then); };
		after(last, again, again);
	};

	const onAbort = () => {
		const { reason } = signal;
		shutdown(() => {
			const actions = [];
			if (!preventAbort && w.state === "writable") actions.push(writableAbort(w, reason));
			if (!preventCancel && s.state === "readable") actions.push(readableCancel(s, reason));
			return both(actions);
		}, true, reason);
	};
	const sourceFailed = (e) => {
		if (preventAbort) shutdown(undefined, true, e);
		else shutdown(() => writableAbort(w, e), true, e);
	};
	const destinationFailed = (e) => {
		if (preventCancel) shutdown(undefined, true, e);
		else shutdown(() => readableCancel(s, e), true, e);
	};
	const sourceClosed = () => {
		if (preventClose) shutdown(undefined, false, undefined);
		else shutdown(() => closeWithErrors(w), false, undefined);
	};

	const step = () => {
		if (shuttingDown) return;
		if (w.state === "writable" && !closeQueued(w) && writerDesired(writer) <= 0) {
			after(writer.ready.promise, step, noop);
			return;
		}
		readFrom(reader, {
			chunk: (chunk) => {
				// A microtask later, so that a chunk that is there already does
				// not make the source pull while it still enqueues.
				microtask(() => {
					if (writer.stream === null) return;
					lastWrite = writerWrite(writer, chunk);
					handled(lastWrite);
					step();
				});
			},
			close: noop,
			error: noop,
		});
	};

	if (signal !== undefined) {
		if (signal.aborted) {
			onAbort();
			return done.promise;
		}
		forget = native.events().onAbort(signal, onAbort);
	}
	if (s.state === "errored") sourceFailed(s.error);
	else if (w.state === "erroring" || w.state === "errored") destinationFailed(w.error);
	else if (s.state === "closed") sourceClosed();
	else if (closeQueued(w) || w.state === "closed") destinationFailed(new TypeError("The destination of the pipe is closed."));
	after(reader.closed.promise, sourceClosed, sourceFailed);
	after(writer.closed.promise, noop, destinationFailed);
	step();
	return done.promise;
};

// both follows up to two promises, and fails with the first that does.
const both = (promises) => {
	const d = deferred();
	let left = promises.length;
	if (left === 0) d.resolve(undefined);
	for (const p of promises) after(p, () => { if (--left === 0) d.resolve(undefined); }, d.reject);
	return d.promise;
};

const closeWithErrors = (w) => {
	if (closeQueued(w) || w.state === "closed") return Promise.resolve(undefined);
	if (w.state === "errored") return Promise.reject(w.error);
	return writableClose(w);
};
