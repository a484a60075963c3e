import { expect, test } from "vitest";
import type { CampaignForm } from "../src/console/campaigns/form";
import { campaignStatements } from "../src/console/campaigns/statements";
import { newEvent } from "../src/console/events/form";
import { eventStatements } from "../src/console/events/statements";
import { newNotice } from "../src/console/notices/form";
import { noticeStatements } from "../src/console/notices/statements";
import { emptyForm } from "../src/console/spots/model";
import { spotStatements } from "../src/console/spots/statements";
import { changeOf, type Wanted, wantedOf, wantedStatements } from "../src/guide/bookings/wanted";
import { newDraft, newUnit, type OptionDraft } from "../src/guide/experiences/draft";
import { experienceStatements } from "../src/guide/experiences/form/statements";
import { newRule } from "../src/guide/schedule/rule";
import { ruleStatements } from "../src/guide/schedule/statements";
import type { Booking } from "../src/guide/types";
import { setLanguage } from "../src/i18n";
import { line } from "../src/staff/merge/statements";
import { changed, mergeOf, type Statements, settled } from "../src/staff/merge/threeWay";

setLanguage("en");

function merged<F>(base: F, statements: Statements<F>, mine: Partial<F>, theirs: Partial<F>) {
  return mergeOf({ base, mine: { ...base, ...mine }, theirs: { ...base, ...theirs } }, statements);
}
const keysOf = (found: readonly { key: string }[]) => found.map(({ key }) => key);

const CAMPAIGN: CampaignForm = {
  kind: "other",
  texts: { ja: { title: "秘湯めぐり" } },
  from: "2027-05-01",
  until: "2027-05-31",
  spotIds: ["a", "b", "c"],
  boost: 0.2,
};

test("spots that two officers add to a campaign, or take away, are all heard", () => {
  const [mine, theirs] = [{ spotIds: ["a", "b", "c", "mine"] }, { spotIds: ["a", "c", "theirs"] }];
  const merge = merged(CAMPAIGN, campaignStatements, mine, theirs);
  expect(merge.conflicts).toEqual([]);
  expect(merge.form.spotIds).toEqual(["a", "c", "theirs", "mine"]);
});

test("where somebody changed the order of spots, one list or the other is taken", () => {
  const [mine, theirs] = [{ spotIds: ["c", "b", "a"] }, { spotIds: ["a", "b", "c", "d"] }];
  const merge = merged(CAMPAIGN, campaignStatements, mine, theirs);
  expect(keysOf(merge.conflicts)).toEqual(["spotIds"]);
  expect(settled(merge, { spotIds: "mine" }).spotIds).toEqual(["c", "b", "a"]);
});

test("an event's days and times are one statement, and its prices another", () => {
  const base = newEvent("2027-05-01");
  const lines = (part: Partial<typeof base.lines>) => ({ lines: { ...base.lines, ...part } });
  const merge = merged(
    base,
    eventStatements,
    { first: "2027-05-02", ...lines({ fee_text: "Free for children" }) },
    { fee: "500", ...lines({ begins_at: "10:00", phone: "0836" }) },
  );
  expect(keysOf(merge.conflicts)).toEqual([
    "first+last+begins_at+closes_at+remark",
    "fee+fee_text",
  ]);
  expect(merge.form.lines.phone).toBe("0836");
  const [when] = merge.conflicts;
  expect(when?.told(merge.theirs)).toContain("10:00");
});

test("a notice has one period, whoever changed its end", () => {
  const base = newNotice("2027-05-01");
  const merge = merged(
    base,
    noticeStatements,
    { until: "2027-05-03T00:00" },
    { from: "2027-04-30T00:00", texts: { ja: { title: "臨時休業" } } },
  );
  expect(keysOf(merge.conflicts)).toEqual(["wholeDays+from+until"]);
  expect(merge.form.texts.ja?.title).toBe("臨時休業");
  expect(merge.conflicts[0]?.told(merge.mine)).toMatch(/^1.May.2027 to 3.May.2027$/);
});

test("days off of two people are all days off", () => {
  const base = { ...newRule("o", "2027-05-01", 6), except: ["2027-05-05"] };
  const [mine, theirs] = [{ except: ["2027-05-05", "2027-06-01"] }, { except: ["2027-07-01"] }];
  const merge = merged(base, ruleStatements, mine, theirs);
  expect(merge.conflicts).toEqual([]);
  expect(merge.form.except).toEqual(["2027-07-01", "2027-06-01"]);
});

const statements = experienceStatements({ currency: "JPY", nameOfCategory: (code) => code });
const unit = (id: string, price: string) => ({ ...newUnit(), key: id, id, price });
const option = (id: string, ...units: OptionDraft["units"]): OptionDraft => ({
  key: id,
  id,
  names: {},
  duration: null,
  units,
});
const EXPERIENCE = {
  ...newDraft("ube", "ja"),
  options: [option("o1", unit("u1", "5000")), option("o2", unit("u2", "3000"))],
};

