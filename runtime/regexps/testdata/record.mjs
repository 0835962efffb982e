// Writes recorded.txt: what Node shows for every line of cases.js.
import { readFileSync, writeFileSync } from "node:fs";

const here = new URL("./", import.meta.url);
const prelude = readFileSync(new URL("show.js", here), "utf8");
const out = [];
for (const line of readFileSync(new URL("cases.js", here), "utf8").split("\n")) {
	if (line === "" || line.startsWith("//")) continue;
	out.push(`> ${line}`, ...(0, eval)(`(() => { ${prelude}\n return run(() => { ${line}\n }); })()`));
}
writeFileSync(new URL("recorded.txt", here), out.join("\n") + "\n");
