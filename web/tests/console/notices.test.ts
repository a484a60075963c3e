import { expect, test } from "vitest";
import type { Notice } from "../../src/api/types";
import {
  cornersOf,
  crossesItself,
  polygonOf,
  squareKm,
  withCorner,
} from "../../src/console/notices/area";
import {
  bodyOf,
  changeOf,
  formOf,
  lacksOf,
  newNotice,
  periodOf,
  withKind,
} from "../../src/console/notices/form";
import { inOrder, phaseAt, phaseOn } from "../../src/console/pieces/phase";
import { fitting, moved } from "../../src/console/pieces/spots";
import { byLanguage, ofField } from "../../src/console/pieces/texts";
import { dayAfter, endIn } from "../../src/console/pieces/zone";

const TOKYO = "Asia/Tokyo";
const SQUARE = [
  { lat: 34, lon: 131 },
  { lat: 34, lon: 131.01 },
  { lat: 34.01, lon: 131.01 },
  { lat: 34.01, lon: 131 },
];

test("a day ends on the clock of the region, whatever clock the reader has", () => {
  expect(endIn(TOKYO, "2027-05-15")).toBe("2027-05-15T23:59:00+09:00");
  expect(endIn("Europe/Helsinki", "2027-03-28")).toBe("2027-03-28T23:59:00+03:00");
});

test("days are counted over the ends of months", () => {
  expect(dayAfter("2027-02-28", 1)).toBe("2027-03-01");
  expect(dayAfter("2027-01-01", -1)).toBe("2026-12-31");
});

test("whole days end when the last one does", () => {
  const form = { ...newNotice("2027-05-15"), until: "2027-05-16T00:00" };
  expect(periodOf(form, TOKYO)).toEqual(["2027-05-15T00:00:00+09:00", "2027-05-17T00:00:00+09:00"]);
});

test("a notice that is read and sent again says the same", () => {
  const notice = {
    kind: "road_works",
    titles: { ja: "通行止め", en: "Closed road" },
    bodies: { ja: "迂回してください。" },
    spot_id: null,
    area: polygonOf(SQUARE),
    valid_from: "2027-05-14T15:00:00+00:00",
    valid_until: "2027-05-20T08:30:00+00:00",
  } as unknown as Notice;
  const form = formOf(notice, TOKYO);
  expect(form).toMatchObject({ about: "area", wholeDays: false, until: "2027-05-20T17:30" });
  const again = changeOf(form, TOKYO);
  expect(again).toMatchObject({ titles: notice.titles, bodies: notice.bodies, area: notice.area });
  expect(new Date(again.valid_from)).toEqual(new Date(notice.valid_from));
  expect(new Date(again.valid_until ?? "")).toEqual(new Date(notice.valid_until ?? ""));
});

test("only what a kind is about is sent", () => {
  const closure = { ...newNotice("2027-05-15"), spotId: "s1", corners: SQUARE };
  expect(bodyOf(closure, TOKYO, "o", "ube")).toMatchObject({ spot_id: "s1", region: "ube" });
  expect(bodyOf(closure, TOKYO, "o", "ube")).not.toHaveProperty("area");
  const works = withKind(closure, "road_works");
  expect(bodyOf(works, TOKYO, "o", "ube")).toHaveProperty("area.type", "Polygon");
  expect(bodyOf(works, TOKYO, "o", "ube")).not.toHaveProperty("spot_id");
});

test("what is missing is named at its field", () => {
  const form = { ...withKind(newNotice("2027-05-15"), "road_works"), until: "2027-05-14T00:00" };
  expect(lacksOf(form)).toEqual({
    "/titles/ja": "title",
    "/area": "area",
    "/valid_until": "order",
  });
  expect(lacksOf({ ...newNotice("2027-05-15"), until: "" })).toMatchObject({
    "/spot_id": "spot",
    "/valid_until": "end",
  });
});

