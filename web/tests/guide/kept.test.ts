import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { askOrKept, drop, forgetKept, keep, kept } from "../../src/guide/common/kept";

const offline = (failure: unknown) => failure === "away";

beforeEach(() => localStorage.clear());
afterEach(() => vi.useRealTimers());

test("what was asked for is kept, and stands in without a network", async () => {
  expect(await askOrKept("x", async () => 1, offline)).toEqual({ value: 1, keptAt: null });
  const again = await askOrKept("x", () => Promise.reject("away"), offline);
  expect(again.value).toBe(1);
  expect(again.keptAt).not.toBeNull();
});

test("a failure that is not the network's is told, although something was kept", async () => {
  keep("x", 1);
  await expect(askOrKept("x", () => Promise.reject("forbidden"), offline)).rejects.toBe(
    "forbidden",
  );
});

test("a network that does not answer holds nobody up where something was kept", async () => {
  vi.useFakeTimers();
  keep("x", 1);
  const asked = askOrKept("x", () => new Promise<number>(() => undefined), offline);
  await vi.advanceTimersByTimeAsync(6000);
  expect((await asked).value).toBe(1);
});

test("nothing is left of names when somebody signs out, but what was not sent stays", () => {
  keep("expected.o.2027-05-15", [{ name: "青森 花子" }]);
  localStorage.setItem("yorimichi.guide.scan.1", "{}");
  forgetKept();
  expect(kept("expected.o.2027-05-15")).toBeNull();
  expect(localStorage.getItem("yorimichi.guide.scan.1")).toBe("{}");
  drop("x");
});
