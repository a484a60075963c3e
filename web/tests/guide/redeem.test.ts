import { expect, test } from "vitest";
import { judge, readShown } from "../../src/guide/redeem/judge";
import type { Expected } from "../../src/guide/types";
import { guestWith } from "./guests";

const TICKET = "YM1.1c2b7d0e.abcdefghijklmnopqrstuvwx";

async function outcome(text: string, over: Partial<Expected> = {}, used = new Map()) {
  const known = { expected: [await guestWith(TICKET, over)], used, today: "2027-05-15" };
  return judge(readShown(text), known);
}

test("a ticket of today's list is valid, by its picture and by its code", async () => {
  expect((await outcome(TICKET)).outcome).toBe("valid");
  expect((await outcome("7kq4-m2xd")).outcome).toBe("valid");
  expect((await outcome("７ＫＱ４ Ｍ２ＸＤ")).outcome).toBe("valid");
});

test("a ticket that was used is known again, by the list and by this phone", async () => {
  const at = "2027-05-15T09:58:00+09:00";
  expect(await outcome(TICKET, { redeemed_at: at })).toMatchObject({
    outcome: "already",
    usedAt: at,
  });
  const used = new Map([["1c2b7d0e", at]]);
  expect(await outcome(TICKET, {}, used)).toMatchObject({ outcome: "already", usedAt: at });
});

test("a ticket of another day says so", async () => {
  const verdict = await outcome(TICKET, { starts_at: "2027-05-16T10:00:00+09:00" });
  expect(verdict.outcome).toBe("notToday");
  expect(verdict.guest?.name).toBe("青森 花子");
});

test("a forged proof is refused although its booking is on the list", async () => {
  expect((await outcome("YM1.1c2b7d0e.AAAAAAAAAAAAAAAAAAAAAAAA")).outcome).toBe("wrongTicket");
});

test("what is no ticket, and who is not on the list, are different things", async () => {
  expect((await outcome("https://example.org")).outcome).toBe("notTicket");
  expect((await outcome("23456789")).outcome).toBe("unknown");
});

test("a booking that does not stand is no way in", async () => {
  expect((await outcome(TICKET, { status: "CANCELLED" })).outcome).toBe("wrongState");
});
