import { expect, test } from "vitest";
import type { Visit } from "../src/api/types";
import { moved, orderOf, without } from "../src/plan/order";
import { reconciled } from "../src/plan/reconcile";
import { makePlan, makeVisit } from "./builders";

const held = { id: "b-1", status: "CONFIRMED" } as unknown as NonNullable<Visit["booking"]>;
const weaving = (begin: string, leave: string, booking: Visit["booking"] = held) =>
  makeVisit("Weaving", begin, leave, {
    kind: "experience",
    spot_id: null,
    slot_id: "s-1",
    booking,
  });
const park = makeVisit("Park", "10:00", "11:00");
const church = makeVisit("Church", "12:00", "13:00");
const names = (order: ReturnType<typeof orderOf>) => order.days[0]?.stops.map((s) => s.known.name);

test("an own order survives what happens to the plan", () => {
  const before = makePlan([park, church]);
  const own = moved(orderOf(before, null), 0, 0, 1);
  const { order, lost, gained } = reconciled(own, before, makePlan([park, church]));
  expect(names(order)).toEqual(["Church", "Park"]);
  expect([lost, gained]).toEqual([[], []]);
});

test("what was cancelled leaves the own order, and that is told", () => {
  const before = makePlan([park, weaving("11:10", "11:50")]);
  const { order, lost } = reconciled(orderOf(before, null), before, makePlan([park]));
  expect(names(order)).toEqual(["Park"]);
  expect(lost).toEqual(["Weaving"]);
});

test("what was booked elsewhere comes into the own order at its time", () => {
  const before = makePlan([park, church]);
  const after = makePlan([park, weaving("11:10", "11:50"), church]);
  const { order, gained } = reconciled(orderOf(before, null), before, after);
  expect(names(order)).toEqual(["Park", "Weaving", "Church"]);
  expect(gained).toEqual(["Weaving"]);
});

test("what the tourist took out does not come back by itself", () => {
  const before = makePlan([park, weaving("11:10", "11:50")]);
  const own = without(orderOf(before, null), "s-1");
  expect(names(reconciled(own, before, before).order)).toEqual(["Park"]);
});

test("a booking in the own order has the standing of today", () => {
  const before = makePlan([weaving("11:10", "11:50", null)]);
  const after = makePlan([weaving("11:10", "11:50")]);
  const { order } = reconciled(orderOf(before, null), before, after);
  expect(order.days[0]?.stops[0]?.known.booking?.status).toBe("CONFIRMED");
});

test("a booking that the plan still shows as cancelled leaves the own order, and never enters it", () => {
  const gone = { ...held, status: "CANCELLED" } as typeof held;
  const before = makePlan([park, weaving("11:10", "11:50")]);
  const after = makePlan([park, weaving("11:10", "11:50", gone)]);
  const { order, lost } = reconciled(orderOf(before, null), before, after);
  expect([names(order), lost]).toEqual([["Park"], ["Weaving"]]);
  const elsewhere = reconciled(orderOf(makePlan([park]), null), makePlan([park]), after);
  expect([names(elsewhere.order), elsewhere.gained]).toEqual([["Park"], []]);
});
