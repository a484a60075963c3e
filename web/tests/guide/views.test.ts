import { expect, test } from "vitest";
import { dueOnSite, queryOf, stepsOf } from "../../src/guide/bookings/steps";
import { barsOf, totalOf, trimmed } from "../../src/guide/income/bars";
import { lossOf, startsOf, stateOf, sumOf } from "../../src/guide/schedule/slots";
import { agendaOf, timeLeft } from "../../src/guide/today/agenda";
import type { Booking, Guest, Month, Slot } from "../../src/guide/types";

const NOW = new Date("2027-05-15T00:00:00Z");

function guest(over: Partial<Guest>): Guest {
  return {
    booking_id: "b",
    code: "7KQ4M2XD",
    title: "田植え体験",
    starts_at: "2027-05-15T10:00:00+09:00",
    name: "青森 花子",
    people: 2,
    answer_by: null,
    ...over,
  };
}

function slot(over: Partial<Slot> = {}, state = "open", taken = 4): Slot {
  return {
    id: "s",
    experience_id: "e",
    option_id: "o",
    date: "2027-05-15",
    starts_at: "2027-05-15T10:00:00+09:00",
    ends_at: "2027-05-15T11:00:00+09:00",
    capacity: 10,
    vacancies: 10 - taken,
    status: state === "open" ? "AVAILABLE" : "CLOSED",
    bookable: true,
    reason: null,
    price_from_minor: 3000,
    currency: "JPY",
    keeping: {
      state,
      taken,
      schedule_id: null,
      capacity_by_hand: false,
      closed_by_schedule: false,
    },
    ...over,
  };
}

function booking(over: Partial<Booking> = {}): Booking {
  const stands = {
    status: "CONFIRMED",
    payment: "on_site",
    total_minor: 6000,
    paid_minor: 0,
    confirmed_at: "2027-05-01T10:00:00+09:00",
    no_show_at: null,
    slot: { starts_at: "2027-05-15T10:00:00+09:00" },
  };
  return { ...stands, ...over } as Booking;
}

test("guests of the same time are shown together, with how many they are", () => {
  const days = agendaOf([
    guest({ booking_id: "1" }),
    guest({ booking_id: "2", people: 3 }),
    guest({ booking_id: "3", starts_at: "2027-05-16T10:00:00+09:00" }),
  ]);
  expect(days.map((day) => day.date)).toEqual(["2027-05-15", "2027-05-16"]);
  expect(days[0]?.gatherings.map((g) => g.people)).toEqual([5]);
});

test("nobody is promised more time to answer than there is", () => {
  expect(timeLeft("2027-05-15T01:59:00Z", NOW)).toEqual({ unit: "hours", count: 1, urgent: true });
  expect(timeLeft("2027-05-15T00:30:00Z", NOW)).toMatchObject({ unit: "minutes", count: 30 });
  expect(timeLeft("2027-05-18T01:00:00Z", NOW)).toEqual({ unit: "days", count: 3, urgent: false });
  expect(timeLeft("2027-05-15T00:00:00Z", NOW)).toEqual({ unit: "over" });
});

test("a slot counts as what it is, in this order: cancelled, past, closed, not public, full, open", () => {
  expect(stateOf(slot(), NOW)).toBe("open");
  expect(stateOf(slot({ vacancies: 0 }, "open", 10), NOW)).toBe("full");
  expect(stateOf(slot({ reason: "not_published" }), NOW)).toBe("unpublished");
  expect(stateOf(slot({}, "closed"), NOW)).toBe("closed");
  expect(stateOf(slot({}, "cancelled"), new Date("2027-05-16T00:00:00Z"))).toBe("cancelled");
  expect(stateOf(slot(), new Date("2027-05-15T02:00:00Z"))).toBe("past");
});

test("cancelled slots are no seats of a day", () => {
  const sum = sumOf([slot(), slot({ id: "t" }, "cancelled", 2)], NOW);
  expect(sum).toEqual({ slots: 1, taken: 4, capacity: 10, state: "open" });
});

test("who is hit by a cancelled slot is who has asked or stands", () => {
  const one = { people: 2, paid_minor: 6000, refund_minor: 1000 };
  const loss = lossOf([
    { ...one, status: "CONFIRMED" },
    { ...one, status: "PENDING" },
    { ...one, status: "CANCELLED" },
    { ...one, status: "REDEEMED" },
  ]);
  expect(loss).toEqual({ bookings: 2, people: 4, refundMinor: 10000 });
});

test("starts are read in the width and with the separators that people type", () => {
  expect(startsOf("9:00、13:30")).toEqual(["09:00", "13:30"]);
  expect(startsOf("１４：００ 0900")).toEqual(["09:00", "14:00"]);
  expect(startsOf("25:00")).toBeNull();
  expect(startsOf("")).toEqual([]);
});

test("what can be done with a booking follows its state and the clock", () => {
  const before = stepsOf(booking(), NOW, true);
  expect(before).toMatchObject({ change: true, cancel: true, redeem: true, noShow: false });
  const begun = stepsOf(booking(), new Date("2027-05-15T01:00:00Z"), true);
  expect(begun).toMatchObject({ change: false, cancel: true, redeem: true, noShow: true });
  const early = stepsOf(booking(), new Date("2027-05-13T00:00:00Z"), true);
  expect(early).toMatchObject({ redeem: false, redeemLater: true });
  expect(stepsOf(booking({ status: "PENDING", confirmed_at: null }), NOW, true)).toMatchObject({
    answer: true,
    cancel: false,
    write: true,
  });
});

test("who may only read is offered nothing", () => {
  expect(Object.values(stepsOf(booking(), NOW, false)).some(Boolean)).toBe(false);
});

test("what is due on site is what is not paid", () => {
  expect(dueOnSite(booking())).toBe(6000);
  expect(dueOnSite(booking({ payment: "online" }))).toBeNull();
  expect(dueOnSite(booking({ status: "CANCELLED" }))).toBeNull();
});

test("a day's bookings are shown also when they are over", () => {
  const none = { status: "", experience: "", on: "", past: false };
  expect(queryOf(none)).toEqual({ upcoming: true });
  expect(queryOf({ ...none, on: "2027-05-15" })).toEqual({ on: "2027-05-15" });
  expect(queryOf({ ...none, past: true, status: "CANCELLED" })).toEqual({ status: "CANCELLED" });
});

test("each month has a bar, and the highest fills the height", () => {
  const month = (name: string, income: number, expected = 0, currency = "JPY"): Month => ({
    month: name,
    currency,
    bookings: 1,
    people: 2,
    income_minor: income,
    expected_minor: expected,
    refund_minor: 0,
  });
  const months = [
    month("2027-03", 6000),
    month("2027-05", 3000, 9000),
    month("2027-05", 5, 0, "EUR"),
  ];
  const bars = barsOf(months, "JPY", "2027-02-01", "2027-05-31");
  expect(bars.map((bar) => bar.month)).toEqual(["2027-02", "2027-03", "2027-04", "2027-05"]);
  expect(bars.map((bar) => bar.income + bar.expected)).toEqual([0, 0.5, 0, 1]);
  expect(trimmed(bars).map((bar) => bar.month)).toEqual(["2027-03", "2027-04", "2027-05"]);
  expect(totalOf(bars)).toMatchObject({ incomeMinor: 9000, expectedMinor: 9000, people: 4 });
});
