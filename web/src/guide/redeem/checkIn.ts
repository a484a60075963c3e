/** From what was shown to what is told: by the phone's lists, and by the server where it answers. */
import { Problem } from "../../api/problem";
import { getBooking } from "../api";
import type { Booking, Expected, ScanAnswer } from "../types";
import { judge, outcomeOf, readShown, type Shown, type Verdict } from "./judge";
import { lists, noteOnList } from "./lists";
import { note, settle, unsent, usedHere } from "./scans";
import { sendAll } from "./sending";

export interface Told extends Verdict {
  /** Whether the server has answered; otherwise it is the phone's own judgement. */
  sure: boolean;
  /** The device on which it was used before. */
  device: string | null;
  /** What was noted although nobody could judge it. */
  noted: boolean;
  shown: Shown;
  booking: Booking | null;
}

export interface Desk {
  organisation: string;
  today: string;
}

/** The server could not be asked, or did not answer in time. */
const away = (failure: unknown) =>
  failure instanceof DOMException ||
  (failure instanceof Problem && (failure.isOffline || failure.status >= 500));

const BOOKING_WITHIN_MS = 3000;

/** What the booking says besides, such as what is to be paid; not worth waiting long for. */
function bookingSoon(id: string): Promise<Booking | null> {
  const soon = new Promise<null>((resolve) => setTimeout(() => resolve(null), BOOKING_WITHIN_MS));
  const asked = getBooking(id).then(
    ({ value }) => value,
    () => null,
  );
  return Promise.race([asked, soon]);
}

function toldOf(verdict: Verdict, shown: Shown): Told {
  return { ...verdict, sure: false, device: null, noted: false, shown, booking: null };
}

/** Look at a ticket's text or a typed code, and check its guests in where it is valid. */
export async function lookAt(text: string, desk: Desk, online: boolean): Promise<Told> {
  const shown = readShown(text);
  const known = { expected: lists.value.expected, used: usedHere(unsent.value), today: desk.today };
  const verdict = await judge(shown, known);
  const told = toldOf(verdict, shown);
  if (verdict.outcome === "valid") return checkIn(told, desk);
  // Somebody may have booked after the list was saved: the server knows.
  if (verdict.outcome === "unknown" && online) return checkIn(told, desk);
  return told;
}

/** Check in somebody of the list without a ticket. */
export function vouchFor(guest: Expected, desk: Desk): Promise<Told> {
  const shown = { code: guest.code };
  return checkIn(toldOf({ outcome: "valid", guest, usedAt: null }, shown), desk);
}

/** Check in although the phone would not: another day, or somebody whom the list does not know. */
export function overrule(told: Told, desk: Desk): Promise<Told> {
  const outcome = told.outcome === "notToday" ? "valid" : told.outcome;
  return checkIn({ ...told, outcome }, desk, true);
}

/**
 * Note the check-in on the phone, then tell the server; without it the phone's word stands.
 *
 * What the phone cannot judge stays noted only where the guide `insists`.
 */
async function checkIn(told: Told, desk: Desk, insists = false): Promise<Told> {
  const { shown, guest } = told;
  if (!shown) return told;
  const at = new Date().toISOString();
  const bookingId = guest?.booking_id ?? ("booking" in shown ? shown.booking : null);
  const noted = note({
    organisation: desk.organisation,
    scan: {
      redeemed_at: at,
      ...("ticket" in shown ? { ticket: shown.ticket } : { booking: shown.code }),
    },
    name: guest?.name ?? ("code" in shown ? shown.code : (guest?.code ?? shown.booking)),
    bookingId,
  });
  try {
    const answer = (await sendAll(noted.id)).get(noted.id);
    if (!answer) return { ...told, noted: true };
    return await answered(told, answer, desk);
  } catch (failure) {
    if (!away(failure)) throw failure;
    if (told.outcome !== "valid" && !insists) {
      settle([noted.id]);
      return told;
    }
    if (told.outcome === "valid" && bookingId)
      noteOnList(desk.organisation, desk.today, bookingId, at);
    return { ...told, noted: true };
  }
}

async function answered(told: Told, answer: ScanAnswer, desk: Desk): Promise<Told> {
  const id = answer.booking_id;
  const usedAt = answer.first_redeemed_at;
  if (id && usedAt) noteOnList(desk.organisation, desk.today, id, usedAt);
  const booking = id ? await bookingSoon(id) : null;
  return {
    ...told,
    outcome: outcomeOf(answer.outcome),
    usedAt,
    sure: true,
    device: answer.first_device,
    booking,
  };
}
