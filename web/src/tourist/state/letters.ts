/** Addresses from letters: `/bookings/{id}#{key}` and `/waiting/{slot}/{entry}#{key}`. */
import { getBooking } from "../../api/bookings";
import { keepBooking, keptBooking } from "./bookings";
import { arrive } from "./route";
import { keepPlace } from "./waiting";

export type Letter =
  | { kind: "booking"; id: string; key: string }
  | { kind: "waiting"; slotId: string; entryId: string; key: string };

/** What an address from a letter opens; null for other addresses. */
export function letterOf(path: string, hash: string): Letter | null {
  const key = hash.replace(/^#/, "");
  const booking = /^\/bookings\/([\w-]+)$/.exec(path);
  if (booking?.[1]) return { kind: "booking", id: booking[1], key };
  const place = /^\/waiting\/([\w-]+)\/([\w-]+)$/.exec(path);
  if (place?.[1] && place[2]) return { kind: "waiting", slotId: place[1], entryId: place[2], key };
  return null;
}

/** Keep a booking by its key; where it belongs to a plan, that lies beneath. Fails as the server does. */
export async function openByKey(id: string, key: string): Promise<void> {
  const booking = await getBooking(id, key);
  await keepBooking(booking, key);
  const page = booking.itinerary_id ? `/itineraries/${booking.itinerary_id}` : "/";
  arrive(`${page}?v=booking&id=${id}`);
}

/** Open what a letter leads to; the key leaves the address at once. */
export async function openLetter(letter: Letter): Promise<void> {
  if (letter.kind === "waiting") {
    if (letter.key) await keepPlace(letter);
    return arrive(`/?v=waiting&id=${letter.entryId}`);
  }
  const key = letter.key || keptBooking(letter.id)?.key;
  const opened = key
    ? openByKey(letter.id, key).then(
        () => true,
        () => false,
      )
    : false;
  // Without network or key the sheet says so, or shows what the device knows.
  if (!(await opened)) arrive(`/?v=booking&id=${letter.id}`);
}
