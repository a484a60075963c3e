/** Bookings whose keys are on this device, with their tickets. */
import { signal } from "@preact/signals";
import { getBooking, ticketPicture } from "../../api/bookings";
import type { Booking } from "../../api/types";
import { type KeptBooking, read, write } from "../../offline/db";
import { pictureOf } from "../../offline/picture";

export const bookings = signal<KeptBooking[]>([]);

const WITH_TICKET = new Set(["CONFIRMED", "REDEEMED"]);

export async function loadBookings(): Promise<void> {
  bookings.value = (await read((db) => db.getAll("bookings"))) ?? bookings.value;
}

export function keptBooking(id: string): KeptBooking | undefined {
  return bookings.value.find((one) => one.id === id);
}

function remember(kept: KeptBooking): void {
  bookings.value = [...bookings.value.filter((one) => one.id !== kept.id), kept];
  void write((db) => db.put("bookings", kept));
}

/** Keep a booking as the server last told it; its key is told only once. */
export async function keepBooking(booking: Booking, key: string): Promise<void> {
  const before = keptBooking(booking.id);
  // Another party or time is another ticket.
  const same = before?.booking.version === booking.version || !WITH_TICKET.has(booking.status);
  const ticket = same ? (before?.ticket ?? null) : null;
  remember({ ...before, id: booking.id, key, booking, ticket });
  if (WITH_TICKET.has(booking.status) && !keptBooking(booking.id)?.ticket)
    await fetchTicket(booking.id);
}

export function markReviewed(id: string): void {
  const kept = keptBooking(id);
  if (kept) remember({ ...kept, reviewed: true });
}

/** Take a booking off this device, as after its guest's data was erased. */
export async function forgetBooking(id: string): Promise<void> {
  bookings.value = bookings.value.filter((one) => one.id !== id);
  await write((db) => db.delete("bookings", id));
}

export async function fetchTicket(id: string): Promise<void> {
  const kept = keptBooking(id);
  if (!kept) return;
  const ticket = await ticketPicture(id, kept.key)
    .then(pictureOf)
    .catch(() => null);
  const now = keptBooking(id);
  if (ticket && now) remember({ ...now, ticket });
}

export async function refreshBooking(id: string): Promise<void> {
  const kept = keptBooking(id);
  if (!kept) return;
  const fresh = await getBooking(id, kept.key).catch(() => null);
  if (fresh) await keepBooking(fresh, kept.key);
}
