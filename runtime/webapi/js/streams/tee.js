// ---- tee

const tee = (s) => {
	const reader = acquire(s, false), bytes = s.ctrl.byte;
	const branches = [newReadable(), newReadable()];
	const gone = [false, false], reasons = [undefined, undefined];
	const cancelled = deferred();
	let busy = false, again = false;
	const each = (fn) => branches.forEach((b, n) => { if (!gone[n]) fn(b.ctrl, n); });

	const pull = () => {
		if (busy) {
			again = true;
			return Promise.resolve(undefined);
		}
		busy = true;
		readFrom(reader, {
			chunk: (chunk) => queueMicrotask(() => {
				again = false;
				let failed = false;
				each((c, n) => {
					if (failed) return;
					if (!bytes) {
						defaultEnqueue(c, chunk);
						return;
					}
					try {
						byteEnqueue(c, n === 0 && !gone[1] ? new Uint8Array(native.copy(chunk)) : chunk);
					} catch (e) {
						failed = true;
						each((other) => byteError(other, e));
						cancelled.resolve(readableCancel(s, e));
					}
				});
				busy = false;
				if (again) pull();
			}),
			close: () => {
				busy = false;
				each((c) => {
					if (bytes) {
						byteClose(c);
						if (c.pending.length > 0) respond(c, 0);
					} else defaultClose(c);
				});
				if (!gone[0] || !gone[1]) cancelled.resolve(undefined);
			},
			error: () => { busy = false; },
		});
		return Promise.resolve(undefined);
	};
	const cancel = (n) => (reason) => {
		gone[n] = true;
		reasons[n] = reason;
		if (gone[1 - n]) cancelled.resolve(readableCancel(s, reasons.slice()));
		return cancelled.promise;
	};
	branches.forEach((b, n) => {
		const algorithms = { start: nothing, pull, cancel: cancel(n) };
		if (bytes) byteSetUp(b, algorithms, 0, undefined);
		else defaultSetUp(b, algorithms, 1, () => 1);
	});
	reader.closed.promise.then(undefined, (e) => {
		branches.forEach((b) => (bytes ? byteError : defaultError)(b.ctrl, e));
		if (!gone[0] || !gone[1]) cancelled.resolve(undefined);
	});
	return branches;
};
