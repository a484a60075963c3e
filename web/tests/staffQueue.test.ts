import { expect, test } from "vitest";
import {
  alike,
  type Entry,
  type Experience,
  grouped,
  neighbour,
  type Report,
  reviewNotes,
  stepsOf,
} from "../src/console/queue/model";

const entry = (id: string, ...why: Entry["why"]): Entry => ({
  spot_id: id,
  names: { ja: id },
  status: "published",
  version: 1,
  verified_at: null,
  why,
  reports: null,
  stale_translations: [],
  links: {},
});

test("a spot with several reasons stands once, under the most urgent one", () => {
  const groups = grouped([entry("a", "reports", "overdue"), entry("b", "overdue")]);
  expect(groups.map((group) => [group.reason, group.entries.map((one) => one.spot_id)])).toEqual([
    ["reports", ["a"]],
    ["overdue", ["b"]],
  ]);
});

test("reports that say the same can be settled together, and no others", () => {
  const report = (id: string, kind: string) => ({ id, kind }) as Report;
  const first = report("a", "closed");
  const all = [first, report("b", "wrong_hours"), report("c", "closed")];
  expect(alike(all, first).map((one) => one.id)).toEqual(["c"]);
  expect(alike([], first)).toEqual([]);
});

test("the focus goes to the next entry, at the end to the one before", () => {
  expect(neighbour(["a", "b", "c"], "b")).toBe("c");
  expect(neighbour(["a", "b", "c"], "c")).toBe("b");
  expect(neighbour(["a"], "a")).toBeNull();
});

test("an experience is to be looked at again when it changed or nobody vouches for it", () => {
  const keeping = { changed_since_review: true, vouched_until: "2026-01-01T00:00:00+09:00" };
  const notes = reviewNotes({ keeping } as Experience, new Date("2026-06-01T00:00:00Z"));
  expect(notes).toEqual({ changed: true, lapsed: true });
});

test("only what is public can be suspended, only what was handed in returned", () => {
  expect(stepsOf("in_review")).toEqual({ publish: true, sendBack: true, suspend: false });
  expect(stepsOf("published")).toEqual({ publish: true, sendBack: false, suspend: true });
  expect(stepsOf("draft").publish).toBe(false);
});
