import { expect, test } from "vitest";
import { expressionOf, hoursOf } from "../src/console/spots/hours/weekly";
import {
  bodyOf,
  type Change,
  changesOf,
  emptyForm,
  lastReturn,
  minor,
  newBody,
  stepsOf,
} from "../src/console/spots/model";

test.each([
  ["Tu-Su 09:00-17:00", "Mo off; Tu-Su 09:00-17:00"],
  [
    "Mo-Fr 09:00-12:00,13:00-17:00; Sa 10:00-15:00",
    "Mo-Fr 09:00-12:00,13:00-17:00; Sa 10:00-15:00; Su off",
  ],
  ["Mo-Su 10:00-18:00; We off; PH off", "Mo,Tu,Th-Su 10:00-18:00; We off; PH off"],
  ["Fr-Mo 18:00-02:00; PH 12:00-20:00", "Mo,Fr-Su 18:00-02:00; Tu-Th off; PH 12:00-20:00"],
  ["24/7", "24/7"],
  ["Apr-Nov Tu-Su 09:00-17:00", "Apr-Nov Tu-Su 09:00-17:00"],
])("%s is shown by weekday and written as %s", (read, written) => {
  expect(expressionOf(hoursOf(read))).toBe(written);
  expect(hoursOf(written)).toEqual(hoursOf(read));
});

test("hours that no week can show stay as they are written", () => {
  expect(hoursOf("Apr-Nov 09:00-17:00").mode).toBe("raw");
  expect(hoursOf("sunrise-sunset").mode).toBe("raw");
  expect(hoursOf(null).mode).toBe("unknown");
});

test("only what was changed is sent", () => {
  const form = { ...emptyForm([]), texts: { ja: { name: "滝" }, en: { name: "Falls" } } };
  const before = bodyOf(form, "JPY");
  const after = bodyOf({ ...form, texts: { ja: { name: "白糸の滝" } }, phone: "0836" }, "JPY");
  expect(changesOf(before, after)).toEqual({
    names: { ja: "白糸の滝", en: null },
    phone: "0836",
  });
  expect(changesOf(before, before)).toEqual({});
});

test("a new spot sends no empty languages, and names what is needed", () => {
  const form = { ...emptyForm(["ja", "en"]), texts: { ja: { name: "滝" }, en: {} } };
  expect(newBody(form, "JPY")).toEqual({
    names: { ja: "滝" },
    categories: [],
    lat: null,
    lon: null,
  });
});

test("money is typed in whole units, full-width digits too", () => {
  expect(minor("１，５００", "JPY")).toBe(1500);
  expect(minor("5.50", "EUR")).toBe(550);
  expect(minor("", "EUR")).toBeNull();
  expect(minor("abc", "EUR")).toBe("abc");
});

test("owners publish, editors ask for it", () => {
  expect(stepsOf("draft", true)).toEqual(["publish"]);
  expect(stepsOf("draft", false)).toEqual(["submit"]);
  expect(stepsOf("in_review", false)).toEqual([]);
});

const done = (action: string, remark = ""): Change => ({
  version: 1,
  action,
  at: "2027-03-02T01:10:00+00:00",
  account_id: null,
  remark,
  changed: [],
});

test("why a draft came back is told until it is handed in again", () => {
  const back = done("returned", "住所を足してください。");
  expect(lastReturn([done("edited"), back, done("submitted")])).toBe(back);
  expect(lastReturn([done("submitted"), back])).toBeNull();
  expect(lastReturn([done("edited"), done("created")])).toBeNull();
});
