import { expect, test } from "vitest";
import type { ExperienceOption, Region } from "../src/api/types";
import { setLanguage } from "../src/i18n";
import { boxAround, tilesIn } from "../src/offline/tiles";
import { faultsOf, firstWishes, requestOf } from "../src/plan/wishes";
import { leftIn } from "../src/tourist/experience/Countdown";
import { seatsIn, totalOf, unitCounts } from "../src/tourist/experience/party";
import { landing } from "../src/tourist/plan/drag";
import { momentOn } from "../src/tourist/sheets/ReplanView";
import { hoursInWords } from "../src/tourist/spot/hours";

test("hours are said in the reader's words", () => {
  setLanguage("ja");
  expect(hoursInWords("Mo,We-Su 09:30-17:00; PH off")).toEqual([
    "月・水〜日 09:30–17:00",
    "祝日 休み",
  ]);
  setLanguage("en");
  expect(hoursInWords("Mo-Fr 10:00-12:00,13:00-17:00")).toEqual([
    "Mon–Fri 10:00–12:00, 13:00–17:00",
  ]);
  expect(hoursInWords("24/7")).toEqual(["always open"]);
});

test("a dragged stop lands between the middles of the others", () => {
  expect(landing([50, 150, 250], 0, 60)).toBe(0);
  expect(landing([50, 150, 250], 0, 200)).toBe(1);
  expect(landing([50, 150, 250], 2, 10)).toBe(0);
});

test("a hold counts down to zero and no further", () => {
  expect(leftIn(893.9)).toBe("14:53");
  expect(leftIn(-4)).toBe("0:00");
});

test("a party's seats and price come from its units", () => {
  const option = {
    units: [
      { id: "adult", price_minor: 3000, seats: 1 },
      { id: "baby", price_minor: 0, seats: 0 },
    ],
  } as ExperienceOption;
  const counts = { adult: 2, baby: 1 };
  expect(seatsIn(option, counts)).toBe(2);
  expect(totalOf(option, counts)).toBe(6000);
  expect(unitCounts({ adult: 2, baby: 0 })).toEqual([{ unit_id: "adult", quantity: 2 }]);
});

test("the form asks for every day with its ends, and refuses a day that ends before it starts", () => {
  const region = { code: "ube", centre: { lat: 34, lon: 131 } } as Region;
  const wishes = { ...firstWishes("2027-02-27"), days: 2 };
  expect(requestOf(wishes, region).days.map((day) => day.date)).toEqual([
    "2027-02-28",
    "2027-03-01",
  ]);
  expect(requestOf(wishes, region).days[0]?.end).toEqual({ lat: 34, lon: 131, time: "17:00" });
  expect(faultsOf({ ...wishes, endTime: "08:00" })).toEqual({ endTime: true });
  expect(faultsOf(wishes)).toEqual({});
});

test("the moment to re-plan from has the offset of the plan", () => {
  expect(momentOn("2027-05-15", "13:40", "2027-05-15T09:30:00+03:00")).toBe(
    "2027-05-15T13:40:00+03:00",
  );
});

test("the tiles of a pack cover the plan and stay a sensible number", () => {
  const tiles = tilesIn(
    boxAround([
      [24.94, 60.17],
      [24.95, 60.18],
    ]),
    10,
    14,
  );
  expect(tiles).toContainEqual({ z: 14, x: 9327, y: 4741 });
  expect(tiles.length).toBeLessThanOrEqual(160);
  expect(tilesIn([-170, -80, 170, 80], 10, 14)).toEqual([]);
});
