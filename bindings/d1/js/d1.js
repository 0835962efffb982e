(function (native) {
	"use strict";

	// A message of the platform: the prefix names what failed, the cause has the
	// rest alone.
	const failure = (prefix, message, cause = message) => new Error(`${prefix}: ${message}`, { cause: new Error(cause) });

	// D1PreparedStatement is SQL with bound values. It never changes: bind makes
	// another one.
	class D1PreparedStatement {
		#session; #sql; #values;
		constructor(session, sql, values) { this.#session = session; this.#sql = sql; this.#values = values; }
		get statement() { check(isStatement(this)); return this.#sql; }
		get params() { check(isStatement(this)); return this.#values.map((v) => v instanceof ArrayBuffer ? Array.from(new Uint8Array(v)) : v); }
		bind(...values) {
			check(isStatement(this));
			return new D1PreparedStatement(this.#session, this.#sql, values.map(bindable));
		}
		async first(column) {
			check(isStatement(this));
			const row = (await this.#run(false)).results[0];
			if (row === undefined) return null;
			if (column === undefined) return row;
			if (row[column] === undefined) throw failure("D1_COLUMN_NOTFOUND", `Column not found (${column})`, "Column not found");
			return row[column];
		}
		async run() { check(isStatement(this)); return this.#run(false); }
		async all() { check(isStatement(this)); return this.#run(false); }
		async raw(options) {
			check(isStatement(this));
			const { columns, results } = await this.#run(true);
			return options?.columnNames ? [columns, ...results] : results;
		}
		async #run(raw) {
			return (await query(this.#session, [[this.#sql, this.#values]], raw))[0];
		}
		static is(v) { return isObject(v) && #sql in v; }
		static parts(v) { return [v.#sql, v.#values]; }
	}
	const { is: isStatement, parts: partsOf } = D1PreparedStatement;
	delete D1PreparedStatement.is;
	delete D1PreparedStatement.parts;

	// A session is what its queries share: the database, and the last bookmark or
	// what its first query asks for.
	const firstPrimary = "first-primary", firstUnconstrained = "first-unconstrained";
	const query = async (session, list, raw) => {
		const answer = await native.query(session.key, list, raw);
		if (session.bookmark !== undefined && answer.bookmark) session.see(answer.bookmark);
		if (answer.error !== undefined) throw failure("D1_ERROR", answer.error);
		return answer.results;
	};

	class Session {
		constructor(key, bookmark) { this.key = key; this.bookmark = bookmark; }
		get known() { return this.bookmark === firstPrimary || this.bookmark === firstUnconstrained ? null : this.bookmark; }
		see(bookmark) { if (this.known === null || this.known < bookmark) this.bookmark = bookmark; }
	}

	// What wraps a statement, as tracing libraries do, shows what is in it.
	const batch = (session, statements) => query(session, statements.map((s) =>
		isStatement(s) ? partsOf(s) : [`${s.statement}`, Array.from(s.params ?? [], bindable)]), false);

	class D1DatabaseSession {
		#session;
		constructor(session) { this.#session = session; }
		prepare(sql) { check(isObject(this) && #session in this); return new D1PreparedStatement(this.#session, `${sql}`, []); }
		async batch(statements) { check(isObject(this) && #session in this); return batch(this.#session, statements); }
		getBookmark() { check(isObject(this) && #session in this); return this.#session.known; }
	}

	class D1Database {
		#session;
		constructor(key) { this.#session = new Session(key, undefined); }
		prepare(sql) { check(isDatabase(this)); return new D1PreparedStatement(this.#session, `${sql}`, []); }
		async batch(statements) { check(isDatabase(this)); return batch(this.#session, statements); }
		async exec(sql) {
			check(isDatabase(this));
			const lines = `${sql}`.trim().split("\n");
			const answer = await native.exec(this.#session.key, lines);
			if (answer.error !== undefined) {
				const line = answer.at;
				throw failure("D1_EXEC_ERROR", `Error in line ${line + 1}: ${lines[line]}: ${answer.error}`);
			}
			return answer;
		}
		withSession(constraint) {
			check(isDatabase(this));
			const asked = constraint?.trim();
			return new D1DatabaseSession(new Session(this.#session.key, asked ? asked : firstUnconstrained));
		}
		async dump() {
			check(isDatabase(this));
			throw failure("D1_DUMP_ERROR", native.dumpRefusal());
		}
		static is(v) { return isObject(v) && #session in v; }
	}
	const isDatabase = D1Database.is;
	delete D1Database.is;

	const isObject = (v) => typeof v === "object" && v !== null;
	const check = (ok) => { if (!ok) throw new TypeError("Illegal invocation"); };

	// bindable is what a value is stored as: bytes of any kind become a buffer of
	// their own, at once, as later changes must not show.
	const bindable = (v) => {
		switch (typeof v) {
		case "number": case "string": return v;
		case "boolean": return v ? 1 : 0;
		case "object":
			if (v === null) return null;
			if (Array.isArray(v) && v.every((b) => typeof b === "number" && b >= 0 && b < 256)) return Uint8Array.from(v).buffer;
			if (v instanceof ArrayBuffer) return v.slice(0);
			if (ArrayBuffer.isView(v)) return Uint8Array.from(v).buffer;
		}
		throw failure("D1_TYPE_ERROR", `Type '${typeof v}' not supported for value '${v}'`);
	};

	for (const c of [D1Database, D1DatabaseSession, D1PreparedStatement]) {
		Object.defineProperty(c.prototype, Symbol.toStringTag, { value: c.name, configurable: true });
	}

	return { make: (key) => new D1Database(key) };
})
