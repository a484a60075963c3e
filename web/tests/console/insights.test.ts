import { expect, test } from "vitest";
import {
  bookingFigures,
  type Dashboard,
  growth,
  incomeOf,
  monthsBetween,
  monthsOf,
  type Planned,
  planFigures,
  widestGap,
} from "../../src/console/insights/figures";
import { heightOf, ticks } from "../../src/console/insights/scale";

const month = (name: string, plans: number, visits: number, lesser_visits: number) => ({
  month: name,
  plans,
  days: plans,
  visits,
  lesser_visits,
});

function dashboard(parts: Partial<Dashboard>): Dashboard {
  return {
    first_date: "2027-02-01",
    last_date: "2027-04-30",
    bookings: {},
    guests: 0,
    fill: { slots: 0, capacity: 0, taken: 0, rate: null },
    months: [],
    ...parts,
  } as Dashboard;
}

test("a period is compared with as many months before it", () => {
  const months = [
    month("2027-01", 10, 40, 4),
    month("2027-02", 0, 0, 0),
    month("2027-03", 12, 50, 20),
    month("2027-04", 8, 50, 10),
  ];
  const figures = planFigures({ months } as Planned, 2);
  expect(figures.plans).toEqual({ now: 20, before: 10 });
  expect(figures.lesser).toEqual({ now: 0.3, before: 0.1 });
  expect(growth(figures.plans)).toBe(100);
});

test("from nothing nothing grows", () => {
  expect(growth({ now: 5, before: 0 })).toBeNull();
  expect(growth({ now: null, before: 2 })).toBeNull();
  expect(growth({ now: 3, before: 4 })).toBe(-25);
});

test("what the longer period has more belongs to the one before", () => {
  const short = dashboard({
    bookings: { CONFIRMED: 2, REDEEMED: 3, CANCELLED: 9 },
    guests: 12,
    fill: { slots: 4, capacity: 40, taken: 20, rate: 0.5 },
  });
  const long = dashboard({
    bookings: { CONFIRMED: 2, REDEEMED: 7, CANCELLED: 9 },
    guests: 20,
    fill: { slots: 8, capacity: 80, taken: 30, rate: 0.375 },
  });
  expect(bookingFigures(short, long)).toEqual({
    bookings: { now: 5, before: 4 },
    guests: { now: 12, before: 8 },
    rate: { now: 0.5, before: 0.25 },
  });
});

test("months without bookings are shown as such, and currencies are added up", () => {
  const one = dashboard({
    months: [
      { month: "2027-03", currency: "EUR", bookings: 1, people: 2, income_minor: 500 },
      { month: "2027-03", currency: "JPY", bookings: 2, people: 5, income_minor: 9000 },
    ] as Dashboard["months"],
  });
  expect(monthsOf(one).map(({ bookings, people }) => [bookings, people])).toEqual([
    [0, 0],
    [3, 7],
    [0, 0],
  ]);
  expect(incomeOf(one)).toEqual([
    ["EUR", 500],
    ["JPY", 9000],
  ]);
});

test("months go over the end of a year", () => {
  expect(monthsBetween("2026-11-30", "2027-01-01")).toEqual(["2026-11", "2026-12", "2027-01"]);
});

test("the widest gap is something that nobody offers yet", () => {
  const wish = (category: string, offered: number, searches: number) => ({
    category,
    plans: 0,
    searches,
    awaited: 0,
    offered,
    free: 0,
  });
  expect(widestGap([wish("farm", 2, 9), wish("craft", 0, 4)])?.category).toBe("craft");
  expect(widestGap([wish("farm", 2, 9)])).toBeNull();
});

test("axes have round steps and reach the highest bar", () => {
  expect(ticks(0)).toEqual([0, 1]);
  expect(ticks(3)).toEqual([0, 1, 2, 3]);
  expect(ticks(37)).toEqual([0, 10, 20, 30, 40]);
  expect(ticks(1900).at(-1)).toBe(2000);
  expect(heightOf(20, [0, 10, 20, 30, 40])).toBe(50);
});
