// The files of a Worker: a tree in memory. /bundle and /dev are the same for all,
// /tmp belongs to the invocation that runs.
(function (native) {
	"use strict";
	const { failure } = native.require("internal/system-errors");
	const largest = 128 * 1024 * 1024, mostLinks = 40, mostSegments = 48, longest = 4096;
	let nextInode = 1;

	class Node {
		constructor(kind, more) {
			this.kind = kind;
			this.inode = nextInode++;
			this.links = 1;
			this.readonly = false;
			this.mtime = 0; // milliseconds
			Object.defineProperties(this, Object.getOwnPropertyDescriptors(more));
		}
	}
	const directory = (readonly = false) => new Node("directory", { entries: new Map(), readonly });
	// A file counts against what the files of its invocation may hold together.
	const file = () => new Node("file", { bytes: new Uint8Array(0), size: 0, quota: quotaOf(tmp()) });
	const quotas = new WeakMap();
	const quotaOf = (folder) => {
		if (!quotas.has(folder)) quotas.set(folder, { used: 0 });
		return quotas.get(folder);
	};
	const link = (target) => new Node("link", { target });

	// The devices: what reading fills a buffer with, and how much that is.
	const devices = {
		null: () => 0, full: (to) => to.fill(0).length, zero: (to) => to.fill(0).length,
		random: (to) => {
			for (let at = 0; at < to.length; at += 65536) globalThis.crypto.getRandomValues(to.subarray(at, at + 65536));
			return to.length;
		},
	};
	const root = directory(true), dev = directory(true);
	for (const name of Object.keys(devices)) dev.entries.set(name, new Node("device", { name, fill: devices[name] }));
	root.entries.set("bundle", directory(true));
	// bundled is a file of /bundle, whose contents are fetched when they are read.
	const bundled = (path) => {
		let bytes;
		const contents = () => bytes === undefined ? bytes = new Uint8Array(native.bytes(path)) : bytes;
		return new Node("file", { readonly: true, get bytes() { return contents(); }, get size() { return contents().length; } });
	};
	for (const path of native.bundled()) {
		const parts = path.split("/").filter((part) => part !== ".." && part !== "."), name = parts.pop();
		let folder = root.entries.get("bundle");
		for (const part of parts) {
			if (!folder.entries.has(part)) folder.entries.set(part, directory(true));
			folder = folder.entries.get(part);
		}
		folder.entries.set(name, bundled(path));
	}
	root.entries.set("dev", dev);
	const outside = directory(), temporary = new WeakMap();
	// tmp is the /tmp of the invocation that runs; top-level code has one of its own.
	const tmp = () => {
		const owner = native.invocation();
		if (owner === undefined) return outside;
		if (!temporary.has(owner)) temporary.set(owner, directory());
		return temporary.get(owner);
	};
	const child = (node, name) => node === root && name === "tmp" ? tmp() : node.entries.get(name);

	const cwd = "/bundle";
	const segmentsOf = (path) => path.split("/").filter((part) => part !== "" && part !== ".");
	// find walks to a path. It returns the folder, the name in it, and the node, which
	// is undefined where only the last name is missing.
	const find = (path, syscall, { follow = true, dest, shown = path } = {}) => {
		if (path === "") throw failure("ENOENT", syscall, shown, dest);
		if (path.length > longest) throw failure("ENAMETOOLONG", syscall, shown, dest);
		const start = path.startsWith("/") ? [] : segmentsOf(cwd);
		const rest = [...start, ...segmentsOf(path)], must = path.endsWith("/");
		if (rest.length > mostSegments) throw failure("ENAMETOOLONG", syscall, shown, dest);
		const trail = [{ name: "", node: root }];
		let links = 0;
		while (rest.length > 0) {
			const name = rest.shift(), here = trail[trail.length - 1].node;
			if (here.kind !== "directory") throw failure("ENOTDIR", syscall, shown, dest);
			if (name === "..") {
				if (trail.length > 1) trail.pop();
				continue;
			}
			const node = child(here, name);
			if (node === undefined) {
				if (rest.length > 0) throw failure("ENOENT", syscall, shown, dest);
				return { parent: here, name, node, real: [...trail.map((t) => t.name), name].join("/"), must };
			}
			if (node.kind === "link" && (follow || rest.length > 0 || must)) {
				if (++links > mostLinks) throw failure("ELOOP", syscall, shown, dest);
				if (node.target.startsWith("/")) trail.length = 1;
				rest.unshift(...segmentsOf(node.target));
				continue;
			}
			trail.push({ name, node });
		}
		const { name, node } = trail[trail.length - 1];
		if (must && node.kind !== "directory") throw failure("ENOTDIR", syscall, shown, dest);
		return { parent: trail.length > 1 ? trail[trail.length - 2].node : root, name, node, real: trail.map((t) => t.name).join("/") || "/", must };
	};
	// get is find for what must be there.
	const get = (path, syscall, options) => {
		const found = find(path, syscall, options);
		if (found.node === undefined) throw failure("ENOENT", syscall, path, options && options.dest);
		return found;
	};
	const writable = (node, syscall, path, dest) => {
		if (node.readonly || node === root) throw failure("EPERM", syscall, path, dest);
	};
	const add = (parent, name, node) => { parent.entries.set(name, node); };
	const remove = (parent, name) => {
		const node = parent.entries.get(name);
		parent.entries.delete(name);
		if (--node.links > 0) return;
		if (node.kind === "file") node.quota.used -= node.bytes.length;
		if (node.kind === "directory") for (const inside of [...node.entries.keys()]) remove(node, inside);
	};

	const resize = (node, size, syscall) => {
		if (size > largest) throw failure("EFBIG", syscall);
		if (size > node.bytes.length) {
			const grow = Math.min(largest, Math.max(size, node.bytes.length * 2));
			if (node.quota.used + grow - node.bytes.length > largest) throw failure("ENOSPC", syscall);
			node.quota.used += grow - node.bytes.length;
			const grown = new Uint8Array(grow);
			grown.set(node.bytes.subarray(0, node.size));
			node.bytes = grown;
		} else if (size < node.size) node.bytes.fill(0, size, node.size);
		node.size = size;
	};
	const read = (node, to, position) => {
		if (node.kind === "device") return node.fill(to);
		const part = node.bytes.subarray(position, Math.min(node.size, position + to.length));
		to.set(part);
		return part.length;
	};
	const write = (node, from, position) => {
		if (node.kind === "device") return from.length;
		if (position + from.length > node.size) resize(node, position + from.length, "write");
		node.bytes.set(from, position);
		return from.length;
	};
	return { directory, file, link, find, get, writable, add, remove, resize, read, write, child, names: (node) => [...node.entries.keys(), ...node === root ? ["tmp"] : []].sort(), isRoot: (node) => node === root || node === tmp() };
})
