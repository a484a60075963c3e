import { beforeEach, expect, test } from "vitest";
import {
  batchesOf,
  note,
  readUnsent,
  settle,
  unsent,
  usedHere,
} from "../../src/guide/redeem/scans";

const at = (minute: number) => `2027-05-15T01:${String(minute).padStart(2, "0")}:00Z`;

function noted(minute: number, bookingId: string | null = "b", organisation = "o") {
  return note({ organisation, scan: { redeemed_at: at(minute) }, name: "青森 花子", bookingId });
}

beforeEach(() => {
  localStorage.clear();
  readUnsent();
});

test("what was noted is there after the page was loaded again, the earliest first", () => {
  noted(9);
  noted(3);
  unsent.value = [];
  readUnsent();
  expect(unsent.value.map((one) => one.scan.redeemed_at)).toEqual([at(3), at(9)]);
});

test("only what the server has answered is let go", () => {
  const first = noted(1);
  noted(2);
  settle([first.id]);
  expect(unsent.value.map((one) => one.scan.redeemed_at)).toEqual([at(2)]);
});

test("a booking counts as used from when it was noted first", () => {
  noted(5, "x");
  noted(2, "x");
  noted(7, null);
  expect([...usedHere(unsent.value)]).toEqual([["x", at(2)]]);
});

test("check-ins of two organisations are never sent together, nor too many at once", () => {
  for (let minute = 0; minute < 5; minute++) noted(minute, null, minute < 4 ? "o" : "p");
  const batches = batchesOf(unsent.value, 3);
  expect(batches.map((batch) => batch.map((one) => one.organisation))).toEqual([
    ["o", "o", "o"],
    ["o"],
    ["p"],
  ]);
});
