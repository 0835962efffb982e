// What readable and writable streams share: errors, destruction, and the order
// in which "error" and "close" are told.
(function (native) {
	"use strict";
	const EventEmitter = native.require("events");
	const { make, AbortError, validators, codes } = native.require("internal/errors");
	const { nextTick, onAbort } = native.require("internal/tasks");

	const errors = {
		destroyed: (name) => make(Error, "ERR_STREAM_DESTROYED", `Cannot call ${name} after a stream was destroyed`),
		afterEnd: () => make(Error, "ERR_STREAM_WRITE_AFTER_END", "write after end"),
		finished: (name) => make(Error, "ERR_STREAM_ALREADY_FINISHED", `Cannot call ${name} after a stream was finished`),
		nulls: () => make(TypeError, "ERR_STREAM_NULL_VALUES", "May not write null values to stream"),
		missing: (name) => make(Error, "ERR_METHOD_NOT_IMPLEMENTED", `The ${name} method is not implemented`),
		premature: () => make(Error, "ERR_STREAM_PREMATURE_CLOSE", "Premature close"),
		twice: () => make(Error, "ERR_MULTIPLE_CALLBACK", "Callback called multiple times"),
		pushAfterEOF: () => make(Error, "ERR_STREAM_PUSH_AFTER_EOF", "stream.push() after EOF"),
		unshiftAfterEnd: () => make(Error, "ERR_STREAM_UNSHIFT_AFTER_END_EVENT", "stream.unshift() after end event"),
		cannotPipe: () => make(Error, "ERR_STREAM_CANNOT_PIPE", "Cannot pipe, not readable"),
	};

	let byteMark = 64 * 1024, objectMark = 16;
	const highWaterMark = (options, own, objectMode) => {
		const value = options[own] !== undefined && options[own] !== null ? options[own] : options.highWaterMark;
		if (value === undefined || value === null) return objectMode ? objectMark : byteMark;
		if (!Number.isInteger(value) || value < 0) throw codes.ERR_INVALID_ARG_VALUE(options[own] !== undefined ? `options.${own}` : "options.highWaterMark", value);
		return value;
	};

	function Stream(options) { EventEmitter.call(this, options); }
	Object.setPrototypeOf(Stream.prototype, EventEmitter.prototype);
	Object.setPrototypeOf(Stream, EventEmitter);
	Stream.prototype.pipe = function (target) {
		this.on("data", (chunk) => {
			if (target.writable && target.write(chunk) === false && this.pause) this.pause();
		});
		target.on("drain", () => { if (this.readable && this.resume) this.resume(); });
		this.on("end", () => target.end());
		target.emit("pipe", this);
		return target;
	};

	// states returns the one or two states of a stream.
	const states = (stream) => [stream._readableState, stream._writableState].filter(Boolean);

	const tellEnd = (stream, error) => {
		const all = states(stream);
		if (error && !all.some((s) => s.errorEmitted)) {
			for (const s of all) s.errorEmitted = true;
			stream.emit("error", error);
		}
		for (const s of all) s.closeEmitted = true;
		if (all.some((s) => s.emitClose)) stream.emit("close");
	};
	const finishDestroy = (stream, error, callback) => {
		let called = false;
		const done = (failure) => {
			if (called) return;
			called = true;
			for (const s of states(stream)) {
				if (failure && !s.errored) s.errored = failure;
				s.closed = true;
			}
			if (typeof callback === "function") callback(failure);
			nextTick(tellEnd, stream, failure);
		};
		try {
			stream._destroy(error || null, done);
		} catch (failure) {
			done(failure);
		}
	};
	const destroy = function (error, callback) {
		const all = states(this);
		if (all.some((s) => s.destroyed)) {
			if (typeof callback === "function") callback();
			return this;
		}
		for (const s of all) {
			s.destroyed = true;
			if (error && !s.errored) s.errored = error;
		}
		if (all.every((s) => s.constructed)) finishDestroy(this, error, callback);
		else this.once(constructed, (failure) => finishDestroy(this, error || failure, callback));
		return this;
	};
	const constructed = Symbol("constructed");

	// fail destroys the stream for an error, or only tells it when the stream does
	// not destroy itself.
	const fail = (stream, error) => {
		const all = states(stream);
		if (all.some((s) => s.destroyed)) return;
		if (all.some((s) => s.autoDestroy)) {
			stream.destroy(error);
			return;
		}
		for (const s of all) if (!s.errored) s.errored = error;
		nextTick(() => {
			if (all.some((s) => s.errorEmitted)) return;
			for (const s of all) s.errorEmitted = true;
			stream.emit("error", error);
		});
	};

	// construct calls _construct, if there is one, before anything else happens.
	const construct = (stream, ready) => {
		const all = states(stream);
		if (typeof stream._construct !== "function") return;
		for (const s of all) s.constructed = false;
		nextTick(() => {
			let called = false;
			const done = (error) => {
				if (called) {
					fail(stream, errors.twice());
					return;
				}
				called = true;
				for (const s of all) s.constructed = true;
				if (all.some((s) => s.destroyed)) stream.emit(constructed, error);
				else if (error) fail(stream, error);
				else nextTick(ready);
			};
			try {
				stream._construct((error) => nextTick(done, error));
			} catch (error) {
				nextTick(done, error);
			}
		});
	};

	const addAbortSignal = (signal, stream) => {
		if (signal === null || typeof signal !== "object" || !("aborted" in signal)) throw codes.ERR_INVALID_ARG_TYPE("signal", "AbortSignal", signal);
		if (stream === null || typeof stream !== "object" || typeof stream.destroy !== "function") {
			throw codes.ERR_INVALID_ARG_TYPE("stream", ["ReadableStream", "WritableStream", "Stream"], stream);
		}
		const forget = onAbort(signal, () => stream.destroy(new AbortError(undefined, { cause: signal.reason })));
		stream.once("close", forget);
		return stream;
	};

	// share defines the getters that both kinds have.
	const share = (prototype) => {
		prototype.destroy = destroy;
		prototype._destroy = function (error, callback) { callback(error); };
		prototype[EventEmitter.captureRejectionSymbol] = function (error) { this.destroy(error); };
		const define = (name, get, set) => Object.defineProperty(prototype, name, { configurable: true, get, set });
		define("destroyed", function () { return states(this).some((s) => s.destroyed); }, function (value) { for (const s of states(this)) s.destroyed = value; });
		define("closed", function () { return states(this).some((s) => s.closed); });
		define("errored", function () {
			const bad = states(this).find((s) => s.errored);
			return bad ? bad.errored : null;
		});
	};
	const common = (options) => ({
		destroyed: false, closed: false, closeEmitted: false, errored: null, errorEmitted: false, constructed: true,
		emitClose: options.emitClose !== false, autoDestroy: options.autoDestroy !== false, defaultEncoding: options.defaultEncoding || "utf8",
	});

	const marks = {
		getDefaultHighWaterMark: (objectMode) => objectMode ? objectMark : byteMark,
		setDefaultHighWaterMark(objectMode, value) {
			validators.integer(value, "value", 0);
			if (objectMode) objectMark = value;
			else byteMark = value;
		},
	};
	return { Stream, errors, highWaterMark, fail, construct, share, common, addAbortSignal, marks };
})