test("each option is one statement, and all its prices with it", () => {
  const [first, second] = EXPERIENCE.options;
  if (!first || !second) throw new Error("no options");
  const merge = merged(
    EXPERIENCE,
    statements,
    { options: [option("o1", unit("u1", "6000")), second] },
    { options: [first, option("o2", unit("u2", "3500"))] },
  );
  expect(merge.conflicts).toEqual([]);
  expect(merge.form.options.map(({ units }) => units[0]?.price)).toEqual(["6000", "3500"]);
});

test("an option that the others took away is offered anew, without the ids that are gone", () => {
  const changed = [
    option("o1", unit("u1", "6000"), unit("u9", "1")),
    ...EXPERIENCE.options.slice(1),
  ];
  const merge = merged(
    EXPERIENCE,
    statements,
    { options: changed },
    { options: EXPERIENCE.options.slice(1) },
  );
  expect(keysOf(merge.conflicts)).toEqual(["options/o1"]);
  const { options } = settled(merge, { "options/o1": "mine" });
  const anew = options.find(({ key }) => key === "o1");
  expect(anew?.id).toBeNull();
  expect(anew?.units.map(({ id, price }) => [id, price])).toEqual([
    [null, "6000"],
    [null, "1"],
  ]);
});

test("of an option that is there still, only prices that are there keep their ids", () => {
  const mine = { options: [option("o1", unit("u1", "6000"), unit("u3", "1"))] };
  const base = { ...EXPERIENCE, options: [option("o1", unit("u1", "5000"), unit("u3", "1"))] };
  const merge = merged(base, statements, mine, { options: [option("o1", unit("u1", "5500"))] });
  const [kept] = settled(merge, { "options/o1": "mine" }).options;
  expect([kept?.id, ...(kept?.units.map(({ id }) => id) ?? [])]).toEqual(["o1", "u1", null]);
});

/** What a list that is empty may hold. */
const FULL: Record<string, unknown> = {
  categories: "park",
  dated: { date: "2027-01-01", open: [], reason: "" },
  seasons: { first: "04-01", last: "05-01" },
  fees: { who: "Child", amount: "1", from: "", to: "" },
  corners: { lat: 1, lon: 1 },
  except: "2027-01-01",
};

/** Something else of the same shape. */
function otherwise(value: unknown): unknown {
  if (typeof value === "number") return value + 1;
  if (typeof value === "boolean") return !value;
  if (Array.isArray(value)) return [];
  if (value === null || typeof value === "string") return "2028-05-01";
  const [key = "added", inner = { title: "x", name: "x" }] =
    Object.entries(value as object)[0] ?? [];
  return { ...value, [key]: key === "mode" ? "always" : fuller(inner) };
}
const fuller = (inner: unknown) =>
  typeof inner === "string" ? `${inner}x` : { ...(inner as object), title: "x", name: "x" };

/** Fields of a form that may change without any statement noticing. */
function unheard<F extends object>(form: F, made: Statements<F>, fixed: string[] = []): string[] {
  return Object.entries(form)
    .filter(([name, before]) => {
      const isEmpty = Array.isArray(before) && before.length === 0;
      const after = { ...form, [name]: isEmpty ? [FULL[name]] : otherwise(before) };
      return !fixed.includes(name) && changed(form, after, made).length === 0;
    })
    .map(([name]) => name);
}

test.each([
  ["spot", unheard(emptyForm([]), spotStatements("JPY"))],
  ["experience", unheard(newDraft("ube", "ja"), statements, ["region"])],
  ["event", unheard(newEvent("2027-05-01"), eventStatements)],
  ["notice", unheard(newNotice("2027-05-01"), noticeStatements, ["kind", "spotId"])],
  ["campaign", unheard(CAMPAIGN, campaignStatements)],
  ["weekly rule", unheard(newRule("o", "2027-05-01", 6), ruleStatements, ["optionId"])],
])("each field of a form for a %s is in some statement", (_, forgotten) => {
  expect(forgotten).toEqual([]);
});

test("a field without a statement is found out", () => {
  expect(unheard({ name: "a", phone: "1" }, () => [line("name", "Name")])).toEqual(["phone"]);
});

const BOOKING = {
  units: [{ unit_id: "adult", quantity: 2 }],
  slot: { id: "s1" },
} as unknown as Booking;

test("a guide who changes the party while the guest takes another time changes only the party", () => {
  const base = wantedOf(BOOKING);
  const mine: Wanted = { counts: { adult: 3, child: 0 }, slotId: "s1" };
  const theirs: Wanted = { ...base, slotId: "s2" };
  const merge = mergeOf({ base, mine, theirs }, () => wantedStatements(undefined, []));
  expect(merge.conflicts).toEqual([]);
  const now = { ...BOOKING, slot: { ...BOOKING.slot, id: "s2" } };
  expect(changeOf(now, merge.form)).toEqual({ units: [{ unit_id: "adult", quantity: 3 }] });
  expect(changeOf(BOOKING, { ...base, counts: { adult: 2, child: 0 } })).toEqual({});
});
