import { describe, expect, it, test, vi, assert } from "vitest";

const failure = (run: () => unknown): Error & { expected?: unknown } => {
  try { run(); } catch (e) { return e as Error; }
  throw new Error("it did not fail");
};

describe("equality", () => {
  it.each([
    [{ a: undefined, b: 2 }, { b: 2 }],
    [[1, [2, { x: new Date(5) }]], [1, [2, { x: new Date(5) }]]],
    [new Map([[{ k: 1 }, "v"]]), new Map([[{ k: 1 }, "v"]])],
    [new Set([{ a: 1 }, 2]), new Set([2, { a: 1 }])],
    [new Uint8Array([1, 2]), new Uint8Array([1, 2])],
    [/a/g, /a/g],
    [new Error("x"), new Error("x")],
    [NaN, NaN],
    [new URL("https://x.example/"), new URL("https://x.example")],
    [new Headers({ a: "1" }), new Headers({ A: "1" })],
  ])("%# equal", (a, b) => { expect(a).toEqual(b); });
  it.each([
    [{ a: 1 }, { a: 2 }], [[1, 2], [2, 1]], [new Error("x"), new Error("y")], [0, -0], [null, undefined], [{ a: null }, {}], ["1", 1],
    [new Set([1]), new Set([1, 2])], [new Date(1), new Date(2)], [[undefined], []],
  ])("%# not equal", (a, b) => { expect(a).not.toEqual(b); });
  it("is stricter when asked", () => {
    class A { constructor(public x: number) {} }
    expect(new A(1)).toEqual({ x: 1 });
    expect(new A(1)).not.toStrictEqual({ x: 1 });
    expect({ a: undefined }).not.toStrictEqual({});
    expect([, 1]).not.toStrictEqual([undefined, 1]);
  });
  it("survives circles", () => {
    const a: any = { n: 1 }, b: any = { n: 1 };
    a.self = a; b.self = b;
    expect(a).toEqual(b);
  });
});

describe("matchers", () => {
  it("hold", () => {
    expect(0.1 + 0.2).toBeCloseTo(0.3, 5);
    expect("team").toContain("ea");
    expect([1, { a: 1 }]).toContainEqual({ a: 1 });
    expect({ a: { b: [1, { c: 2 }] } }).toHaveProperty("a.b[1].c", 2);
    expect({ "a.b": 1 }).toHaveProperty(["a.b"]);
    expect({ a: 1, b: { c: 2, d: 3 } }).toMatchObject({ b: { c: 2 } });
    expect("abc").toMatch(/b/);
    expect(3).toBeOneOf([1, 3]);
    expect(4).toSatisfy((n: number) => n % 2 === 0);
    expect(() => { throw new TypeError("bad thing"); }).toThrow(TypeError);
    expect(() => { throw new TypeError("bad thing"); }).toThrowError("thing");
    expect(() => { throw new TypeError("bad thing"); }).toThrow(/^bad/);
    expect(() => { throw new TypeError("bad thing"); }).toThrow(expect.objectContaining({ message: "bad thing" }));
    expect(() => {}).not.toThrow();
    expect(10n).toBeGreaterThan(9);
    expect(new Date(2)).toBeGreaterThanOrEqual(+new Date(2) as any);
    expect("x").toBeTypeOf("string");
    expect([1, 2]).toHaveLength(2);
    expect(null).toBeNullable();
  });
  it("say what is wrong", () => {
    expect(failure(() => expect(1).toBe(2)).message).toBe("expected 1 to be 2");
    expect(failure(() => expect([1]).not.toEqual([1])).message).toBe("expected [1] not to equal [1]");
    expect(failure(() => expect(1, "the count").toBe(2)).message).toBe("the count: expected 1 to be 2");
    expect(failure(() => expect(() => {}).toThrow("x")).message).toContain("but nothing was thrown");
    expect(failure(() => expect([1, 2]).toHaveLength(3))).toBeInstanceOf(Error);
    expect(failure(() => expect({ a: 1 }).toEqual({ a: 2 }))).toMatchObject({ name: "AssertionError", expected: { a: 2 }, actual: { a: 1 } });
  });
  it("know chai's words", () => {
    expect([1, 2]).to.be.an("array").that.includes(2);
    expect({ a: 1 }).to.deep.equal({ a: 1 });
    expect("x").to.not.be.empty;
    assert.strictEqual(1, 1);
    assert(true);
  });
  it("wait for promises", async () => {
    await expect(Promise.resolve({ a: 1 })).resolves.toEqual({ a: 1 });
    await expect(Promise.reject(new Error("no"))).rejects.toThrow("no");
    await expect(async () => { throw new RangeError("r"); }).rejects.toThrow(RangeError);
    await expect(expect(Promise.resolve(1)).rejects.toThrow()).rejects.toThrow("it resolved to 1");
  });
  it("poll in virtual time", async () => {
    let n = 0;
    const began = Date.now();
    await expect.poll(() => ++n, { interval: 3_600_000, timeout: 10 * 3_600_000 }).toBe(5);
    expect(Date.now() - began).toBe(4 * 3_600_000);
  });
  it("count themselves", () => { expect.assertions(2); expect(1).toBe(1); expect(2).toBe(2); });
  it.fails("miss one", () => { expect.assertions(2); expect(1).toBe(1); });
  it.fails("go on when soft, and fail at the end", () => { expect.soft(1).toBe(2); expect(1).toBe(1); });
  it.fails("never get here", () => { expect.unreachable(); });
  it.fails("that nobody awaits fail all the same", () => { expect(Promise.resolve(1)).resolves.toBe(2); });
});