test("an area is closed when sent and open when drawn", () => {
  const polygon = polygonOf(SQUARE);
  expect(polygon?.coordinates[0]).toHaveLength(5);
  expect(polygon?.coordinates[0]?.at(-1)).toEqual([131, 34]);
  expect(cornersOf(polygon)).toEqual(SQUARE);
  expect(polygonOf(SQUARE.slice(0, 2))).toBeNull();
});

test("sides that cross are seen", () => {
  const [a, b, c, d] = SQUARE as [
    (typeof SQUARE)[0],
    (typeof SQUARE)[0],
    (typeof SQUARE)[0],
    (typeof SQUARE)[0],
  ];
  expect(crossesItself([a, b, c, d])).toBe(false);
  expect(crossesItself([a, c, b, d])).toBe(true);
});

test("a corner goes to the side that it is nearest to", () => {
  const between = { lat: 34.005, lon: 131.011 };
  expect(withCorner(SQUARE, between)[2]).toEqual(between);
  expect(crossesItself(withCorner(SQUARE, between))).toBe(false);
});

test("an area's size is told in square kilometres", () => {
  expect(squareKm(SQUARE)).toBeCloseTo(1.02, 1);
});

const lasting = (
  valid_from: string,
  valid_until: string | null,
  ended_at: string | null = null,
) => ({
  valid_from,
  valid_until,
  ended_at,
});

test("phases follow the clock", () => {
  const now = new Date("2027-05-15T12:00:00+09:00");
  const one = lasting("2027-05-15T00:00:00+09:00", "2027-05-16T00:00:00+09:00");
  expect(phaseAt(one, now)).toBe("now");
  expect(phaseAt(one, new Date("2027-05-16T00:00:00+09:00"))).toBe("over");
  expect(phaseAt(one, new Date("2027-05-14T23:59:00+09:00"))).toBe("coming");
  expect(phaseAt({ ...one, ended_at: "2027-05-15T10:00:00+09:00" }, now)).toBe("ended");
  expect(phaseOn(lasting("2027-05-01", "2027-05-15"), "2027-05-15")).toBe("now");
  expect(phaseOn(lasting("2027-05-01", "2027-05-15"), "2027-05-16")).toBe("over");
});

test("what runs comes first, then the soonest", () => {
  const days = [
    lasting("2027-07-01", "2027-07-02"),
    lasting("2027-01-01", "2027-01-02"),
    lasting("2027-06-01", "2027-06-02"),
    lasting("2027-05-01", "2027-05-30"),
  ];
  const order = inOrder(days, (one) => phaseOn(one, "2027-05-15"));
  expect(order.map((one) => one.valid_from)).toEqual([
    "2027-05-01",
    "2027-06-01",
    "2027-07-01",
    "2027-01-01",
  ]);
});

test("texts go over languages and back", () => {
  const texts = byLanguage({ title: { ja: "休園", en: "Closed" }, body: { ja: "点検" } });
  expect(texts.ja).toEqual({ title: "休園", body: "点検" });
  expect(ofField({ ...texts, fr: { title: " " } }, "title")).toEqual({ ja: "休園", en: "Closed" });
});

test("spots are found by name, reading, category and how well known they are", () => {
  const spot = (name: string, kana: string, categories: string[], renown: number | null) => ({
    id: name,
    name,
    kana,
    categories,
    renown,
  });
  const all = [
    spot("浄名寺", "ジョウミョウジ", ["temple"], 0.1),
    spot("ときわ公園", "トキワ", ["park"], 0.8),
    spot("石炭記念館", "", ["museum"], null),
  ];
  const names = (wanted: Partial<Parameters<typeof fitting>[1]>) =>
    fitting(all, { words: "", category: "", lesser: false, ...wanted }).map((one) => one.name);
  expect(names({ words: "トキワ" })).toEqual(["ときわ公園"]);
  expect(names({ lesser: true })).toEqual(["浄名寺"]);
  expect(names({ category: "museum" })).toEqual(["石炭記念館"]);
});

test("the order of spots can be changed, up to its ends", () => {
  expect(moved(["a", "b", "c"], 2, 0)).toEqual(["c", "a", "b"]);
  expect(moved(["a", "b"], 1, 9)).toEqual(["a", "b"]);
});
