import { expect, test } from "vitest";
import { applied } from "../src/plan/fixes";
import { orderOf } from "../src/plan/order";
import { makePlan, makeViolation, makeVisit } from "./builders";

const order = orderOf(
  makePlan([
    makeVisit("a", "10:00", "10:30"),
    makeVisit("b", "11:00", "11:20"),
    makeVisit("c", "13:00", "14:00"),
  ]),
  null,
);
const at = (stop: number) => `/days/0/stops/${stop}`;
const keys = (done: typeof order) => done.days[0]?.stops.map((stop) => stop.key);
const mend = (rule: string, fix: Parameters<typeof makeViolation>[1]) =>
  applied(order, makeViolation(rule, fix));

test("a day starts earlier or ends later", () => {
  expect(
    mend("day_end_missed", { kind: "start_earlier", day: 1, time: "09:20" }).days[0]?.start.time,
  ).toBe("09:20");
  expect(
    mend("day_end_missed", { kind: "end_later", day: 1, time: "18:00" }).days[0]?.end.time,
  ).toBe("18:00");
});

test("a stay is shortened, a visit begins at another time", () => {
  expect(
    mend("x", { kind: "shorten", stops: [at(2)], minutes: 25 }).days[0]?.stops[2]?.sent.minutes,
  ).toBe(25);
  expect(
    mend("x", { kind: "begin_at", stops: [at(1)], time: "12:00" }).days[0]?.stops[1]?.sent.begin,
  ).toBe("12:00");
});

test("stops are swapped, moved and dropped by their pointers", () => {
  expect(keys(mend("x", { kind: "swap", stops: [at(0), at(2)] }))).toEqual(["c", "b", "a"]);
  expect(keys(mend("x", { kind: "move_after", stops: [at(0)], after: at(1) }))).toEqual([
    "b",
    "a",
    "c",
  ]);
  expect(keys(mend("x", { kind: "move_after", day: 1, stops: [at(2)], after: null }))).toEqual([
    "c",
    "a",
    "b",
  ]);
  expect(keys(mend("x", { kind: "drop", stops: [at(0), at(2)] }))).toEqual(["b"]);
});

test("a missed lunch is added where the server proposes", () => {
  const stops = mend("lunch_missed", { kind: "add_break", day: 1, after: at(0), minutes: 45 })
    .days[0]?.stops;
  expect(stops?.[1]?.sent).toEqual({ kind: "lunch", minutes: 45 });
});

test("the limit that was exceeded is raised", () => {
  expect(mend("over_budget", { kind: "raise_limit", limit: 900 }).frame.budget_minor).toBe(900);
  expect(mend("too_many_visits", { kind: "raise_limit", limit: 9 }).frame.limits).toEqual({
    visits_per_day: 9,
  });
});

test("without a fix nothing changes", () => {
  expect(applied(order, { ...makeViolation("x", { kind: "drop" }), fix: null })).toBe(order);
});
