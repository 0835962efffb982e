// finished and pipeline: following streams to their ends.
(function (native) {
	"use strict";
	const { codes, validators, AbortError } = native.require("internal/errors");
	const { nextTick, onAbort, asyncIterator } = native.require("internal/tasks");
	const { bound } = native.require("internal/context");
	const { errors } = native.require("internal/stream-base");
	const isNodeStream = (v) => v !== null && typeof v === "object" && (v._readableState || v._writableState || typeof v.write === "function" && typeof v.on === "function" || typeof v.pipe === "function" && typeof v.on === "function");
	const isReadable = (s) => s._readableState !== undefined && s._readableState !== null || !s._writableState && typeof s.read === "function";
	const isWritable = (s) => s._writableState !== undefined && s._writableState !== null || !s._readableState && typeof s.write === "function";

	const finished = (stream, options, ...rest) => {
		let [callback] = rest;
		if (rest.length === 0) [callback, options] = [options, {}];
		else if (options === undefined || options === null) options = {};
		else validators.object(options, "options");
		validators.callable(callback, "callback");
		validators.signal(options.signal, "options.signal");
		if (!isNodeStream(stream)) throw codes.ERR_INVALID_ARG_TYPE("stream", ["ReadableStream", "WritableStream", "Stream"], stream);
		callback = bound(callback);
		const r = stream._readableState, w = stream._writableState;
		const wantRead = options.readable === undefined ? isReadable(stream) : options.readable && isReadable(stream);
		const wantWrite = options.writable === undefined ? isWritable(stream) : options.writable && isWritable(stream);
		let readDone = !wantRead || Boolean(r && (r.endEmitted || r.readable === false));
		let writeDone = !wantWrite || Boolean(w && (w.finished || w.writable === false));
		let called = false, forgetSignal = () => {};
		const done = (error) => {
			if (called) return;
			called = true;
			callback.call(stream, error);
		};
		const failure = () => w && w.errored || r && r.errored || undefined;
		const willClose = [r, w].some((s) => s && s.autoDestroy && s.emitClose && !s.closeEmitted);
		const check = () => {
			if (!readDone || !writeDone) return;
			if (willClose && (!r || isEnded(r)) && (!w || isEnded(w)) && !stream.closed) return; // "close" will come
			done();
		};
		const isEnded = (s) => s.endEmitted || s.finished || s.readable === false || s.writable === false;
		const onEnd = () => {
			readDone = true;
			check();
		};
		const onFinish = () => {
			writeDone = true;
			check();
		};
		const onError = (error) => done(error);
		const onClose = () => {
			const error = failure();
			if (error && typeof error !== "boolean") done(error);
			else if (!readDone && !(r && r.endEmitted)) done(errors.premature());
			else if (!writeDone && !(w && w.finished)) done(errors.premature());
			else done();
		};
		const events = [["end", onEnd], ["finish", onFinish], ["close", onClose]];
		if (options.error !== false) events.push(["error", onError]);
		for (const [name, listener] of events) stream.on(name, listener);
		if ([r, w].some((s) => s && s.closeEmitted)) nextTick(onClose);
		else if (failure()) { if ([r, w].some((s) => s && s.errorEmitted)) nextTick(onClose); }
		else if (stream.destroyed !== true && readDone && writeDone && (r || w)) nextTick(() => { if (!willClose) done(); });
		const forget = () => {
			callback = () => {};
			forgetSignal();
			for (const [name, listener] of events) stream.removeListener(name, listener);
		};
		if (options.signal) {
			const { signal } = options;
			forgetSignal = onAbort(signal, () => {
				const last = callback;
				forget();
				last.call(stream, new AbortError(undefined, { cause: signal.reason }));
			});
		}
		return forget;
	};

	const isIterable = (v) => v !== null && v !== undefined && typeof v !== "string" && (typeof v[asyncIterator] === "function" || typeof v[Symbol.iterator] === "function");
	const iteratorOf = (v) => (v[asyncIterator] || v[Symbol.iterator]).call(v);
	const toStream = (value) => {
		const { Readable } = native.require("internal/stream-readable");
		if (isNodeStream(value)) return value;
		if (value && typeof value.getReader === "function") return native.require("internal/stream-web").readableFromWeb(value);
		if (value && typeof value.getWriter === "function") return native.require("internal/stream-web").writableFromWeb(value);
		if (value && value.readable && value.writable && typeof value.readable.getReader === "function") return native.require("internal/stream-web").duplexFromWeb(value);
		if (isIterable(value)) return Readable.from(value);
		throw codes.ERR_INVALID_ARG_TYPE("body", ["Blob", "ReadableStream", "WritableStream", "Stream", "Iterable", "AsyncIterable", "Function", "{ readable, writable } pair", "Promise"], value);
	};

	// Writing an iterable into a stream, with respect for its buffer.
	const pump = async (iterable, target, end) => {
		let failure;
		const forget = finished(target, { readable: false }, (error) => { failure = error || errors.premature(); });
		try {
			const iterator = iteratorOf(iterable);
			for (;;) {
				const { value, done } = await iterator.next();
				if (done) break;
				if (target.write(value)) continue;
				while (target.writableNeedDrain && !failure) {
					await new Promise((resolve) => {
						target.once("drain", resolve);
						target.once("close", resolve);
						target.once("error", resolve);
					});
				}
				if (failure) {
					if (iterator.return) await iterator.return();
					throw failure;
				}
			}
			if (end) target.end();
		} finally {
			forget();
		}
	};

	const pipelineImpl = (streams, callback, options = {}) => {
		if (streams.length === 1 && Array.isArray(streams[0])) streams = streams[0];
		if (streams.length < 2) throw codes.ERR_MISSING_ARGS("streams");
		const { signal, end = true } = options;
		validators.signal(signal, "options.signal");
		const { PassThrough } = native.require("stream");
		let failure, value, waiting = 1, forgetSignal = () => {};
		const all = [];
		const settle = (error) => {
			if (error && (!failure || failure.code === "ERR_STREAM_PREMATURE_CLOSE")) failure = error;
			if (failure) for (const stream of all) if (!stream.destroyed && !(stream.writableFinished || stream.readableEnded && !stream._writableState)) stream.destroy(failure);
			if (--waiting > 0) return;
			forgetSignal();
			nextTick(callback, failure, value);
		};
		const follow = (stream, reading, writing) => {
			if (all.includes(stream)) return;
			all.push(stream);
			waiting++;
			finished(stream, { readable: reading, writable: writing }, (error) => settle(error));
		};
		// Of a stream that stays open, only a failure matters.
		follow.failures = (stream) => {
			const before = forgetSignal, onError = (error) => {
				waiting++;
				settle(error);
			};
			stream.on("error", onError);
			forgetSignal = () => {
				before();
				stream.removeListener("error", onError);
			};
		};
		const watch = (promise) => {
			waiting++;
			promise.then(() => settle(), settle);
		};
		if (signal) {
			forgetSignal = onAbort(signal, () => {
				waiting++;
				settle(new AbortError(undefined, { cause: signal.reason }));
			});
		}
		let current;
		streams.forEach((item, n) => {
			const first = n === 0, last = n === streams.length - 1;
			if (typeof item === "function") {
				let result;
				if (first) {
					result = item({ signal });
					if (!isIterable(result)) throw codes.ERR_INVALID_RETURN_VALUE("Iterable, AsyncIterable or Stream", "source", result);
					current = result;
					return;
				}
				const source = isNodeStream(current) || !isIterable(current) ? toStream(current) : current;
				if (isNodeStream(source)) follow(source, true, false);
				result = item(source, { signal });
				if (!last) {
					if (!isIterable(result)) throw codes.ERR_INVALID_RETURN_VALUE("AsyncIterable", `transform[${n - 1}]`, result);
					current = result;
					return;
				}
				if (isIterable(result)) {
					const out = new PassThrough({ objectMode: true });
					watch(pump(result, out, true));
					follow(out, false, true);
					current = out;
				} else if (result && typeof result.then === "function") {
					watch(result.then((v) => { value = v; }));
					current = new PassThrough({ objectMode: true });
				} else throw codes.ERR_INVALID_RETURN_VALUE("AsyncIterable or Promise", "destination", result);
				return;
			}
			const stream = toStream(item);
			if (!first) {
				if (isNodeStream(current)) {
					follow(current, true, Boolean(current._writableState) && all.length > 0);
					current.pipe(stream, { end: !last || end });
				} else watch(pump(current, stream, !last || end));
			}
			if (last && !end) follow.failures(stream);
			else follow(stream, !last, !first);
			current = stream;
		});
		settle();
		return current;
	};
	const pipeline = (...streams) => {
		const callback = streams.pop();
		validators.callable(callback, "streams[stream.length - 1]");
		return pipelineImpl(streams, bound(callback));
	};

	const promises = {
		pipeline: (...streams) => new Promise((resolve, reject) => {
			const last = streams[streams.length - 1];
			const plain = last !== null && typeof last === "object" && !isNodeStream(last) && !isIterable(last) && !("getReader" in last) && !("getWriter" in last) && !("readable" in last);
			const options = plain ? streams.pop() : {};
			pipelineImpl(streams, (error, value) => error ? reject(error) : resolve(value), options);
		}),
		finished: (stream, options = {}) => new Promise((resolve, reject) => {
			const forget = finished(stream, options, (error) => {
				if (options.cleanup) forget();
				if (error) reject(error);
				else resolve();
			});
		}),
	};
	return { finished, pipeline, promises, isNodeStream };
})
