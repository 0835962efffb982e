(function (native) {
	"use strict";
	const { publish, need, illegal, dictionary } = native.idl;
	const TOKEN = {};

	let fieldsOf;
	class PerformanceEntry {
		#fields;
		constructor(token = undefined, fields = undefined) {
			if (token !== TOKEN) throw new TypeError("Illegal constructor");
			this.#fields = fields;
		}
		get name() { return fieldsOf(this).name; }
		get entryType() { return fieldsOf(this).entryType; }
		get startTime() { return fieldsOf(this).startTime; }
		get duration() { return fieldsOf(this).duration; }
		toJSON() { return { ...fieldsOf(this) }; }
		static { fieldsOf = (o) => typeof o === "object" && o !== null && #fields in o ? o.#fields : illegal(); }
	}
	publish(PerformanceEntry, "PerformanceEntry");

	const time = (value) => {
		const n = +value;
		if (!(n >= 0)) throw new TypeError("A time must be a number that is not negative.");
		return n;
	};
	const detailOf = (detail) => detail === undefined || detail === null ? null : native.clone(detail);

	class PerformanceMark extends PerformanceEntry {
		#brand = true;
		constructor(name, options = undefined) {
			need(arguments, 1, "constructor of 'PerformanceMark'");
			options = dictionary(options, "The options of a mark");
			const startTime = options.startTime === undefined ? native.now() : time(options.startTime);
			super(TOKEN, { name: `${name}`, entryType: "mark", startTime, duration: 0, detail: detailOf(options.detail) });
		}
		get detail() { return #brand in this ? fieldsOf(this).detail : illegal(); }
	}
	publish(PerformanceMark, "PerformanceMark");

	class PerformanceMeasure extends PerformanceEntry {
		#brand = true;
		constructor(token = undefined, fields = undefined) { super(token, fields); }
		get detail() { return #brand in this ? fieldsOf(this).detail : illegal(); }
	}
	publish(PerformanceMeasure, "PerformanceMeasure");

	let entriesOf;
	class Performance extends native.EventTarget {
		#entries = [];
		constructor(token = undefined) {
			if (token !== TOKEN) throw new TypeError("Illegal constructor");
			super();
		}
		get timeOrigin() { entriesOf(this); return 0; }
		now() { entriesOf(this); return native.now(); }
		mark(name, options = undefined) {
			const entries = entriesOf(this);
			need(arguments, 1, "'mark' on 'Performance'");
			const mark = new PerformanceMark(name, options);
			insert(entries, mark);
			return mark;
		}
		measure(name, startOrOptions = undefined, endMark = undefined) {
			const entries = entriesOf(this);
			need(arguments, 1, "'measure' on 'Performance'");
			const measure = new PerformanceMeasure(TOKEN, span(entries, `${name}`, startOrOptions, endMark));
			insert(entries, measure);
			return measure;
		}
		getEntries() { return entriesOf(this).slice(); }
		getEntriesByName(name, type = undefined) {
			const entries = entriesOf(this);
			need(arguments, 1, "'getEntriesByName' on 'Performance'");
			name = `${name}`;
			if (type !== undefined) type = `${type}`;
			return entries.filter((e) => e.name === name && (type === undefined || e.entryType === type));
		}
		getEntriesByType(type) {
			const entries = entriesOf(this);
			need(arguments, 1, "'getEntriesByType' on 'Performance'");
			type = `${type}`;
			return entries.filter((e) => e.entryType === type);
		}
		clearMarks(name = undefined) { clear(entriesOf(this), "mark", name); }
		clearMeasures(name = undefined) { clear(entriesOf(this), "measure", name); }
		toJSON() { entriesOf(this); return { timeOrigin: 0 }; }
		static { entriesOf = (o) => typeof o === "object" && o !== null && #entries in o ? o.#entries : illegal(); }
	}
	publish(Performance, "Performance");

	const insert = (entries, entry) => {
		let at = entries.length;
		while (at > 0 && entries[at - 1].startTime > entry.startTime) at--;
		entries.splice(at, 0, entry);
	};
	const clear = (entries, type, name) => {
		for (let n = entries.length - 1; n >= 0; n--) {
			if (entries[n].entryType === type && (name === undefined || entries[n].name === `${name}`)) entries.splice(n, 1);
		}
	};
	const moment = (entries, mark) => {
		if (typeof mark === "number") return time(mark);
		const found = entries.filter((e) => e.entryType === "mark" && e.name === `${mark}`).pop();
		if (found === undefined) throw new native.DOMException(`The mark '${mark}' does not exist.`, "SyntaxError");
		return found.startTime;
	};
	const span = (entries, name, options, endMark) => {
		const bag = typeof options === "object" && options !== null ? options : { start: options, end: endMark };
		const { start, end, duration } = bag;
		const given = [start, end, duration].filter((v) => v !== undefined).length;
		if (bag === options && (given > 0 || bag.detail !== undefined)) {
			if (endMark !== undefined) throw new TypeError("A measure with options takes no end mark.");
			if (given === 3) throw new TypeError("A measure takes two of start, end and duration.");
			if (start === undefined && end === undefined) throw new TypeError("A measure needs a start or an end.");
		}
		let to = end !== undefined ? moment(entries, end)
			: start !== undefined && duration !== undefined ? moment(entries, start) + time(duration) : native.now();
		let from = start !== undefined ? moment(entries, start) : duration !== undefined ? to - time(duration) : 0;
		return { name, entryType: "measure", startTime: from, duration: to - from, detail: detailOf(bag.detail) };
	};

	return { Performance, PerformanceEntry, PerformanceMark, PerformanceMeasure, performance: new Performance(TOKEN) };
})
