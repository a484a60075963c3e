import { beforeEach, expect, test } from "vitest";
import type { Region } from "../../src/api/types";
import { daysBackOf } from "../../src/console/insights/figures";
import { yearAfter } from "../../src/console/pieces/zone";
import { setLanguage } from "../../src/i18n";
import { todayIn } from "../../src/plan/wall";
import type { Organisation } from "../../src/staff/people";
import * as session from "../../src/staff/session";
import { day, dayAndTime } from "../../src/staff/when";

const there = (code: string, time_zone: string) => ({ code, time_zone }) as Region;

function workIn(region: string) {
  const organisation = { id: "o", region_code: region } as Organisation;
  session.organisations.value = [organisation];
}

beforeEach(() => {
  setLanguage("en");
  session.regions.value = [there("ube", "Asia/Tokyo"), there("helsinki", "Europe/Helsinki")];
});

test("half past midnight in Tokyo is a day of the month that has begun there", () => {
  workIn("ube");
  expect(day("2027-03-31T15:30:00+00:00")).toBe("1 April 2027");
  expect(day("2027-03-31T14:59:59+00:00")).toBe("31 March 2027");
  expect(dayAndTime("2027-03-31T15:30:00+00:00")).toBe("1 Apr 2027, 00:30");
});

test("Helsinki's clock goes forward in March and back in October", () => {
  workIn("helsinki");
  expect(dayAndTime("2027-03-28T00:30:00Z")).toBe("28 Mar 2027, 02:30");
  expect(dayAndTime("2027-03-28T01:30:00Z")).toBe("28 Mar 2027, 04:30");
  expect(day("2027-03-31T21:30:00Z")).toBe("1 April 2027");
  expect(day("2027-10-31T21:30:00Z")).toBe("31 October 2027");
  expect(day("2027-10-31T22:00:00Z")).toBe("1 November 2027");
});

test("what is no moment is not told as one", () => {
  expect([day(""), dayAndTime("soon")]).toEqual(["", ""]);
});

test("a year on is the same date there, or the last of February", () => {
  expect(yearAfter("2027-04-01")).toBe("2028-04-01");
  expect(yearAfter("2028-02-29")).toBe("2029-02-28");
  expect(yearAfter("2027-12-31")).toBe("2028-12-31");
  const halfPastMidnight = new Date("2027-03-31T15:30:00Z");
  expect(yearAfter(todayIn("Asia/Tokyo", halfPastMidnight))).toBe("2028-04-01");
});

test("ideas are of the same days as the months beside them", () => {
  expect(daysBackOf(3, "2027-04-01")).toBe(59);
  expect(daysBackOf(3, "2027-03-31")).toBe(89);
  expect(daysBackOf(12, "2028-05-31")).toBe(365);
  expect(daysBackOf(6, "2027-01-01")).toBe(153);
});
