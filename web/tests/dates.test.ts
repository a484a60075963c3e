/** Dates and months as each language writes them. */
import { beforeEach, expect, test } from "vitest";
import { setLanguage } from "../src/i18n";
import { momentHere, monthName, monthShort } from "../src/i18n/format";

beforeEach(() => setLanguage("ja"));

test("a month is named in the reader's language", () => {
  expect([monthName("2027-05"), monthShort("2027-05")]).toEqual(["2027年5月", "5月"]);
  setLanguage("en");
  expect([monthName("2027-05"), monthShort("2027-05")]).toEqual(["May 2027", "May"]);
});

test("nobody has to guess which number of an English date is the month", () => {
  setLanguage("en");
  expect(momentHere("2027-05-06T12:00:00Z")).toContain("May");
});
