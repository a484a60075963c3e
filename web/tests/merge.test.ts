import { expect, test } from "vitest";
import { emptyForm, type SpotForm } from "../src/console/spots/model";
import { spotStatements } from "../src/console/spots/statements";
import { setLanguage } from "../src/i18n";
import { parted, pieces } from "../src/staff/merge/difference";
import { changed, mergeOf, settled, undecided } from "../src/staff/merge/threeWay";
import { authorOf } from "../src/staff/merge/who";

setLanguage("en");

const week = (monday: string) => ({
  mode: "weekly" as const,
  week: Array.from({ length: 7 }, () => [{ opens: monday, closes: "17:00" }]),
  holiday: { mode: "usual" as const },
});

const BASE: SpotForm = {
  ...emptyForm([]),
  texts: {
    ja: { name: "滝", description: "静かな滝。" },
    en: { name: "Falls", description: "Quiet falls." },
  },
  hours: week("09:00"),
  dated: [{ date: "2027-01-01", open: [], reason: "New Year" }],
  accessibility: { wheelchair: null },
  address: "1 Road",
  phone: "0836-1",
};
const statements = spotStatements("JPY");

/** What comes of it where one side makes some changes and the other side others. */
function merged(mine: Partial<SpotForm>, theirs: Partial<SpotForm>, base = BASE) {
  return mergeOf({ base, mine: { ...base, ...mine }, theirs: { ...base, ...theirs } }, statements);
}
const keysOf = (found: readonly { key: string }[]) => found.map(({ key }) => key);

test("what only one of two changed is taken from that one", () => {
  const merge = merged({ phone: "0836-2" }, { address: "2 Road" });
  expect(merge.conflicts).toEqual([]);
  expect(merge.form).toMatchObject({ phone: "0836-2", address: "2 Road" });
  expect(keysOf(merge.news)).toEqual(["address"]);
});

test("what both changed alike needs no decision", () => {
  const merge = merged({ phone: "0836-2" }, { phone: " 0836-2\n" });
  expect(merge.conflicts).toEqual([]);
});

test("what both changed otherwise is asked about, each on its own", () => {
  const both = { phone: "0836-2", address: "2 Road" };
  const merge = merged(both, { phone: "0836-3", address: "3 Road" });
  expect(keysOf(merge.conflicts)).toEqual(["address", "phone"]);
  expect(undecided(merge, { address: "mine" })?.key).toBe("phone");
  expect(undecided(merge, { address: "mine", phone: "theirs" })).toBeNull();
  const form = settled(merge, { address: "mine", phone: "theirs" });
  expect(form).toMatchObject({ address: "2 Road", phone: "0836-3" });
});

test("until all is decided, what was not stays as the others have it", () => {
  const merge = merged({ phone: "mine" }, { phone: "theirs" });
  expect(settled(merge, {}).phone).toBe("theirs");
});

test("each text of each language is one of its own", () => {
  const { ja, en } = BASE.texts;
  const merge = merged(
    { texts: { ja: { ...ja, name: "白糸の滝" }, en: { ...en, description: "Mine." } } },
    {
      texts: { ja: { ...ja, description: "とても静か。" }, en: { ...en, description: "Theirs." } },
    },
  );
  expect(keysOf(merge.conflicts)).toEqual(["texts/en/description"]);
  expect(merge.form.texts.ja).toEqual({ name: "白糸の滝", description: "とても静か。" });
  expect(merge.conflicts[0]).toMatchObject({ label: "Description (English)", lang: "en" });
});

test("a language that one takes away and another writes in is one decision", () => {
  const { ja, en } = BASE.texts;
  const merge = merged(
    { texts: { ja: ja ?? {} } },
    { texts: { ja: ja ?? {}, en: { ...en, description: "Theirs." } } },
  );
  expect(keysOf(merge.conflicts)).toEqual(["texts/en"]);
  expect(merge.conflicts[0]?.told(merge.mine)).toBe("");
  expect(merge.conflicts[0]?.told(merge.theirs)).toBe("Falls\n\nTheirs.");
  expect(settled(merge, { "texts/en": "mine" }).texts).toEqual({ ja });
  expect(settled(merge, { "texts/en": "theirs" }).texts.en?.description).toBe("Theirs.");
});

test("languages that two add are both there; the same one is one decision", () => {
  const fr = { name: "Cascade", description: "" };
  const both = merged(
    { texts: { ...BASE.texts, fr } },
    { texts: { ...BASE.texts, de: { name: "Wasserfall" } } },
  );
  expect(both.conflicts).toEqual([]);
  expect(Object.keys(both.form.texts).sort()).toEqual(["de", "en", "fr", "ja"]);
  const same = merged(
    { texts: { ...BASE.texts, fr } },
    { texts: { ...BASE.texts, fr: { name: "La cascade" } } },
  );
  expect(keysOf(same.conflicts)).toEqual(["texts/fr"]);
});

