// Checks cases.txt against this Node: the recorded bytes are what its V8 writes
// for the expression, and it reads them.
const v8 = require("v8"), fs = require("fs"), assert = require("assert");
for (const line of fs.readFileSync(process.argv[2], "utf8").split("\n")) {
  if (line === "" || line.startsWith("#")) continue;
  const [name, expression, hex] = line.split(" | ");
  const s = new v8.Serializer();
  s.writeHeader();
  s.writeValue((0, eval)(expression));
  assert.strictEqual(s.releaseBuffer().toString("hex"), hex, name);
  v8.deserialize(Buffer.from(hex, "hex"));
}
