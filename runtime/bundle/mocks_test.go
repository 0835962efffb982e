package bundle

import (
	"slices"
	"strings"
	"testing"
)

func TestReadMocks(t *testing.T) {
	m := readMocks(`import { vi } from "vitest";
import pay from "./pay";

const { charge, refund: back } = vi.hoisted(() => ({ charge: vi.fn(), refund: "}" }));
let one = await vi.hoisted(async () => 1);
vi.mock("./pay", async (importOriginal) => ({ ...(await importOriginal()), charge }));
vi.mock(import("./mail"), () => ({
  send: vi.fn(() => "(" /* ) */),
}));
vi.mock('node:fs');
vi.unmock("./other");

it("x", async () => { vi.mock("./late"); await vi.importActual<typeof import("./pay")>("./pay"); });`)
	if want := []string{"./pay", "./mail", "node:fs"}; !slices.Equal(m.mocked, want) {
		t.Errorf("mocked %q, want %q", m.mocked, want)
	}
	if !m.async || !m.actual["./pay"] || len(m.actual) != 1 {
		t.Errorf("async %v, actual %v", m.async, m.actual)
	}
	want := `export const { charge, refund: back } = vi.hoisted(() => ({ charge: vi.fn(), refund: "}" }));
export let one = await vi.hoisted(async () => 1);
vi.__mock("./pay", async (importOriginal) => ({ ...(await importOriginal()), charge }));
vi.__mock("./mail", () => ({
  send: vi.fn(() => "(" /* ) */),
}));
vi.__mock('node:fs');
`
	if m.hoisted != want {
		t.Errorf("hoisted:\n%s\nwant:\n%s", m.hoisted, want)
	}
	lines := strings.Split(m.text, "\n")
	if got := lines[len(lines)-1]; got != `import { charge, back, one } from "paddock-hoisted:";` {
		t.Errorf("the last line is %q", got)
	}
	if got := lines[12]; !strings.HasPrefix(got, `it("x"`) {
		t.Errorf("line 13 is %q: what is left must stay where it was", got)
	}
	if plain := readMocks(`it("x", () => {});`); plain.hoisted != "" || plain.text != `it("x", () => {});` {
		t.Errorf("a file without mocks became %+v", plain)
	}
}

func FuzzReadMocks(f *testing.F) {
	f.Add("vi.mock(\"a\", () => ({}));\nconst x = vi.hoisted(() => 1);")
	f.Add("vi.mock('a'")
	f.Add("vi.hoisted(`${`")
	f.Fuzz(func(t *testing.T, src string) {
		m := readMocks(src)
		if strings.Count(m.text, "\n") < strings.Count(src, "\n") {
			t.Errorf("%q lost lines: %q", src, m.text)
		}
	})
}