test("days, times and their note are one statement", () => {
  const merge = merged({ hours: week("10:00") }, { hoursNote: "Not when it rains." });
  expect(keysOf(merge.conflicts)).toEqual(["hours+afterHoliday+hoursNote+seasons"]);
  const [hours] = merge.conflicts;
  expect(hours?.told(merge.mine)).toContain("10:00–17:00");
  expect(hours?.told(merge.theirs)).toContain("Not when it rains.");
  const form = settled(merge, { [hours?.key ?? ""]: "mine" });
  expect(form).toMatchObject({ hours: week("10:00"), hoursNote: "" });
});

test("single days of two officers stand beside each other; the same day is asked about", () => {
  const [newYear] = BASE.dated;
  const [second, third] = ["2027-01-02", "2027-01-03"].map((date) => ({
    date,
    open: [],
    reason: "Works",
  }));
  if (!newYear || !second || !third) throw new Error("no days");
  const apart = merged({ dated: [newYear, second] }, { dated: [third] });
  expect(apart.conflicts).toEqual([]);
  expect(apart.form.dated.map(({ date }) => date)).toEqual(["2027-01-03", "2027-01-02"]);
  const open = [{ opens: "10:00", closes: "12:00" }];
  const same = merged({ dated: [{ ...newYear, open }] }, { dated: [] });
  expect(keysOf(same.conflicts)).toEqual(["dated/2027-01-01"]);
  expect(same.conflicts[0]?.told(same.mine)).toBe("2027-01-01 10:00–12:00\nNew Year");
  expect(settled(same, { "dated/2027-01-01": "mine" }).dated).toHaveLength(1);
  expect(settled(same, { "dated/2027-01-01": "theirs" }).dated).toHaveLength(0);
});

test("a list whose items cannot be told apart is taken as a whole", () => {
  const twice = [...BASE.dated, ...BASE.dated];
  const merge = merged({ dated: twice }, { dated: [] });
  expect(keysOf(merge.conflicts)).toEqual(["dated"]);
});

test("each question about access is one of its own", () => {
  const merge = merged(
    { accessibility: { wheelchair: true } },
    { accessibility: { wheelchair: null, step_free: false } },
  );
  expect(merge.conflicts).toEqual([]);
  expect(merge.form.accessibility).toEqual({ step_free: false, wheelchair: true });
});

test("two others who were faster one after another lose nothing of what was chosen", () => {
  const first = merged({ phone: "mine", address: "mine" }, { phone: "theirs" });
  const chosen = settled(first, { phone: "mine" });
  const again = mergeOf(
    { base: first.theirs, mine: chosen, theirs: { ...first.theirs, address: "theirs" } },
    statements,
  );
  expect(keysOf(again.conflicts)).toEqual(["address"]);
  expect(again.form.phone).toBe("mine");
});

test("own changes are told apart from what was there", () => {
  const mine = { ...BASE, phone: "0836-2", accessibility: { wheelchair: false } };
  const own = changed(BASE, mine, statements);
  expect(own.map(({ label, told }) => [label, told(mine)])).toEqual([
    [expect.any(String), "No"],
    ["Phone", "0836-2"],
  ]);
  expect(changed(BASE, BASE, statements)).toEqual([]);
});

test("who changed a field last is named; who changed anything, where that is not told", () => {
  const change = (version: number, account_id: string, field: string) => ({
    version,
    account_id,
    at: `2027-01-0${version}T00:00:00Z`,
    changed: [{ field }],
  });
  const history = {
    changes: [change(4, "b", "phone"), change(3, "a", "address"), change(2, "b", "address")],
    people: { a: "Aoki", b: "Baba" },
  };
  expect(authorOf({ fields: ["address"] }, history, 2)?.name).toBe("Aoki");
  expect(authorOf({ fields: ["url"] }, history, 2)?.name).toBe("Baba");
  expect(authorOf({ fields: ["address"] }, { ...history, people: {} }, 2)).toEqual({
    name: null,
    at: "2027-01-03T00:00:00Z",
  });
  expect(authorOf({ fields: ["address"] }, history, 4)).toBeNull();
});

test("two texts part where they differ, whole characters at a time", () => {
  expect(parted("静かな滝。", "深い滝。")).toEqual({ before: "", own: "静かな", after: "滝。" });
  expect(parted("a😀b", "a😁b")).toEqual({ before: "a", own: "😀", after: "b" });
  expect(parted("aa", "aaa")).toEqual({ before: "aa", own: "", after: "" });
  expect(parted("same", "same").own).toBe("");
});

test("in as many lines, each line is compared with its own", () => {
  const differing = pieces("Mo 9-17\nTu 9-17\nWe 9-17", "Mo 10-17\nTu 9-17\nWe 9-18")
    .filter(({ differs }) => differs)
    .map(({ text }) => text);
  expect(differing).toEqual(["9", "7"]);
  expect(pieces("a\nb", "a").filter(({ differs }) => differs)).toEqual([
    { text: "\nb", differs: true },
  ]);
});
