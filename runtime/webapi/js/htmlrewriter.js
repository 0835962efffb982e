(function (native) {
	"use strict";
	const { publish, illegal } = native.idl;
	const TOKEN = {};
	const IteratorPrototype = Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]()));
	const NONE = Object.freeze([]);
	const END_TAG = 4;
	const GONE = "This content token is no longer valid. Content tokens are only valid during the execution of the relevant content handler.";

	// ---- tokens
	// Each holds the event that Go stopped at, for as long as its handlers run.

	let eventOf;
	class ContentToken {
		#event;
		constructor(token, event) {
			if (token !== TOKEN) throw new TypeError("Illegal constructor");
			this.#event = event;
		}
		static {
			eventOf = (o, Class) => {
				if (typeof o !== "object" || o === null || !(#event in o) || !(o instanceof Class)) illegal();
				if (o.#event.over) throw new TypeError(GONE);
				return o.#event;
			};
		}
	}

	const KINDS = ["Element", "Comment", "Text", "Doctype", "EndTag", "DocumentEnd"];
	const wrongType = (what, n, type) => new TypeError(`Failed to execute ${what}: parameter ${n} is not of type '${type}'.`);

	// edit applies a change that inserts content: text, or what streams in later.
	const edit = (event, op, args, method = op) => {
		const what = () => `'${method}' on '${KINDS[native.kind(event.key)]}'`;
		if (args.length === 0) throw wrongType(what(), 1, "string or JsReadableStream or Response");
		const content = args[0], options = args[1];
		if (options !== undefined && options !== null && typeof options !== "object" && typeof options !== "function") {
			throw wrongType(what(), 2, "ContentOptions");
		}
		const html = Boolean(options?.html);
		const late = lateText(content);
		if (late === null) {
			if (event.late === NONE) native.edit(event.key, op, `${content}`, html);
			else event.late.push(() => native.edit(event.key, op, `${content}`, html));
			return;
		}
		if (event.late === NONE) event.late = [];
		event.late.push(async () => native.edit(event.key, op, await late, html));
	};

	// lateText returns the promise of a stream's or response's text, or null.
	const lateText = (content) => {
		if (typeof content !== "object" || content === null) return null;
		if (content instanceof native.Response) return content.text();
		return native.streams.isStream(content) ? new native.Response(content).text() : null;
	};

	const act = (event, op) => {
		if (event.late === NONE) native.edit(event.key, op, "", false);
		else event.late.push(() => native.edit(event.key, op, "", false));
		if (op === "remove" || op === "removeElement" || op === "removeTags") event.removed = true;
	};

	class AttributesIterator {
		#list; #at = 0;
		constructor(token, list) {
			if (token !== TOKEN) throw new TypeError("Illegal constructor");
			this.#list = list;
		}
		next() {
			if (this.#at >= this.#list.length) return { done: true, value: undefined };
			return { done: false, value: this.#list[this.#at++] };
		}
	}
	Object.setPrototypeOf(AttributesIterator.prototype, IteratorPrototype);
	publish(AttributesIterator, "AttributesIterator");

	// forbid refuses the characters that would end a name.
	const forbid = (name, characters, what) => {
		for (const c of name) if (characters.includes(c)) throw new TypeError(`Parser error: \`${c}\` character is forbidden in the ${what}`);
	};
	const nameOf = (name) => {
		name = `${name}`.toLowerCase();
		if (name === "") throw new TypeError("Parser error: Attribute name can't be empty.");
		forbid(name, " \n\r\t\f/>=", "attribute name");
		return name;
	};
	const tagOf = (name) => {
		name = `${name}`;
		if (name === "") throw new TypeError("Parser error: Tag name can't be empty.");
		if (!/^[A-Za-z]/.test(name)) throw new TypeError("Parser error: The first character of the tag name should be an ASCII alphabetical character.");
		forbid(name, " \n\r\t\f/>", "tag name");
		return name;
	};

	class Element extends ContentToken {
		get tagName() { return native.name(eventOf(this, Element).key); }
		set tagName(name) { native.setName(eventOf(this, Element).key, tagOf(name)); }
		get namespaceURI() { return native.namespace(eventOf(this, Element).key); }
		get removed() { return Boolean(eventOf(this, Element).removed); }
		get attributes() { return new AttributesIterator(TOKEN, native.attributes(eventOf(this, Element).key)); }
		getAttribute(name) {
			const event = eventOf(this, Element);
			if (arguments.length === 0) throw wrongType("'getAttribute' on 'Element'", 1, "string");
			return native.getAttribute(event.key, `${name}`.toLowerCase());
		}
		hasAttribute(name) {
			const event = eventOf(this, Element);
			if (arguments.length === 0) throw wrongType("'hasAttribute' on 'Element'", 1, "string");
			return native.getAttribute(event.key, `${name}`.toLowerCase()) !== null;
		}
		setAttribute(name, value) {
			const event = eventOf(this, Element);
			if (arguments.length < 2) throw wrongType("'setAttribute' on 'Element'", arguments.length + 1, "string");
			native.setAttribute(event.key, nameOf(name), `${value}`);
			return this;
		}
		removeAttribute(name) {
			const event = eventOf(this, Element);
			if (arguments.length === 0) throw wrongType("'removeAttribute' on 'Element'", 1, "string");
			native.removeAttribute(event.key, `${name}`.toLowerCase());
			return this;
		}
		before(content, options = undefined) { edit(eventOf(this, Element), "before", arguments); return this; }
		after(content, options = undefined) { edit(eventOf(this, Element), "afterElement", arguments, "after"); return this; }
		prepend(content, options = undefined) { edit(eventOf(this, Element), "prepend", arguments); return this; }
		append(content, options = undefined) { edit(eventOf(this, Element), "append", arguments); return this; }
		replace(content, options = undefined) {
			const event = eventOf(this, Element);
			edit(event, "replaceElement", arguments, "replace");
			event.removed = true;
			return this;
		}
		setInnerContent(content, options = undefined) { edit(eventOf(this, Element), "setInner", arguments, "setInnerContent"); return this; }
		remove() { act(eventOf(this, Element), "removeElement"); return this; }
		removeAndKeepContent() { act(eventOf(this, Element), "removeTags"); return this; }
		onEndTag(handler) {
			const event = eventOf(this, Element);
			if (typeof handler !== "function") throw wrongType("'onEndTag' on 'Element'", 1, "function");
			if (!native.onEndTag(event.key, handler)) throw new TypeError("Parser error: No end tag.");
		}
	}

	class EndTag extends ContentToken {
		get name() { return native.name(eventOf(this, EndTag).key); }
		set name(name) { native.setName(eventOf(this, EndTag).key, tagOf(name)); }
		before(content, options = undefined) { edit(eventOf(this, EndTag), "before", arguments); return this; }
		after(content, options = undefined) { edit(eventOf(this, EndTag), "after", arguments); return this; }
		remove() { act(eventOf(this, EndTag), "remove"); return this; }
	}

	class Comment extends ContentToken {
		get text() { return native.content(eventOf(this, Comment).key); }
		set text(text) {
			text = `${text}`;
			if (text.includes("-->")) throw new TypeError("Parser error: Comment text shouldn't contain a comment-closing sequence.");
			native.setContent(eventOf(this, Comment).key, text);
		}
		get removed() { return Boolean(eventOf(this, Comment).removed); }
	}

	class Text extends ContentToken {
		get text() { return native.content(eventOf(this, Text).key); }
		get lastInTextNode() { return native.isLast(eventOf(this, Text).key); }
		get removed() { return Boolean(eventOf(this, Text).removed); }
	}

	for (const Class of [Comment, Text]) {
		const members = {
			before(content, options = undefined) { edit(eventOf(this, Class), "before", arguments); return this; },
			after(content, options = undefined) { edit(eventOf(this, Class), "after", arguments); return this; },
			replace(content, options = undefined) {
				const event = eventOf(this, Class);
				edit(event, "replace", arguments);
				event.removed = true;
				return this;
			},
			remove() { act(eventOf(this, Class), "remove"); return this; },
		};
		for (const key of Object.keys(members)) Object.defineProperty(Class.prototype, key, { value: members[key], writable: true, configurable: true });
	}

	class Doctype extends ContentToken {
		get name() { return native.doctype(eventOf(this, Doctype).key, 0); }
		get publicId() { return native.doctype(eventOf(this, Doctype).key, 1); }
		get systemId() { return native.doctype(eventOf(this, Doctype).key, 2); }
	}

	class DocumentEnd extends ContentToken {
		append(content, options = undefined) { edit(eventOf(this, DocumentEnd), "before", arguments, "append"); return this; }
	}

	publish(Element, "Element");
	publish(EndTag, "EndTag");
	publish(Comment, "Comment");
	publish(Text, "Text");
	publish(Doctype, "Doctype");
	publish(DocumentEnd, "DocumentEnd");

	const CLASSES = [Element, Comment, Text, Doctype, EndTag, DocumentEnd];
	const METHODS = ["element", "comments", "text", "doctype", "", "end"];

	// ---- the rewriter

	const functions = (handlers, names, type, what, n) => {
		if (handlers === undefined || (handlers !== null && typeof handlers !== "object" && typeof handlers !== "function")) throw wrongType(what, n, type);
		const out = { self: handlers };
		for (const name of handlers === null ? [] : names) {
			const fn = handlers[name];
			if (fn === undefined) continue;
			if (typeof fn !== "function") throw new TypeError(`Incorrect type for the '${name}' field on '${type}': the provided value is not of type 'function'.`);
			out[name] = fn;
		}
		return out;
	};

	let stateOf;
	class HTMLRewriter {
		#handlers = [];
		on(selector, handlers) {
			const list = stateOf(this);
			if (arguments.length === 0) throw wrongType("'on' on 'HTMLRewriter'", 1, "string");
			const parsed = native.selector(`${selector}`);
			list.push({ selector: parsed, ...functions(handlers, ["element", "comments", "text"], "ElementContentHandlers", "'on' on 'HTMLRewriter'", 2) });
			return this;
		}
		onDocument(handlers) {
			const list = stateOf(this);
			list.push({ selector: null, ...functions(handlers, ["doctype", "comments", "text", "end"], "DocumentContentHandlers", "'onDocument' on 'HTMLRewriter'", 1) });
			return this;
		}
		transform(response) {
			const list = stateOf(this).slice();
			if (!(response instanceof native.Response)) throw wrongType("'transform' on 'HTMLRewriter'", 1, "Response");
			const type = response.headers.get("content-type") ?? "";
			return native.replaceBody(response, (stream) => rewritten(stream, list, type));
		}
		static { stateOf = (o) => typeof o === "object" && o !== null && #handlers in o ? o.#handlers : illegal(); }
	}
	publish(HTMLRewriter, "HTMLRewriter");

	const rewritten = (stream, handlers, type) => {
		const key = native.rewriter(handlers, type);
		const sides = native.streams.transformer({
			transform: (chunk, t) => {
				const bytes = native.streams.asBytes(chunk);
				if (bytes === null) throw new TypeError("HTMLRewriter needs a body of bytes.");
				native.write(key, bytes);
				return advance(key, handlers, t);
			},
			flush: (t) => {
				native.finish(key);
				return advance(key, handlers, t);
			},
		});
		return stream.pipeThrough(sides);
	};

	// advance runs the handlers of what has come. It returns a promise only when a
	// handler did.
	const advance = (key, handlers, t) => {
		for (let event; (event = native.next(key)) !== null;) {
			const state = { key: event, over: false, removed: false, late: NONE };
			const waits = run(state, handlers);
			if (waits !== undefined) return waits.then(() => {
				native.resume(key);
				return advance(key, handlers, t);
			});
			native.resume(key);
		}
		const out = native.take(key);
		if (out.byteLength > 0) native.streams.transformEnqueue(t, new Uint8Array(out));
		return undefined;
	};

	// run calls the handlers of an event, one after the other.
	const run = (state, handlers) => {
		const kind = native.kind(state.key), token = new CLASSES[kind](TOKEN, state);
		const list = kind === END_TAG ? native.endTags(state.key) : native.handlers(state.key);
		const call = (n) => {
			if (kind === END_TAG) return list[n](token);
			const set = handlers[list[n]];
			return set[METHODS[kind]].call(set.self, token);
		};
		for (let n = 0; n < list.length; n++) {
			const result = call(n);
			if (thenable(result)) return rest(state, result, call, n + 1, list.length);
		}
		if (state.late !== NONE) return rest(state, undefined, call, list.length, list.length);
		state.over = true;
		return undefined;
	};

	// rest is run from the first handler on that is asynchronous.
	const rest = async (state, first, call, n, count) => {
		await first;
		for (; n < count; n++) {
			const result = call(n);
			if (thenable(result)) await result;
		}
		for (const apply of state.late) await apply();
		state.over = true;
	};

	const thenable = (v) => typeof v === "object" && v !== null && typeof v.then === "function";

	return { HTMLRewriter };
})
