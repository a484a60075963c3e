import { expect, test } from "vitest";
import { hasLunch, movedToDay, withLunch } from "../src/plan/betweenDays";
import { lockedAt, orderOf } from "../src/plan/order";
import { makePlan, makeVisit } from "./builders";

function twoDays() {
  const first = makePlan([
    makeVisit("Park", "10:00", "11:00"),
    makeVisit("Church", "13:00", "14:00"),
  ]);
  const second = makePlan([makeVisit("Museum", "10:00", "12:00")]);
  const days = [...first.days, ...second.days.map((day) => ({ ...day, date: "2027-05-16" }))];
  return orderOf({ ...first, days }, null);
}
const names = (order: ReturnType<typeof twoDays>) =>
  order.days.map((day) => day.stops.map((stop) => stop.known.name));

test("a stop goes to another day and leaves its own", () => {
  expect(names(movedToDay(twoDays(), "Park", 1)).map((day) => [...day].sort())).toEqual([
    ["Church"],
    ["Museum", "Park"],
  ]);
});

test("a time that was fixed is not taken along to another day", () => {
  const moved = movedToDay(lockedAt(twoDays(), "Park", "10:00"), "Park", 1);
  const park = moved.days[1]?.stops.find((stop) => stop.key === "Park");
  expect(park?.sent.begin).toBeUndefined();
});

test("what is nowhere, or there already, changes nothing", () => {
  const order = twoDays();
  expect(movedToDay(order, "Nowhere", 1)).toBe(order);
  expect(movedToDay(order, "Park", 0)).toBe(order);
  expect(movedToDay(order, "Park", 7)).toBe(order);
});

test("lunch comes around noon, once", () => {
  const order = withLunch(twoDays(), 0, ["11:00", "14:00"]);
  expect(order.days[0]?.stops.map((stop) => stop.sent.kind)).toEqual(["spot", "lunch", "spot"]);
  expect(hasLunch(order, 0)).toBe(true);
  expect(withLunch(order, 0, [])).toBe(order);
});

test("lunch is a rule of the order only where each day has one", () => {
  const one = withLunch(twoDays(), 0, ["11:00", "14:00"]);
  expect(one.frame.lunch).toBeUndefined();
  expect(withLunch(one, 1, ["12:00"]).frame.lunch).toBeDefined();
});
