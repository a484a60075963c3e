import { expect, test } from "vitest";
import { addDays, addMonths, lastDateOf, weekdayOf, weeksOf } from "../../src/guide/logic/days";
import { amountText, minorOf, wholeOf } from "../../src/guide/logic/numbers";

test("amounts are whole in yen, and have cents in euros", () => {
  expect(minorOf("3,000", "JPY")).toBe(3000);
  expect(minorOf("12.50", "EUR")).toBe(1250);
  expect(minorOf("12,5", "EUR")).toBe(1250);
  expect(minorOf("12", "EUR")).toBe(1200);
  expect(minorOf("1,200", "EUR")).toBe(120000);
  expect(minorOf("12.50", "JPY")).toBeNull();
});

test("what a Japanese keyboard leaves is understood", () => {
  expect(minorOf("３，０００円", "JPY")).toBe(3000);
  expect(minorOf("￥１５００", "JPY")).toBe(1500);
  expect(wholeOf("１０")).toBe(10);
});

test("what is no amount is none", () => {
  for (const text of ["", "-5", "viel", "1.234.5", "三千"]) expect(minorOf(text, "EUR")).toBeNull();
});

test("an amount in a field reads back as itself", () => {
  for (const [minor, currency] of [
    [1250, "EUR"],
    [1200, "EUR"],
    [5, "EUR"],
    [3000, "JPY"],
  ] as const) {
    expect(minorOf(amountText(minor, currency), currency)).toBe(minor);
  }
});

test("days and months are counted over the turn of the year", () => {
  expect(addDays("2027-12-31", 1)).toBe("2028-01-01");
  expect(addMonths("2027-11", 3)).toBe("2028-02");
  expect(addMonths("2027-01", -1)).toBe("2026-12");
  expect(lastDateOf("2028-02")).toBe("2028-02-29");
});

test("a calendar has every day of the month once, in whole weeks", () => {
  for (const first of [1, 7]) {
    const weeks = weeksOf("2027-05", first);
    expect(weeks.every((week) => week.length === 7)).toBe(true);
    const days = weeks.flat().filter((day) => day !== null);
    expect(days).toHaveLength(31);
    expect(new Set(days).size).toBe(31);
    for (const week of weeks)
      week.forEach((day, n) => {
        if (day) expect(weekdayOf(day)).toBe(((first - 1 + n) % 7) + 1);
      });
  }
});
