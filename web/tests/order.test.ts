import { expect, test } from "vitest";
import type { Detour, Spot } from "../src/api/types";
import {
  checkRequestOf,
  lockedAt,
  moved,
  orderOf,
  withDetour,
  without,
  withSpot,
} from "../src/plan/order";
import { makeLeg, makePlan, makeVisit } from "./builders";

const plan = makePlan([
  makeVisit("a", "10:00", "10:30"),
  makeVisit("b", "11:00", "11:20"),
  makeVisit("c", "13:00", "14:00", { locked: true }),
]);
const keys = (order: ReturnType<typeof orderOf>) => order.days[0]?.stops.map((stop) => stop.key);

test("an own order begins with the planner's, its stays and its agreed times", () => {
  const sent = checkRequestOf(orderOf(plan, null)).days[0]?.stops;
  expect(sent).toEqual([
    { kind: "spot", spot_id: "a", minutes: 30 },
    { kind: "spot", spot_id: "b", minutes: 20 },
    { kind: "spot", spot_id: "c", minutes: 60, begin: "13:00" },
  ]);
});

test("the frame of a day whose request is unknown is read off its ways", () => {
  const day = checkRequestOf(orderOf(plan, null)).days[0];
  expect(day?.start).toEqual({ lat: 60.1, lon: 24.9, time: "09:50" });
  expect(day?.end).toEqual({ lat: 60.2, lon: 24.95, time: "14:10" });
});

test("seconds of ways do not make a day begin before its minute, nor end too early", () => {
  const visit = makeVisit("a", "09:36", "10:00");
  const odd = makePlan([
    {
      ...visit,
      arrive: "2027-05-15T09:36:17+03:00",
      leave: "2027-05-15T10:00:40+03:00",
    },
  ]);
  const [day] = odd.days;
  if (day) day.legs = [makeLeg(377), makeLeg(90)];
  const sent = checkRequestOf(orderOf(odd, null)).days[0];
  expect([sent?.start.time, sent?.end.time]).toEqual(["09:30", "10:03"]);
});

test("a moved stop lands where it was put, and the order before stays as it was", () => {
  const before = orderOf(plan, null);
  expect(keys(moved(before, 0, 0, 2))).toEqual(["b", "c", "a"]);
  expect(keys(moved(before, 0, 2, 0))).toEqual(["c", "a", "b"]);
  expect(keys(before)).toEqual(["a", "b", "c"]);
});

test("a removed stop is gone, a locked one has its time, a freed one none", () => {
  const order = orderOf(plan, null);
  expect(keys(without(order, "b"))).toEqual(["a", "c"]);
  expect(lockedAt(order, "a", "10:00").days[0]?.stops[0]?.sent.begin).toBe("10:00");
  expect(lockedAt(order, "c", null).days[0]?.stops[2]?.sent).not.toHaveProperty("begin");
});

test("a detour comes after the stop that it is on the way from", () => {
  const detour = {
    spot_id: "d",
    name: "d",
    day: 1,
    after: 0,
    after_spot_id: "b",
    begin: "2027-05-15T11:30:00+03:00",
    leave: "2027-05-15T11:45:00+03:00",
  } as Detour;
  expect(keys(withDetour(orderOf(plan, null), detour))).toEqual(["a", "b", "d", "c"]);
});

test("a place from the map goes where it lengthens the way least", () => {
  const spread = makePlan([
    makeVisit("west", "10:00", "10:30", { location: { lat: 60.15, lon: 24.91 } }),
    makeVisit("east", "11:00", "11:20", { location: { lat: 60.15, lon: 24.94 } }),
  ]);
  const spot = {
    id: "between",
    geometry: { type: "Point", coordinates: [24.925, 60.15] },
    properties: { name: "between", category: "park", renown: null, fee_minor: null },
  } as unknown as Spot;
  expect(keys(withSpot(orderOf(spread, null), 0, spot))).toEqual(["west", "between", "east"]);
});