describe("asymmetric matchers", () => {
  it("match", () => {
    expect({ id: 7, name: "x", tags: ["a", "b"], at: new Date(), price: 0.30000001, text: "order 77", none: null }).toEqual({
      id: expect.any(Number), name: expect.anything(), tags: expect.arrayContaining(["b"]), at: expect.any(Date),
      price: expect.closeTo(0.3, 3), text: expect.stringMatching(/\d+$/), none: null,
    });
    expect({ a: { b: 1, c: 2 } }).toEqual({ a: expect.objectContaining({ b: 1 }) });
    expect(["a"]).toEqual(expect.not.arrayContaining(["b"]));
    expect("abc").toEqual(expect.stringContaining("b"));
    expect(null).not.toEqual(expect.anything());
  });
  it("can be added", () => {
    expect.extend({
      toBeWithin(received: number, low: number, high: number) {
        return { pass: received >= low && received <= high, message: () => `expected ${received} ${this.isNot ? "not " : ""}to be within ${low} and ${high}` };
      },
    });
    const more = expect as any;
    more(5).toBeWithin(1, 9);
    more(50).not.toBeWithin(1, 9);
    expect({ n: 5 }).toEqual({ n: more.toBeWithin(1, 9) });
    expect(failure(() => more(5).toBeWithin(6, 9)).message).toBe("expected 5 to be within 6 and 9");
  });
});

describe("snapshots", () => {
  class Point { x = 1; y = [1, "two"]; }
  it("are kept beside the tests", () => {
    expect({ point: new Point(), map: new Map([["k", null]]), set: new Set(["`${x}`\\"]), fn: () => {}, date: new Date(0), error: new TypeError("no") }).toMatchSnapshot();
    expect("second").toMatchSnapshot("with a hint");
    expect(() => { throw new Error("shown"); }).toThrowErrorMatchingSnapshot();
  });
  it("may stand in the source", () => {
    expect({ b: 1, a: [true, undefined] }).toMatchInlineSnapshot(`
      {
        "a": [
          true,
          undefined,
        ],
        "b": 1,
      }
    `);
    expect("one line").toMatchInlineSnapshot(`"one line"`);
    expect({ id: Math.random(), n: 1 }).toMatchInlineSnapshot({ id: expect.any(Number) }, `
      {
        "id": Any<Number>,
        "n": 1,
      }
    `);
    expect(() => { throw new Error("gone"); }).toThrowErrorMatchingInlineSnapshot(`[Error: gone]`);
  });
  it("may be files", async () => { await expect("<p>hello</p>\n").toMatchFileSnapshot("./page.html"); });
});

test("spies remember", () => {
  const add = vi.fn((a: number, b: number) => a + b);
  expect(add(1, 2)).toBe(3);
  add.mockReturnValueOnce(100);
  expect([add(1, 1), add(1, 1)]).toEqual([100, 2]);
  expect(add).toHaveBeenCalledTimes(3);
  expect(add).toHaveBeenNthCalledWith(1, 1, 2);
  expect(add).toHaveLastReturnedWith(2);
  expect(add.mock.results[0]).toEqual({ type: "return", value: 3 });
  expect(failure(() => expect(add).toHaveBeenCalledWith(9, 9)).message).toContain("it was called with [1, 2], [1, 1], [1, 1]");
  add.mockReset();
  expect(add(2, 2)).toBe(4);
});
