import { expect, test } from "vitest";
import { Problem, problemFrom } from "../src/api/problem";
import { t } from "../src/i18n";
import { offsetOf } from "../src/map/camera";
import { faultsOf, firstWishes } from "../src/plan/wishes";
import { told } from "../src/ui/pieces";

test("times that are empty, the same or the wrong way round are found before anything is sent", () => {
  const wishes = firstWishes("2026-06-01");
  expect(faultsOf(wishes)).toEqual({});
  expect(faultsOf({ ...wishes, startTime: "" })).toEqual({ startTime: true });
  expect(faultsOf({ ...wishes, endTime: "" })).toEqual({ endTime: true });
  expect(faultsOf({ ...wishes, startTime: "10:00", endTime: "10:00" })).toEqual({ endTime: true });
});

test("a failure that no server explained is told in the reader's language", () => {
  expect(told(problemFrom(503, {}, null))).toBe(t("error.server"));
  expect(told(problemFrom(404, {}, null))).toBe(t("error.unexpected"));
  expect(told(new Problem("gone", 410, "Es ist fort."))).toBe("Es ist fort.");
  expect(told(new Problem("offline", 0, ""))).toBe(t("error.offline"));
});

test("a place is shown in the middle of what the sheet leaves free", () => {
  expect(offsetOf({ top: 160, bottom: 500, left: 50, right: 64 })).toEqual([-7, -170]);
});
