(function (native) {
	"use strict";
	const { publish, need, illegal, dictionary } = native.idl;
	const TOKEN = {};

	let nameOf;
	class Cache {
		#name;
		constructor(token = undefined, name = undefined) {
			if (token !== TOKEN) throw new TypeError("Illegal constructor");
			this.#name = name;
		}
		async put(request, response) {
			const name = nameOf(this);
			need(arguments, 2, "'put' on 'Cache'");
			const asked = native.requestParts(request);
			if (!(response instanceof native.Response)) {
				throw new TypeError("Failed to execute 'put' on 'Cache': parameter 2 is not of type 'Response'.");
			}
			if (asked.method !== "GET") throw new TypeError("Cannot cache response to non-GET request.");
			const { status, statusText, list, webSocket } = native.responseParts(response);
			if (response.type === "error") throw new TypeError("Cache is unable to store an error response.");
			if (status === 206) throw new TypeError("Cannot cache response to a range request (206 Partial Content).");
			if (webSocket) throw new TypeError("Worker tried to return a WebSocket in a response to a request which did not contain the header \"Upgrade: websocket\".");
			native.checkVary(list);
			if (response.bodyUsed) throw new TypeError("Body has already been used. It can only be used once. Use tee() first if you need to read it twice.");
			const body = response.body === null ? null : await response.arrayBuffer();
			await native.put(name, asked.url, status, statusText, list, body);
		}
		async match(request, options = undefined) {
			const name = nameOf(this);
			need(arguments, 1, "'match' on 'Cache'");
			const asked = native.requestParts(request);
			if (asked.method !== "GET" && !ignoreMethod(options)) return undefined;
			const found = await native.match(name, asked.url, asked.list);
			return found === null ? undefined : native.makeResponse(found);
		}
		async delete(request, options = undefined) {
			const name = nameOf(this);
			need(arguments, 1, "'delete' on 'Cache'");
			const asked = native.requestParts(request);
			if (asked.method !== "GET" && !ignoreMethod(options)) return false;
			return native.remove(name, asked.url);
		}
		async add() { nameOf(this); unimplemented("add", "Cache"); }
		async addAll() { nameOf(this); unimplemented("addAll", "Cache"); }
		async matchAll() { nameOf(this); unimplemented("matchAll", "Cache"); }
		async keys() { nameOf(this); unimplemented("keys", "Cache"); }
		static { nameOf = (o) => typeof o === "object" && o !== null && #name in o ? o.#name : illegal(); }
	}
	publish(Cache, "Cache");

	const ignoreMethod = (options) => Boolean(dictionary(options, "The options of a Cache").ignoreMethod);
	const unimplemented = (method, name) => { throw new Error(`Failed to execute '${method}' on '${name}': the method is not implemented.`); };

	let defaultOf;
	class CacheStorage {
		#default = new Cache(TOKEN, "");
		constructor(token = undefined) { if (token !== TOKEN) throw new TypeError("Illegal constructor"); }
		get default() { return defaultOf(this); }
		async open(name) {
			defaultOf(this);
			need(arguments, 1, "'open' on 'CacheStorage'");
			return new Cache(TOKEN, `name:${name}`);
		}
		async has() { defaultOf(this); unimplemented("has", "CacheStorage"); }
		async delete() { defaultOf(this); unimplemented("delete", "CacheStorage"); }
		async keys() { defaultOf(this); unimplemented("keys", "CacheStorage"); }
		async match() { defaultOf(this); unimplemented("match", "CacheStorage"); }
		static { defaultOf = (o) => typeof o === "object" && o !== null && #default in o ? o.#default : illegal(); }
	}
	publish(CacheStorage, "CacheStorage");

	return { Cache, CacheStorage, caches: new CacheStorage(TOKEN) };
})
