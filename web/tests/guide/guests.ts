import { sha256 } from "../../src/guide/redeem/judge";
import type { Expected } from "../../src/guide/types";

/** A guest of today's list who holds `ticket`. */
export async function guestWith(ticket: string, over: Partial<Expected> = {}): Promise<Expected> {
  return {
    booking_id: ticket.split(".")[1] ?? "",
    code: "7KQ4M2XD",
    ticket_sha256: await sha256(ticket),
    status: "CONFIRMED",
    title: "田植え体験",
    slot_id: "s",
    starts_at: "2027-05-15T10:00:00+09:00",
    name: "青森 花子",
    people: 2,
    units: [],
    redeemed_at: null,
    ...over,
  };
}
