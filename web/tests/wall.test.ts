import { afterEach, expect, test, vi } from "vitest";
import { clockIn, localIn, momentIn, todayIn } from "../src/plan/wall";

const LATE = new Date("2027-05-14T16:30:00Z");

afterEach(() => {
  vi.restoreAllMocks();
});

test("the clock is that of the place, not of the device", () => {
  const moment = new Date("2026-06-01T15:05:00Z");
  expect(clockIn("Asia/Tokyo", moment)).toBe("00:05");
  expect(clockIn("Europe/Helsinki", moment)).toBe("18:05");
});

test("today is the place's", () => {
  expect(todayIn("Asia/Tokyo", LATE)).toBe("2027-05-15");
  expect(todayIn("Europe/Helsinki", LATE)).toBe("2027-05-14");
});

test("a date is a date also where the browser writes every language's dates in its own order", () => {
  // WebKit's en-CA begins with the month, as Chromium's did for a while.
  vi.spyOn(Intl.DateTimeFormat.prototype as { format: unknown }, "format", "get").mockReturnValue(
    () => "05/15/2027",
  );
  expect(todayIn("Asia/Tokyo", LATE)).toBe("2027-05-15");
  expect(localIn("Asia/Tokyo", "2027-05-14T16:30:00Z")).toBe("2027-05-15T01:30");
});

test("a moment has the offset of its own day, whatever the device's zone", () => {
  expect(momentIn("Asia/Tokyo", "2027-05-15T10:00")).toBe("2027-05-15T10:00:00+09:00");
  expect(momentIn("Europe/Helsinki", "2027-01-15T09:00")).toBe("2027-01-15T09:00:00+02:00");
  expect(momentIn("Europe/Helsinki", "2027-03-27T10:00")).toBe("2027-03-27T10:00:00+02:00");
  expect(momentIn("Europe/Helsinki", "2027-03-28T10:00")).toBe("2027-03-28T10:00:00+03:00");
  expect(momentIn("Europe/Helsinki", "2027-03-28T01:00")).toBe("2027-03-28T01:00:00+02:00");
});

test("a moment that came in UTC is told on the place's clocks", () => {
  expect(localIn("Asia/Tokyo", "2027-05-14T15:00:00+00:00")).toBe("2027-05-15T00:00");
});
