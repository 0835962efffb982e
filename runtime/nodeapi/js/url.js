(function (native) {
	"use strict";
	const { codes, validators, make } = native.require("internal/errors");
	const querystring = native.require("querystring");
	const { toASCII, toUnicode } = native.require("punycode");
	const slashed = new Set(["http:", "https:", "ftp:", "gopher:", "file:", "ws:", "wss:"]);
	const fields = ["protocol", "slashes", "auth", "host", "port", "hostname", "hash", "search", "query", "pathname", "path", "href"];

	function Url() { for (const field of fields) this[field] = null; }

	const escapes = { "\t": "%09", "\n": "%0A", "\r": "%0D", " ": "%20", "\"": "%22", "'": "%27", "<": "%3C", ">": "%3E", "\\": "%5C", "^": "%5E", "`": "%60", "{": "%7B", "|": "%7C", "}": "%7D" };
	const escapeRest = (text) => text.replace(/[\t\n\r "'<>\\^`{|}]/g, (c) => escapes[c]);
	const invalid = (url) => {
		const error = make(TypeError, "ERR_INVALID_URL", "Invalid URL");
		error.input = url;
		return error;
	};

	// authority splits "user:pass@host:port" and checks the host. What cannot be of
	// a host begins the path: it returns it.
	const authority = (out, text, url) => {
		const at = text.lastIndexOf("@");
		if (at >= 0) {
			try {
				out.auth = decodeURIComponent(text.slice(0, at));
			} catch {
				throw make(URIError, "ERR_INVALID_URI", "URI malformed");
			}
		}
		let host = text.slice(at + 1);
		const port = /:(\d*)$/.exec(host);
		if (port) {
			if (port[1] !== "") out.port = port[1];
			host = host.slice(0, -port[0].length);
		}
		const v6 = host.startsWith("[") && host.endsWith("]");
		let over = "";
		const end = v6 ? -1 : host.search(/[^a-zA-Z0-9.\-+_\u0080-\uffff]/);
		if (end >= 0) {
			over = `/${host.slice(end)}`;
			host = host.slice(0, end);
		}
		host = host.length > 255 ? "" : host.toLowerCase();
		if (!v6) {
			if (/[\0\t\n\r #%/:<>?@[\\\]^|]/.test(host)) throw invalid(url);
			host = toASCII(host);
		}
		out.host = host + (out.port === null ? "" : `:${out.port}`);
		out.hostname = v6 ? host.slice(1, -1) : host;
		return over;
	};

	Url.prototype.parse = function (url, parseQuery, slashesDenoteHost) {
		validators.string(url, "url");
		let rest = url.trim();
		// Backslashes are slashes up to the query.
		const cut = rest.search(/[?#]/);
		const front = cut < 0 ? rest : rest.slice(0, cut);
		rest = front.replace(/\\/g, "/") + (cut < 0 ? "" : rest.slice(cut));
		const scheme = /^[a-z0-9.+-]+:/i.exec(rest);
		let protocol;
		if (scheme) {
			protocol = this.protocol = scheme[0].toLowerCase();
			rest = rest.slice(protocol.length);
		}
		const script = protocol === "javascript:";
		if (slashesDenoteHost || scheme || /^\/\/[^@/]+@[^@/]+/.test(rest)) {
			const slashes = rest.startsWith("//");
			if (slashes && !script) {
				rest = rest.slice(2);
				this.slashes = true;
			}
		}
		if (!script && (this.slashes || scheme && !slashed.has(scheme[0]))) { // as it was written, as Node does
			let end = rest.search(/[/?#]/);
			if (end < 0) end = rest.length;
			let host = rest.slice(0, end);
			const stop = host.slice(host.lastIndexOf("@") + 1).search(/[\t\n\r "%';<>^`{|}]/);
			if (stop >= 0) {
				const from = host.lastIndexOf("@") + 1 + stop;
				end = from;
				host = host.slice(0, from);
			}
			rest = authority(this, host, url) + rest.slice(end);
		}
		if (!script) rest = escapeRest(rest);
		const hash = rest.indexOf("#");
		if (hash >= 0) {
			this.hash = rest.slice(hash);
			rest = rest.slice(0, hash);
		}
		const question = rest.indexOf("?");
		if (question >= 0) {
			this.search = rest.slice(question);
			this.query = rest.slice(question + 1);
			if (parseQuery) this.query = querystring.parse(this.query);
			rest = rest.slice(0, question);
		} else if (parseQuery) {
			this.search = null;
			this.query = Object.create(null);
		}
		if (rest !== "") this.pathname = rest;
		if (slashed.has(protocol) && this.hostname && !this.pathname) this.pathname = "/";
		if (this.pathname || this.search) this.path = (this.pathname || "") + (this.search || "");
		this.href = this.format();
		return this;
	};

	Url.prototype.format = function () {
		let auth = this.auth || "";
		if (auth) auth = `${encodeURIComponent(auth).replace(/%3A/i, ":")}@`;
		let protocol = this.protocol || "", pathname = this.pathname || "", hash = this.hash || "", host = "", query = "";
		if (this.host) host = auth + this.host;
		else if (this.hostname) {
			host = auth + (this.hostname.includes(":") && !this.hostname.startsWith("[") ? `[${this.hostname}]` : this.hostname);
			if (this.port) host += `:${this.port}`;
		}
		if (this.query !== null && typeof this.query === "object") query = querystring.stringify(this.query);
		let search = this.search || (query && `?${query}`) || "";
		if (protocol && !protocol.endsWith(":")) protocol += ":";
		pathname = pathname.replace(/[?#]/g, encodeURIComponent);
		if (this.slashes || slashed.has(protocol)) {
			if (this.slashes || host) {
				if (pathname && !pathname.startsWith("/")) pathname = `/${pathname}`;
				host = `//${host}`;
			} else if (protocol === "file:") host = "//";
		}
		search = search.replace(/#/g, "%23");
		if (hash && !hash.startsWith("#")) hash = `#${hash}`;
		if (search && !search.startsWith("?")) search = `?${search}`;
		return protocol + host + pathname + search + hash;
	};

	const parse = (url, parseQuery, slashesDenoteHost) => url instanceof Url ? url : new Url().parse(url, parseQuery, slashesDenoteHost);

	const isURL = (value) => value !== null && typeof value === "object" && typeof value.href === "string" && typeof value.protocol === "string" && value.auth === undefined && value.path === undefined;
	const format = (url, options) => {
		if (typeof url === "string") url = parse(url);
		else if (url === null || typeof url !== "object") throw codes.ERR_INVALID_ARG_TYPE("urlObject", ["Object", "string"], url);
		else if (isURL(url)) return formatURL(url, options);
		return Url.prototype.format.call(url);
	};
	const formatURL = (url, options) => {
		if (options !== undefined && options !== null) validators.object(options, "options");
		const { fragment = true, unicode = false, search = true, auth = true } = options || {};
		const user = auth && (url.username || url.password) ? `${url.username}${url.password ? `:${url.password}` : ""}@` : "";
		const host = url.host === "" ? "" : (unicode ? toUnicode(url.hostname) : url.hostname) + (url.port ? `:${url.port}` : "");
		const slashes = url.host !== "" || url.protocol === "file:" ? "//" : "";
		return url.protocol + slashes + user + host + url.pathname + (search ? url.search : "") + (fragment ? url.hash : "");
	};

	// merge resolves a path against a base path.
	const merge = (base, path, hasHost) => {
		let parts = path.startsWith("/") ? path.split("/") : [...base.split("/").slice(0, -1), ...path.split("/")];
		if (path === "") parts = base.split("/");
		const absolute = path.startsWith("/") || base.startsWith("/") || hasHost && path !== "";
		const last = parts[parts.length - 1];
		const trailing = last === "" || last === "." || last === "..";
		const out = [];
		let up = 0;
		for (const part of parts.slice(parts[0] === "" ? 1 : 0)) {
			if (part === ".") continue;
			if (part === "..") {
				if (out.length > 0) out.pop();
				else up++;
			} else out.push(part);
		}
		if (!absolute) out.unshift(...Array(up).fill(".."));
		let text = (absolute ? "/" : "") + out.join("/");
		if (trailing && !text.endsWith("/") && (out.length > 0 || absolute)) text += "/";
		return text;
	};
	const copy = (from) => {
		const out = new Url();
		for (const field of fields) out[field] = from[field];
		return out;
	};
	const finish = (out) => {
		out.path = out.pathname !== null || out.search !== null ? (out.pathname || "") + (out.search || "") : null;
		out.href = out.format();
		return out;
	};
	Url.prototype.resolve = function (relative) { return this.resolveObject(parse(relative, false, true)).format(); };
	Url.prototype.resolveObject = function (relative) {
		if (typeof relative === "string") relative = new Url().parse(relative, false, true);
		const out = copy(this);
		out.hash = relative.hash;
		if (relative.href === "") {
			out.href = out.format();
			return out;
		}
		if (relative.protocol && relative.protocol !== out.protocol) {
			if (!slashed.has(relative.protocol) || relative.slashes || relative.host) {
				const other = copy(relative);
				if (other.pathname) other.pathname = slashed.has(other.protocol) ? merge("/", other.pathname, true) : other.pathname;
				return finish(other);
			}
			out.protocol = relative.protocol;
			if (relative.protocol !== "file:") {
				// The first part of the path is taken for the host.
				const parts = (relative.pathname || "").split("/").filter((part, n, all) => part !== "" || n === all.length - 1);
				out.host = out.hostname = parts.shift() || "";
				out.auth = out.port = null;
				out.slashes = true;
				out.pathname = `/${parts.join("/")}`;
				out.search = relative.search;
				out.query = relative.query;
				return finish(out);
			}
		}
		if (relative.slashes && !relative.protocol || relative.host) {
			for (const field of ["host", "auth", "hostname", "port", "search", "query"]) out[field] = relative[field] === null && field === "host" ? "" : relative[field];
			out.slashes = out.slashes || relative.slashes;
			out.pathname = relative.pathname ? merge("/", relative.pathname, true) : slashed.has(out.protocol) ? "/" : relative.pathname;
			return finish(out);
		}
		if (relative.pathname || relative.search) {
			out.search = relative.search;
			out.query = relative.query;
		}
		if (relative.pathname && out.protocol && !slashed.has(out.protocol) && out.host) {
			// Without slashes, the host counts as the first part of the path.
			const [host, ...parts] = merge(`${out.host}${out.pathname || ""}`, relative.pathname, false).split("/");
			const at = host.indexOf("@");
			if (at > 0) out.auth = host.slice(0, at);
			out.host = out.hostname = at > 0 ? host.slice(at + 1) : host;
			out.pathname = parts.length > 0 ? `/${parts.join("/")}` : null;
		} else if (relative.pathname) out.pathname = merge(out.pathname || "", relative.pathname, Boolean(out.host));
		return finish(out);
	};

	// Files have no drives here, a Worker's paths are those of POSIX, unless asked otherwise.
	const fileURLToPath = (input, options = undefined) => {
		const url = typeof input === "string" ? new URL(input) : input;
		if (url === null || typeof url !== "object" || typeof url.href !== "string") throw codes.ERR_INVALID_ARG_TYPE("path", ["string", "URL"], input);
		if (url.protocol !== "file:") throw make(TypeError, "ERR_INVALID_URL_SCHEME", "The URL must be of scheme file");
		if (options?.windows) return windowsPath(url);
		if (url.hostname !== "") throw make(TypeError, "ERR_INVALID_FILE_URL_HOST", "File URL host must be \"localhost\" or empty on linux");
		if (/%2f/i.test(url.pathname)) throw make(TypeError, "ERR_INVALID_FILE_URL_PATH", "File URL path must not include encoded / characters");
		return decodeURIComponent(url.pathname);
	};
	const windowsPath = (url) => {
		if (/%2f|%5c/i.test(url.pathname)) throw make(TypeError, "ERR_INVALID_FILE_URL_PATH", "File URL path must not include encoded \\ or / characters");
		const path = decodeURIComponent(url.pathname.replace(/\//g, "\\"));
		if (url.hostname !== "") return `\\\\${domain(url.hostname, toUnicode)}${path}`;
		if (!/^\\[A-Za-z]:/.test(path)) throw make(TypeError, "ERR_INVALID_FILE_URL_PATH", "File URL path must be absolute");
		return path.slice(1);
	};
	const windowsURL = (path) => {
		const { win32 } = native.require("path");
		let full = win32.resolve(path);
		if (/[\\/]$/.test(path) && !full.endsWith("\\")) full += "\\";
		const url = new URL("file:///"), share = /^\\\\([^\\]+)(\\.*)$/.exec(full);
		if (share) url.hostname = share[1];
		url.pathname = (share ? share[2] : full).replace(/[%\n\r\t?#]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`);
		return url;
	};
	const pathToFileURL = (path, options = undefined) => {
		validators.string(path, "path");
		if (options?.windows) return windowsURL(path);
		let full = native.require("path").resolve(path);
		if (path.endsWith("/") && !full.endsWith("/")) full += "/";
		const url = new URL("file:///");
		url.pathname = full.replace(/[%\\\n\r\t?#]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`);
		return url;
	};
	const domain = (name, convert) => {
		if (name === undefined) throw codes.ERR_MISSING_ARGS("domain");
		try {
			return convert(new URL(`ws://${name}`).hostname);
		} catch {
			return "";
		}
	};
	const urlToHttpOptions = (url) => {
		if (!isURL(url)) throw codes.ERR_INVALID_ARG_TYPE("url", "Object", url);
		const out = { __proto__: null, protocol: url.protocol, hostname: url.hostname.replace(/^\[(.*)\]$/, "$1"), hash: url.hash, search: url.search,
			pathname: url.pathname, path: `${url.pathname}${url.search}`, href: url.href };
		if (url.port !== "") out.port = Number(url.port);
		if (url.username || url.password) out.auth = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
		return out;
	};

	const exports = {
		Url, parse, format,
		resolve: (from, to) => parse(from, false, true).resolve(to),
		resolveObject: (from, to) => from ? parse(from, false, true).resolveObject(to) : to,
		fileURLToPath, fileURLToPathBuffer: (url) => native.require("buffer").Buffer.from(fileURLToPath(url)), pathToFileURL, urlToHttpOptions,
		domainToASCII: (name) => domain(name, (host) => host),
		domainToUnicode: (name) => domain(name, toUnicode),
	};
	for (const name of ["URL", "URLSearchParams"]) {
		Object.defineProperty(exports, name, { enumerable: true, configurable: true, get: () => globalThis[name] });
	}
	return exports;
})
