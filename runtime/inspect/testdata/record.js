// Shows every case of cases.js with Node's own util and prints the results as
// JSON, for node.json.
const fs = require("fs"), path = require("path"), util = require("util"), vm = require("vm");
const lines = fs.readFileSync(path.join(__dirname, "cases.js"), "utf8").split("\n");
const out = [];
for (const code of lines) {
	if (code === "" || code.startsWith("//")) continue;
	const value = vm.runInThisContext(`(function (format) { return (${code}) })`)(util.format);
	out.push({ code, want: code.startsWith("format") ? value : util.inspect(value) });
	if (!code.startsWith("format")) out[out.length - 1].colors = util.inspect(value, { colors: true });
}
console.log(JSON.stringify(out, null, "\t"));
