import { expect, test } from "vitest";
import { setLanguage, t } from "../src/i18n";
import { en } from "../src/i18n/en";
import { clock, distance, duration, money } from "../src/i18n/format";
import { ja, type Key } from "../src/i18n/ja";

const placeholders = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(String).sort();

test("both languages say the same things", () => {
  expect(Object.keys(en).sort()).toEqual(Object.keys(ja).sort());
});

test("both languages take the same values", () => {
  const optional = new Set(["plan.fee.party"]);
  for (const key of Object.keys(ja) as Key[]) {
    if (optional.has(key)) continue;
    expect([key, ...placeholders(en[key])]).toEqual([key, ...placeholders(ja[key])]);
  }
});

type Words = Record<string, string>;
const APART = import.meta.glob<Record<string, Words>>(
  "../src/{staff,console,guide}/**/words/*.ts",
  {
    eager: true,
  },
);
const folders = Object.keys(APART)
  .filter((path) => /\/ja(\.\w+)?\.ts$/.test(path))
  .map((path): [string, string] => [path, path.replace(/\/ja(\.\w+)?\.ts$/, "/en$1.ts")]);

/** The words that a file exports, whatever it calls them. */
const wordsIn = (path: string): Words => Object.assign({}, ...Object.values(APART[path] ?? {}));

test("the staff apps have words of their own", () => {
  expect(folders.length).toBeGreaterThan(2);
});

test.each(folders)(
  "%s and its English say the same things with the same values",
  (jaPath, enPath) => {
    const [japanese, english] = [wordsIn(jaPath), wordsIn(enPath)];
    expect(Object.keys(english).sort()).toEqual(Object.keys(japanese).sort());
    for (const [key, text] of Object.entries(japanese))
      expect([key, ...placeholders(english[key] ?? "")]).toEqual([key, ...placeholders(text)]);
  },
);

test("values are put into the reader's language", () => {
  setLanguage("ja");
  expect(t("plan.day", { number: 2 })).toBe("2 日目");
  setLanguage("en");
  expect(t("plan.stops", { count: 1 })).toBe("1 stop");
  expect(t("plan.stops", { count: 3 })).toBe("3 stops");
  expect(t("plan.day", { number: 2 })).toBe("Day 2");
});

test("a moment is told on the clock of its own place", () => {
  expect(clock("2027-05-15T09:05:00+03:00")).toBe("09:05");
});

test("units are those that people use", () => {
  setLanguage("ja");
  expect(duration(5400)).toBe("1時間30分");
  expect(duration(20)).toBe("1分");
  expect(distance(472.2)).toBe("470 m");
  expect(distance(2616.7)).toBe("2.6 km");
  expect(money(1500, "JPY")).toMatch(/1,500/);
  setLanguage("en");
  expect(money(550, "EUR")).toBe("€5.50");
});
