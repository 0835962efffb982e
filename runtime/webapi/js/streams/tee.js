// ---- tee

// tee makes two streams that give what s gives. clone, if given, makes the second
// stream's copy of each chunk; bytes are copied in any case.
const tee = (s, clone = undefined) => s.ctrl.byte ? teeBytes(s) : teeChunks(s, clone);

// branching is what both kinds of tee share: which branches have been cancelled,
// and what becomes of the source then.
const branching = (s, branches) => {
	const reasons = [undefined, undefined], done = deferred();
	const t = {
		gone: [false, false],
		cancel: (n) => (reason) => {
			t.gone[n] = true;
			reasons[n] = reason;
			if (t.gone[1 - n]) done.resolve(readableCancel(s, reasons.slice()));
			return done.promise;
		},
		// settle ends the wait of a branch that was cancelled alone.
		settle: () => { if (!t.gone[0] || !t.gone[1]) done.resolve(undefined); },
		// fail gives up on a chunk that cannot be copied.
		fail: (e) => {
			for (const b of branches) anyError(b.ctrl, e);
			done.resolve(readableCancel(s, e));
		},
	};
	return t;
};

const anyError = (c, e) => (c.byte ? byteError : defaultError)(c, e);

const teeChunks = (s, clone) => {
	const reader = acquire(s, false), branches = [newReadable(), newReadable()], t = branching(s, branches);
	let busy = false, again = false;
	const pull = () => {
		if (busy) {
			again = true;
			return Promise.resolve(undefined);
		}
		busy = true;
		readFrom(reader, {
			chunk: (chunk) => microtask(() => {
				again = false;
				let second = chunk;
				if (clone !== undefined && !t.gone[1]) {
					try {
						second = clone(chunk);
					} catch (e) {
						t.fail(e);
						return;
					}
				}
				if (!t.gone[0]) defaultEnqueue(branches[0].ctrl, chunk);
				if (!t.gone[1]) defaultEnqueue(branches[1].ctrl, second);
				busy = false;
				if (again) pull();
			}),
			close: () => {
				busy = false;
				branches.forEach((b, n) => { if (!t.gone[n]) defaultClose(b.ctrl); });
				t.settle();
			},
			error: () => { busy = false; },
		});
		return Promise.resolve(undefined);
	};
	branches.forEach((b, n) => defaultSetUp(b, { start: nothing, pull, cancel: t.cancel(n) }, 1, () => 1));
	after(reader.closed.promise, undefined, (e) => {
		for (const b of branches) defaultError(b.ctrl, e);
		t.settle();
	});
	return branches;
};

// teeBytes reads into the buffer of a branch that offers one, and changes its
// reader to do so.
const teeBytes = (s) => {
	const branches = [newReadable(), newReadable()], t = branching(s, branches);
	let reader, busy = false, again = [false, false];

	const use = (byob) => {
		if (reader !== undefined && reader.byob === byob) return;
		if (reader !== undefined) release(reader);
		const mine = reader = acquire(s, byob);
		after(mine.closed.promise, undefined, (e) => {
			if (mine !== reader) return;
			for (const b of branches) byteError(b.ctrl, e);
			t.settle();
		});
	};
	const next = () => {
		busy = false;
		if (again[0]) pull(0);
		else if (again[1]) pull(1);
	};
	const copyOf = (chunk) => {
		try {
			return new Uint8Array(native.copy(chunk));
		} catch (e) {
			t.fail(e);
			return null;
		}
	};
	const closeBoth = () => {
		busy = false;
		branches.forEach((b, n) => { if (!t.gone[n]) byteClose(b.ctrl); });
	};

	const pullDefault = () => {
		use(false);
		readFrom(reader, {
			chunk: (chunk) => microtask(() => {
				again = [false, false];
				let second = chunk;
				if (!t.gone[0] && !t.gone[1] && (second = copyOf(chunk)) === null) return;
				if (!t.gone[0]) byteEnqueue(branches[0].ctrl, chunk);
				if (!t.gone[1]) byteEnqueue(branches[1].ctrl, second);
				next();
			}),
			close: () => {
				closeBoth();
				for (const b of branches) if (b.ctrl.pending.length > 0) respond(b.ctrl, 0);
				t.settle();
			},
			error: () => { busy = false; },
		});
	};
	const pullInto = (view, n) => {
		use(true);
		const mine = branches[n], other = branches[1 - n];
		readInto(reader, view, 1, {
			chunk: (chunk) => microtask(() => {
				again = [false, false];
				const gone = t.gone[n];
				if (!t.gone[1 - n]) {
					const copy = copyOf(chunk);
					if (copy === null) return;
					if (!gone) respondWith(mine.ctrl, chunk);
					byteEnqueue(other.ctrl, copy);
				} else if (!gone) respondWith(mine.ctrl, chunk);
				next();
			}),
			close: (chunk) => {
				closeBoth();
				if (chunk !== undefined) {
					if (!t.gone[n]) respondWith(mine.ctrl, chunk);
					if (!t.gone[1 - n] && other.ctrl.pending.length > 0) respond(other.ctrl, 0);
				}
				t.settle();
			},
			error: () => { busy = false; },
		});
	};
	const pull = (n) => {
		if (busy) {
			again[n] = true;
			return Promise.resolve(undefined);
		}
		busy = true;
		const request = byobRequestOf(branches[n].ctrl);
		if (request === null) pullDefault();
		else pullInto(request.view, n);
		return Promise.resolve(undefined);
	};

	use(false);
	branches.forEach((b, n) => byteSetUp(b, { start: nothing, pull: () => pull(n), cancel: t.cancel(n) }, 0, undefined));
	return branches;
};
