/** What a ticket is worth, found out on the phone alone. */
import type { Expected } from "../types";

export type Outcome =
  | "valid"
  | "already"
  | "notToday"
  | "wrongState"
  | "wrongTicket"
  | "unknown"
  | "notTicket";

export interface Verdict {
  outcome: Outcome;
  /** Whom the phone knows; null where it does not know the booking. */
  guest: Expected | null;
  /** When it was used before. */
  usedAt: string | null;
}

export type Shown = { ticket: string; booking: string } | { code: string } | null;

const TICKET = /^YM1\.([A-Za-z0-9_-]{1,64})\.([A-Za-z0-9_-]{10,64})$/;
const CODE_LENGTH = 8;

/**
 * Tell a ticket's text from a booking's code; null where it is neither.
 * Codes are typed in any case, with full-width letters, spaces and hyphens.
 */
export function readShown(text: string): Shown {
  const trimmed = text.trim();
  const ticket = TICKET.exec(trimmed);
  if (ticket?.[1]) return { ticket: trimmed, booking: ticket[1] };
  const code = trimmed
    .normalize("NFKC")
    .replace(/[\s\-‐-―ー−]/g, "")
    .toUpperCase();
  return new RegExp(`^[A-Z0-9]{${CODE_LENGTH}}$`).test(code) ? { code } : null;
}

export async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

const STANDS = new Set(["CONFIRMED", "REDEEMED"]);

/** What the phone knows without asking anybody. */
export interface Known {
  expected: readonly Expected[];
  /** When this phone noted a booking, by its id. */
  used: ReadonlyMap<string, string>;
  today: string;
}

/** Judge what was shown by the lists of days and by what this phone has noted since. */
export async function judge(shown: Shown, known: Known): Promise<Verdict> {
  const { expected, used, today } = known;
  if (!shown) return { outcome: "notTicket", guest: null, usedAt: null };
  const guest =
    expected.find((one) =>
      "code" in shown ? one.code === shown.code : one.booking_id === shown.booking,
    ) ?? null;
  if (!guest) return { outcome: "unknown", guest, usedAt: null };
  if ("ticket" in shown && (await sha256(shown.ticket)) !== guest.ticket_sha256) {
    return { outcome: "wrongTicket", guest, usedAt: null };
  }
  const usedAt = guest.redeemed_at ?? used.get(guest.booking_id) ?? null;
  if (usedAt) return { outcome: "already", guest, usedAt };
  if (!STANDS.has(guest.status)) return { outcome: "wrongState", guest, usedAt: null };
  const outcome = guest.starts_at.slice(0, 10) === today ? "valid" : "notToday";
  return { outcome, guest, usedAt: null };
}

const SERVER_SAYS: Record<string, Outcome> = {
  redeemed: "valid",
  already_redeemed: "already",
  wrong_state: "wrongState",
  wrong_ticket: "wrongTicket",
  too_early: "notToday",
  unknown: "unknown",
};

/** What the server calls an outcome, in this screen's words. */
export function outcomeOf(said: string): Outcome {
  return SERVER_SAYS[said] ?? "unknown";
}
