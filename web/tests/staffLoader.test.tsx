import { render } from "preact";
import { expect, test, vi } from "vitest";
import { Problem } from "../src/api/problem";
import { type Loader, useLoader, WithLoaded } from "../src/staff/states";

/** A screen with a field, and its loader; `answers` are given one after another. */
function screen(answers: (() => Promise<string>)[]) {
  const root = document.createElement("div");
  const kept: { loader?: Loader<string> } = {};
  function Screen() {
    const loader = useLoader(
      () => answers.shift()?.() ?? Promise.reject(new Error("asked too often")),
    );
    kept.loader = loader;
    return <WithLoaded from={loader}>{(value) => <input aria-label={value} />}</WithLoaded>;
  }
  render(<Screen />, root);
  return { root, kept };
}

const field = (root: Element) => root.querySelector("input");

test("what was typed outlives a network that goes away when a screen asks again", async () => {
  const { root, kept } = screen([
    async () => "spot",
    async () => {
      throw new Problem("offline", 0, "");
    },
  ]);
  await vi.waitFor(() => expect(field(root)).not.toBeNull());
  const typed = field(root);
  if (typed) typed.value = "half a sentence";
  kept.loader?.reload();
  await vi.waitFor(() => expect(root.querySelector("[role=alert]")).not.toBeNull());
  expect(field(root)?.value).toBe("half a sentence");
});

test("what may not be seen any more goes out of sight", async () => {
  const { root, kept } = screen([
    async () => "spot",
    async () => {
      throw new Problem("forbidden", 403, "No.");
    },
  ]);
  await vi.waitFor(() => expect(field(root)).not.toBeNull());
  kept.loader?.reload();
  await vi.waitFor(() => expect(field(root)).toBeNull());
});
