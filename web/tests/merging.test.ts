import { signal } from "@preact/signals";
import { beforeEach, expect, test, vi } from "vitest";
import { Problem } from "../src/api/problem";
import { draftOf } from "../src/staff/etag";
import { mergingOf } from "../src/staff/merge/merging";
import { asText, ownWords } from "../src/staff/merge/ownWords";
import { line } from "../src/staff/merge/statements";
import type { Versioned } from "../src/staff/staffCall";

interface Place {
  name: string;
  phone: string;
}

const refused = (status: number) => new Problem("refused", status, "No.");
const at = (version: number, value: Place): Versioned<Place> => ({
  value,
  etag: `"${version}"`,
});
const START: Place = { name: "Falls", phone: "1" };

/** Somebody who has typed `typed` into a place that others may keep changing. */
function desk(typed: Partial<Place>) {
  const kept = { now: at(1, START), refusal: null as Problem | null };
  const draft = draftOf(kept.now);
  const form = signal({ ...START, ...typed });
  const load = vi.fn(async () => {
    if (kept.refusal) throw kept.refusal;
    return kept.now;
  });
  const merging = mergingOf<Place, Place>(draft, form, {
    load,
    formOf: (place) => place,
    statements: () => [line("name", "Name"), line("phone", "Telephone")],
    nameOf: ({ name }) => name,
  });
  const send = vi.fn(async (match: string) => {
    if (kept.refusal) throw kept.refusal;
    if (match !== kept.now.etag) throw refused(412);
    kept.now = at(Number(kept.now.etag.slice(1, -1)) + 1, form.value);
    return kept.now;
  });
  return { kept, draft, form, merging, send, save: () => merging.save(send) };
}

beforeEach(() => {
  ownWords.value = null;
});

test("where nobody else was there it is simply saved", async () => {
  const { save, kept, send } = desk({ name: "Mine" });
  expect(await save()).toBe("saved");
  expect(kept.now).toEqual(at(2, { name: "Mine", phone: "1" }));
  expect(send).toHaveBeenCalledTimes(1);
});

test("what others changed elsewhere is saved along, with the version it is of", async () => {
  const { save, kept, send, draft } = desk({ name: "Mine" });
  kept.now = at(5, { name: "Falls", phone: "2" });
  expect(await save()).toBe("merged");
  expect(kept.now).toEqual(at(6, { name: "Mine", phone: "2" }));
  expect(send.mock.calls.map(([match]) => match)).toEqual(['"1"', '"5"']);
  expect(draft.failure.value).toBeNull();
});

test("a question leaves what was typed, and what is kept, as they are", async () => {
  const { save, kept, form, draft, merging } = desk({ name: "Mine" });
  kept.now = at(5, { name: "Theirs", phone: "2" });
  expect(await save()).toBeNull();
  expect(merging.asked.value?.merge.conflicts.map(({ key }) => key)).toEqual(["name"]);
  expect([form.value.name, kept.now.value.name]).toEqual(["Mine", "Theirs"]);
  merging.asked.value = null;
  // Who looks away and saves again is asked again: the old version is named still.
  expect(draft.kept.value.etag).toBe('"1"');
  expect(await save()).toBeNull();
  expect(merging.asked.value).not.toBeNull();
});

test("what was decided is saved; whoever is faster once more only makes it ask again", async () => {
  const { save, kept, merging, form } = desk({ name: "Mine" });
  kept.now = at(5, { name: "Theirs", phone: "2" });
  await save();
  merging.decide({ name: "mine" });
  expect(form.value).toEqual({ name: "Mine", phone: "2" });
  kept.now = at(6, { name: "Third", phone: "2" });
  expect(await save()).toBeNull();
  expect(merging.asked.value?.round).toBe(2);
  merging.decide({ name: "mine" });
  expect(await save()).toBe("saved");
  expect(kept.now).toEqual(at(7, { name: "Mine", phone: "2" }));
});

test("whoever is always faster is not run after for ever", async () => {
  const { kept, draft, merging } = desk({ name: "Mine" });
  let phone = 1;
  const never = vi.fn(async () => {
    phone += 1;
    kept.now = at(phone, { name: "Falls", phone: String(phone) });
    throw refused(412);
  });
  expect(await merging.save(never)).toBeNull();
  expect(never.mock.calls.length).toBeLessThan(6);
  expect(draft.failure.value).toMatchObject({ status: 412 });
});

test.each([403, 404, 410])(
  "words that meet %i stay in sight, to be taken elsewhere",
  async (status) => {
    const { save, kept, form, draft } = desk({ name: "Mine" });
    kept.refusal = refused(status);
    expect(await save()).toBeNull();
    expect(draft.failure.value).toBe(kept.refusal);
    expect(form.value.name).toBe("Mine");
    expect(ownWords.value).toMatchObject({
      name: "Falls",
      lines: [{ label: "Name", words: "Mine" }],
    });
    expect(ownWords.value && asText(ownWords.value)).toBe("Falls\n\nName\nMine");
  },
);

test("words are kept in sight, too, where both are compared and one is gone", async () => {
  const { save, kept, send } = desk({ phone: "mine" });
  send.mockImplementationOnce(async () => {
    kept.refusal = refused(404);
    throw refused(412);
  });
  await save();
  expect(ownWords.value?.lines).toEqual([{ label: "Telephone", words: "mine" }]);
});

test("a network that is away takes nothing away, and asks nothing", async () => {
  const { save, kept, form, draft, merging } = desk({ name: "Mine" });
  kept.refusal = refused(0);
  expect(await save()).toBeNull();
  expect(form.value.name).toBe("Mine");
  expect([merging.asked.value, ownWords.value]).toEqual([null, null]);
  kept.refusal = null;
  expect(await save()).toBe("saved");
  expect(draft.failure.value).toBeNull();
});

test("what others changed comes into a form without saving it, when that is asked for", async () => {
  const { kept, form, merging, draft } = desk({ name: "Mine" });
  kept.now = at(5, { name: "Falls", phone: "2" });
  expect(await merging.follow()).toBe(true);
  expect(form.value).toEqual({ name: "Mine", phone: "2" });
  expect(draft.kept.value.etag).toBe('"5"');
});
