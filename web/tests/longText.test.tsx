/** Long words of people are cut, and say so. */
import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, expect, test } from "vitest";
import { setLanguage } from "../src/i18n";
import { isLong, LongText } from "../src/ui/LongText";

let root: HTMLElement;

beforeEach(() => {
  setLanguage("en");
  root = document.createElement("div");
});

afterEach(() => render(null, root));

test("a few lines are shown as they are", () => {
  render(<LongText text="A garden behind the warehouses." />, root);
  expect(root.textContent).toBe("A garden behind the warehouses.");
  expect(root.querySelector("button")).toBeNull();
});

test("of many lines the beginning is shown, until somebody wants to read more", async () => {
  const text = "A garden behind the warehouses. ".repeat(60);
  render(<LongText text={text} />, root);
  const [words, button] = [root.querySelector("p"), root.querySelector("button")];
  expect(words?.textContent).toBe(text);
  expect(words?.className).toContain("cut");
  expect(button?.getAttribute("aria-expanded")).toBe("false");
  await act(() => button?.click());
  expect(words?.className).not.toContain("cut");
  expect(button?.textContent).toBe("Show less");
});

test("Japanese needs half as many letters for as many lines", () => {
  expect(isLong("あ".repeat(300))).toBe(true);
  expect(isLong("a".repeat(300))).toBe(false);
});

test("nothing is shown of nothing", () => {
  render(<LongText text="" />, root);
  expect(root.innerHTML).toBe("");
});
