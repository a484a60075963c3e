import { expect, test } from "vitest";
import type { Check } from "../src/api/types";
import { moved, orderOf } from "../src/plan/order";
import { hintsOf, ownDays, plannedDays } from "../src/plan/view";
import { makePlan, makeViolation, makeVisit } from "./builders";

const plan = makePlan([
  makeVisit("a", "10:00", "10:30"),
  makeVisit("car", "10:40", "10:40", { kind: "parking", spot_id: null }),
  makeVisit("b", "11:00", "11:20", { renown: 0.8 }),
]);

test("stops are numbered in order, parked cars are not", () => {
  expect(plannedDays(plan, null)[0]?.stops.map((stop) => stop.number)).toEqual([1, null, 2]);
});

test("only what few visitors know counts as off the beaten track", () => {
  expect(plannedDays(plan, null)[0]?.stops.map((stop) => stop.lesser)).toEqual([
    true,
    false,
    false,
  ]);
});

test("the end of a day is told on the clock of its place", () => {
  expect(plannedDays(plan, null)[0]?.end.time).toBe("2027-05-15T11:30:00+03:00");
});

test("until an order is judged the last known times stay, marked as such", () => {
  const hints = hintsOf(plannedDays(plan, null));
  const stops = ownDays(moved(orderOf(plan, null), 0, 0, 1), null, hints)[0]?.stops;
  expect(stops?.map(({ key, begin, stale }) => [key, begin?.slice(11, 16), stale])).toEqual([
    ["b", "11:00", true],
    ["a", "10:00", true],
  ]);
});

test("each violation stands with the stop or the day that it is about", () => {
  const order = orderOf(plan, null);
  const check = {
    ok: false,
    days: [{ stops: [], legs: null, end: "", totals: { travel_s: 0, distance_m: 0 } }],
    violations: [
      { ...makeViolation("closed_that_day", { kind: "drop" }), pointer: "/days/0/stops/1" },
      makeViolation("lunch_missed", { kind: "add_break" }),
    ],
  } as unknown as Check;
  const [day] = ownDays(order, check, hintsOf([]));
  expect(day?.stops[1]?.violations.map((one) => one.rule)).toEqual(["closed_that_day"]);
  expect(day?.violations.map((one) => one.rule)).toEqual(["lunch_missed"]);
});
