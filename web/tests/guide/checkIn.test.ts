import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { keep } from "../../src/guide/common/kept";
import { lookAt, overrule, vouchFor } from "../../src/guide/redeem/checkIn";
import { readLists, refreshLists } from "../../src/guide/redeem/lists";
import { readUnsent, unsent } from "../../src/guide/redeem/scans";
import { clearTroubles, sendAll, troubles } from "../../src/guide/redeem/sending";
import { guestWith } from "./guests";

const TICKET = "YM1.b1.abcdefghijklmnopqrstuvwx";
const DESK = { organisation: "o", today: "2027-05-15" };

/** A server that answers every scan with `outcome`, or one that cannot be reached. */
function serve(outcome: string | null): void {
  vi.stubGlobal("fetch", async (path: string, init: RequestInit) => {
    if (outcome === null) throw new TypeError("away");
    if (!path.includes("/redemptions")) return new Response("{}", { status: 404 });
    const { scans } = JSON.parse(String(init.body)) as { scans: { redeemed_at: string }[] };
    const answered = scans.map((scan) => ({
      booking_id: outcome === "unknown" ? null : "b1",
      code: outcome === "unknown" ? null : "7KQ4M2XD",
      redeemed_at: scan.redeemed_at,
      outcome,
      first_redeemed_at: outcome === "unknown" ? null : scan.redeemed_at,
      first_device: outcome === "already_redeemed" ? "Android 1a2b" : null,
    }));
    return Response.json({ scans: answered });
  });
}

beforeEach(async () => {
  localStorage.clear();
  readUnsent();
  clearTroubles();
  keep("expected.o.2027-05-15", [await guestWith(TICKET)]);
  readLists(DESK.organisation, DESK.today);
});
afterEach(() => vi.unstubAllGlobals());

test("with a network the server's word counts, and nothing waits", async () => {
  serve("already_redeemed");
  const told = await lookAt(TICKET, DESK, true);
  expect(told).toMatchObject({ outcome: "already", sure: true, device: "Android 1a2b" });
  expect(unsent.value).toEqual([]);
});

test("a list that was asked for before somebody came does not undo that", async () => {
  serve("redeemed");
  await lookAt(TICKET, DESK, true);
  const before = { expected: [await guestWith(TICKET)], links: {} };
  vi.stubGlobal("fetch", async () => Response.json(before));
  await refreshLists(DESK.organisation, DESK.today);
  serve(null);
  expect((await lookAt(TICKET, DESK, false)).outcome).toBe("already");
});

test("without a network a valid ticket is checked in and kept until it is sent", async () => {
  serve(null);
  expect(await lookAt(TICKET, DESK, false)).toMatchObject({ outcome: "valid", noted: true });
  expect(unsent.value.map((one) => one.scan.ticket)).toEqual([TICKET]);
  expect((await lookAt(TICKET, DESK, false)).outcome).toBe("already");
  serve("redeemed");
  await sendAll();
  expect(unsent.value).toEqual([]);
  expect(troubles.value).toEqual([]);
});

test("what turns out to be used elsewhere is told when it is sent", async () => {
  serve(null);
  await lookAt(TICKET, DESK, false);
  serve("already_redeemed");
  await sendAll();
  expect(troubles.value).toEqual([{ name: "青森 花子", outcome: "already", code: "7KQ4M2XD" }]);
});

test("who is not on the list is asked of the server, but not admitted without it", async () => {
  serve("redeemed");
  expect((await lookAt("23456789", DESK, true)).outcome).toBe("valid");
  serve(null);
  expect((await lookAt("23456789", DESK, false)).outcome).toBe("unknown");
  expect(unsent.value).toEqual([]);
});

test("a network that only seems to be there admits nobody either, unless the guide insists", async () => {
  serve(null);
  const told = await lookAt("23456789", DESK, true);
  expect(told).toMatchObject({ outcome: "unknown", sure: false, noted: false });
  expect(unsent.value).toEqual([]);
  expect(await overrule(told, DESK)).toMatchObject({ outcome: "unknown", noted: true });
  expect(unsent.value).toHaveLength(1);
});

test("a guest without a ticket is sent by the booking's number", async () => {
  serve(null);
  await vouchFor(await guestWith(TICKET), DESK);
  expect(unsent.value[0]?.scan).toMatchObject({ booking: "7KQ4M2XD" });
});
