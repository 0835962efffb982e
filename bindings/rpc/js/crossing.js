// ---- what values become on their way

const refuse = (name) => {
	throw new DOMException(`Could not serialize object of type "${name}". This type does not support serialization.`, "DataCloneError");
};

// pack says how an object crosses: null when it is data, else a tag and parts.
const pack = (o) => {
	const record = recordOf(o);
	if (record !== undefined) {
		switch (record.kind) {
		case "stub": return ["stub", record.key];
		case "service": return ["service", record.key];
		case "promise": return refuse("JsRpcPromise");
		}
		return refuse("JsRpcProperty");
	}
	if (typeof o === "function") return ["lend", o, true];
	if (o instanceof RpcTarget) return ["lend", o, false];
	const { ReadableStream, WritableStream } = native.streams();
	if (o instanceof ReadableStream) return packReadable(o);
	if (o instanceof WritableStream) return packWritable(o);
	if (o instanceof DOMException) return ["exception", o.message, o.name];
	const parts = native.webapi().dismantle(o);
	return parts === null ? null : ["message", parts];
};

const asBytes = (chunk) => native.streams().asBytes(chunk);

// packReadable lends what reads the stream, chunk by chunk.
const packReadable = (stream) => {
	const length = native.streams().lengthOf(stream);
	const reader = stream.getReader();
	let over = false;
	return ["readable", {
		async next() {
			const { done, value } = await reader.read();
			if (done) {
				over = true;
				return null;
			}
			const bytes = asBytes(value);
			if (bytes !== null) return bytes.byteLength === bytes.buffer.byteLength ? bytes : bytes.slice();
			const wrong = new TypeError("This ReadableStream did not return bytes.");
			handled(reader.cancel(wrong));
			throw wrong;
		},
		cancel(reason) {
			over = true;
			return reader.cancel(reason);
		},
		[Symbol.dispose]() {
			if (!over) handled(reader.cancel(new TypeError("The other side wants no more of this stream.")));
		},
	}, length];
};

const unpackReadable = (key, length) => {
	const source = makeStub(key, null);
	const end = () => native.release(key);
	const pull = async () => {
		try {
			for (;;) {
				const chunk = await source.next();
				if (chunk === null || chunk.byteLength > 0) {
					if (chunk === null) end();
					return chunk;
				}
			}
		} catch (e) {
			end();
			throw e;
		}
	};
	return native.streams().fromPull(pull, async (reason) => {
		try {
			await source.cancel(reason);
		} finally {
			end();
		}
	}, length);
};

const packWritable = (stream) => {
	const writer = stream.getWriter();
	return ["writable", {
		write(chunk) { return writer.write(chunk); },
		close() { return writer.close(); },
		abort(reason) { return writer.abort(reason); },
	}];
};

const unpackWritable = (key) => {
	const sink = makeStub(key, null);
	const last = async (promise) => {
		try {
			await promise;
		} finally {
			native.release(key);
		}
	};
	return new (native.streams().WritableStream)({
		write(chunk) { return sink.write(chunk); },
		close() { return last(sink.close()); },
		abort(reason) { return last(sink.abort(reason)); },
	});
};

// unpack makes what pack took apart.
const unpack = (group, tag, a, b) => {
	switch (tag) {
	case "stub": return makeStub(a, group);
	case "readable": return unpackReadable(a, b);
	case "writable": return unpackWritable(a);
	case "exception": return new DOMException(a, b);
	case "message": return native.webapi().assemble(a, false);
	}
	return service(a);
};

// open makes the value of a payload. With a group the stubs in it are collected
// there; without one, they belong to the value, which gets a disposer.
const open = (payload, group) => {
	const stubs = group ?? [];
	const disposer = native.disposer(payload);
	const value = native.thaw(payload, (tag, a, b) => unpack(stubs, tag, a, b));
	if (group !== null || typeof value !== "object" || value === null) return value;
	Object.defineProperty(value, Symbol.dispose, {
		value() {
			for (const stub of stubs.splice(0)) dispose(stub);
			if (disposer !== null) {
				const last = makeStub(disposer, null);
				last().then(() => native.release(disposer), () => native.release(disposer));
			}
		},
		configurable: true, writable: true,
	});
	return value;
};
