package bundle

import "strings"

// powerEdits replaces esbuild's helper for **, which knows no BigInts, by one
// that hands the operator back to the engine, but for a power that V8 refuses
// too: the engine would try to make it, and memory that is not there ends the
// process.
func powerEdits(code string) []edit {
	const before, helper = "var __pow", " = Math.pow;"
	from := strings.Index(code, before)
	if from < 0 {
		return nil
	}
	// The bundler numbers the name when the script uses it too.
	at := from + len(before)
	for at < len(code) && code[at] >= '0' && code[at] <= '9' {
		at++
	}
	if !strings.HasPrefix(code[at:], helper) {
		return nil
	}
	return []edit{{span{at, at + len(helper)}, " = " + power + ";"}}
}

// power counts the bits of a result only where there may be many. V8 makes
// BigInts of up to 2 ** 30 bits.
const power = `(x, y) => { if (typeof y === "bigint" && y > 65536n && typeof x === "bigint" && (x > 1n || x < -1n) && (y > 1073741824n || BigInt((x < 0n ? -x : x).toString(2).length - 1) * y > 1073741824n)) throw new RangeError("Maximum BigInt size exceeded"); return x ** y; }`
