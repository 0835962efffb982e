// Runs the cases of one file (see cases_test.go) with Node and prints what they
// gave as JSON: node record.js buffer.js > buffer.json
const fs = require("fs"), path = require("path"), util = require("util");
process.emitWarning = () => {};
const AsyncFunction = (async () => {}).constructor;
const describe = (e) => e instanceof Error || (e && e.stack) ? `${e.name}${e.code ? ` [${e.code}]` : ""}: ${e.message}` : `threw ${util.inspect(e)}`;
(async () => {
	const out = {};
	const text = fs.readFileSync(path.join(__dirname, process.argv[2]), "utf8");
	for (let code of text.split(/\n\n+/)) {
		code = code.trim();
		if (code === "" || code.split("\n").every((line) => line.startsWith("//"))) continue;
		const body = code.endsWith(";") ? code : `return (${code}\n)`;
		let got;
		try {
			got = util.inspect(await new AsyncFunction("require", body)(require), { depth: 6 });
		} catch (error) {
			got = describe(error);
		}
		out[code] = got;
	}
	console.log(JSON.stringify(out, null, "\t"));
	process.exit(0);
})();
