package testrun

import (
	"maps"
	"testing"
)

func TestSnapshotsAreReadBack(t *testing.T) {
	want := map[string]string{"a > b 1": "one", "a > b 2": "{\n  \"x\": `y ${z} \\n`,\n}", "`odd` 1": ""}
	text := header
	for name, value := range want {
		if len(value) > 3 {
			value = "\n" + value + "\n"
		}
		text += "\nexports[" + backtick(name) + "] = " + backtick(value) + ";\n"
	}
	if got := parseSnapshots(text); !maps.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func FuzzParseSnapshots(f *testing.F) {
	f.Add("exports[`a 1`] = `x`;")
	f.Fuzz(func(_ *testing.T, text string) { parseSnapshots(text) })
}

func TestInlineSnapshotsAreWritten(t *testing.T) {
	for _, c := range []struct{ src, text, want string }{
		{"expect(f(\")\")).toMatchInlineSnapshot();", "1", "expect(f(\")\")).toMatchInlineSnapshot(`1`);"},
		{"  expect(x).toMatchInlineSnapshot(`old`);", "{\n  a,\n}", "  expect(x).toMatchInlineSnapshot(`\n    {\n      a,\n    }\n  `);"},
		{"expect(x).toMatchInlineSnapshot({ a: [1, 2] });", "1", "expect(x).toMatchInlineSnapshot({ a: [1, 2] }, `1`);"},
		{"expect(x).toMatchInlineSnapshot({ a: 1 }, \"old\",);", "`", "expect(x).toMatchInlineSnapshot({ a: 1 }, `\\``,);"},
	} {
		got, err := edit{line: 1, column: 1, method: "toMatchInlineSnapshot", text: c.text}.apply(c.src)
		if err != nil || got != c.want {
			t.Errorf("%s: %v\ngot  %q\nwant %q", c.src, err, got, c.want)
		}
	}
	if _, err := (edit{line: 1, column: 1, method: "toMatchInlineSnapshot"}).apply("nothing"); err == nil {
		t.Error("a call was found where there is none")
	}
}

func TestNamesAreOrderedAsPeopleCount(t *testing.T) {
	ordered := []string{"a 1", "a 2", "a 10", "a 010x", "b", "b1"}
	for n := 1; n < len(ordered); n++ {
		if compareNatural(ordered[n-1], ordered[n]) >= 0 {
			t.Errorf("%q does not come before %q", ordered[n-1], ordered[n])
		}
	}
}
