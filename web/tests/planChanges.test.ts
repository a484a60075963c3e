import { expect, test } from "vitest";
import type { StopChange } from "../src/api/types";
import { setLanguage } from "../src/i18n";
import { notAsShown } from "../src/plan/changes";
import { timesInWords } from "../src/tourist/experience/DayChanges";

const at = (begin: string, leave: string, day = 1) => ({
  day,
  begin: `2027-05-${14 + day}T${begin}:10+09:00`,
  leave: `2027-05-${14 + day}T${leave}:10+09:00`,
});
const moved = (
  name: string,
  before: StopChange["before"],
  after: StopChange["after"],
): StopChange => ({
  what: before ? (after ? "moved" : "removed") : "new",
  kind: "spot",
  spot_id: name,
  slot_id: null,
  name,
  before,
  after,
});

test("what came of a booking as it was shown is not said again", () => {
  const shown = [
    moved("a", at("10:00", "11:00"), at("11:00", "12:00")),
    moved("b", at("9:00", "9:30"), null),
  ];
  expect(notAsShown(shown, structuredClone(shown))).toEqual([]);
  const seconds = structuredClone(shown);
  if (seconds[0]?.after) seconds[0].after.begin = "2027-05-15T11:00:59+09:00";
  expect(notAsShown(shown, seconds)).toEqual([]);
});

test("another time than was shown is said, and a change that was not shown", () => {
  const shown = [moved("a", at("10:00", "11:00"), at("11:00", "12:00"))];
  const done = [
    moved("a", at("10:00", "11:00"), at("11:03", "12:03")),
    moved("c", at("14:00", "15:00"), at("14:05", "15:05")),
  ];
  expect(notAsShown(shown, done).map(({ name }) => name)).toEqual(["a", "c"]);
});

test("a change is told with its times, and with its day where there are several", () => {
  setLanguage("en");
  const change = moved("a", at("10:00", "11:00"), at("11:20", "12:20"));
  expect(timesInWords(change, false)).toBe("10:00–11:00 → 11:20–12:20");
  expect(timesInWords(moved("a", null, at("12:00", "13:00")), false)).toBe("12:00–13:00");
  expect(timesInWords(moved("a", at("10:00", "11:00"), null), true)).toContain("15 May");
  const tomorrow = moved("a", at("10:00", "11:00"), at("10:00", "11:00", 2));
  expect(timesInWords(tomorrow, false)).toMatch(/15 May.*16 May/);
});
