import { expect, test } from "vitest";
import {
  example,
  PRESET_NAMES,
  presetOf,
  presetSteps,
  sorted,
  timeBefore,
} from "../../src/guide/experiences/cancellation";
import { draftOf, newDraft, newUnit } from "../../src/guide/experiences/draft";
import { actionsOf, missingOf, reviewersFor, standingOf } from "../../src/guide/experiences/life";
import { changeOf, sentOf } from "../../src/guide/experiences/sending";
import type { Experience, Organisation } from "../../src/guide/types";

const NOW = new Date("2027-05-15T00:00:00Z");

function filled() {
  const draft = newDraft("ube", "ja");
  const said = draft.texts.ja;
  if (said) Object.assign(said, { title: "田植え体験", description: "昔ながらの手植えを一時間。" });
  Object.assign(draft, { category: "farm", lat: "33.94", lon: "131.25" });
  const unit = draft.options[0]?.units[0];
  if (unit) unit.price = "3,000";
  return draft;
}

function kept(over: Partial<Experience> = {}): Experience {
  const { body } = sentOf(filled(), "JPY");
  const options = body.options.map((option, n) => ({
    ...option,
    id: `o${n}`,
    name: "",
    names: option.names ?? {},
    units: option.units.map((unit, m) => ({ ...unit, id: `u${m}`, name: "", names: {} })),
  }));
  const keeping = { review_remark: "", vouched_until: null, changed_since_review: false };
  const facts = { ...body, options, currency: "JPY", region: "ube", status: "draft", photos: [] };
  return { ...facts, keeping, ...over } as unknown as Experience;
}

test("a filled form is sent without a fault", () => {
  const { body, faults } = sentOf(filled(), "JPY");
  expect(faults).toEqual([]);
  expect(body.options[0]?.units[0]).toMatchObject({ kind: "ADULT", price_minor: 3000, seats: 1 });
});

test("an empty form names everything that is missing at once", () => {
  const { faults } = sentOf(newDraft("ube", "ja"), "JPY");
  expect(faults.map((fault) => fault.pointer)).toEqual([
    "/texts/ja/title",
    "/texts/ja/description",
    "/category",
    "/lat",
    "/options/0/units/0/price_minor",
  ]);
});

test("an amount that is none is told where it stands", () => {
  const draft = filled();
  draft.options[0]?.units.push({ ...newUnit("CHILD"), price: "ただ" });
  expect(sentOf(draft, "JPY").faults).toEqual([
    { pointer: "/options/0/units/1/price_minor", word: "amount" },
  ]);
});

test("a language that was opened and left empty is not sent", () => {
  const draft = filled();
  draft.texts.en = { ...draft.texts.ja, title: "", description: "", meeting_point: "" } as never;
  expect(Object.keys(sentOf(draft, "JPY").body.texts)).toEqual(["ja"]);
});

test("what was kept and is read again is the same when sent", () => {
  const { body, faults } = sentOf(draftOf(kept()), "JPY");
  expect(faults).toEqual([]);
  expect(body.options[0]).toMatchObject({ id: "o0", units: [{ id: "u0", price_minor: 3000 }] });
});

test("a language that is taken away is told to the server", () => {
  const before = kept();
  before.texts = { ...before.texts, en: { title: "Rice", description: "…" } as never };
  expect(changeOf(sentOf(filled(), "JPY").body, before).texts.en).toBeNull();
});

test("every preset is known again, and one's own steps are not", () => {
  for (const name of PRESET_NAMES) expect(presetOf(presetSteps(name))).toBe(name);
  expect(presetOf([{ hours_before: 12, refund_percent: 80 }])).toBeNull();
});

test("every preset gives everything back to who cancels early", () => {
  for (const name of PRESET_NAMES) {
    const steps = presetSteps(name);
    expect(steps[0]?.refund_percent).toBe(100);
    expect(sorted(steps)).toEqual(steps);
  }
});

test("times before the start are told in days where they are whole", () => {
  expect(timeBefore(72)).toEqual({ unit: "days", count: 3 });
  expect(timeBefore(30)).toEqual({ unit: "hours", count: 30 });
  expect(timeBefore(0)).toEqual({ unit: "start", count: 0 });
});

test("rounding is to the guest's good, as the server does it", () => {
  expect(example([{ hours_before: 24, refund_percent: 50 }], 3001)).toEqual([1501]);
});

test("a draft with a remark has been returned; a mark that ran out has lapsed", () => {
  expect(standingOf(kept(), NOW)).toBe("draft");
  const remark = { review_remark: "集合場所を詳しく", vouched_until: null };
  expect(standingOf(kept({ keeping: remark as never }), NOW)).toBe("returned");
  const past = { review_remark: "", vouched_until: "2027-05-01T00:00:00+09:00" };
  expect(standingOf(kept({ status: "published", keeping: past as never }), NOW)).toBe("lapsed");
});

test("only owners delete, and viewers do nothing", () => {
  expect(actionsOf("draft", "owner")).toEqual(["submit", "delete"]);
  expect(actionsOf("published", "editor")).toEqual(["withdraw"]);
  expect(actionsOf("draft", "viewer")).toEqual([]);
});

test("the region's own association is asked first, guides never", () => {
  const one = (id: string, kind: string, region_code: string) =>
    ({ id, kind, region_code }) as Organisation;
  const all = [
    one("far", "tourism_association", "shimabara"),
    one("guide", "guide_business", "ube"),
    one("near", "municipality", "ube"),
  ];
  expect(reviewersFor(all, "ube").map((o) => o.id)).toEqual(["near", "far"]);
});

test("what would help guests is named before handing in", () => {
  expect(missingOf(kept())).toEqual(["photo", "english", "meeting"]);
});
