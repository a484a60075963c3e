/** Addresses from letters: `/bookings/{id}#{key}` and `/waiting/{slot}/{entry}#{key}`. */
import { signal } from "@preact/signals";
import { getBooking } from "../../api/bookings";
import { keepBooking, keptBooking } from "./bookings";
import { arrive, route } from "./route";
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
  arrive(await keptUnder(id, key));
}

async function keptUnder(id: string, key: string): Promise<string> {
  const booking = await getBooking(id, key);
  await keepBooking(booking, key);
  const page = booking.itinerary_id ? `/itineraries/${booking.itinerary_id}` : "/";
  return `${page}?v=booking&id=${id}`;
}

/** Fetch the booking of a letter; without network, or with a wrong key, the sheet offers both again. */
async function follow(id: string, key: string): Promise<void> {
  triedLetter.value = { id, key, state: "busy", failure: null };
  try {
    const address = await keptUnder(id, key);
    triedLetter.value = null;
    if (isOpen(id)) arrive(address);
  } catch (failure) {
    triedLetter.value = { id, key, state: "failed", failure };
  }
}

/** A letter whose booking is not on the device: what became of its key. */
export interface Tried {
  id: string;
  key: string;
  state: "busy" | "failed";
  failure: unknown;
}

export const triedLetter = signal<Tried | null>(null);

const isOpen = (id: string) => route.value.view === "booking" && route.value.id === id;

/** Open what a letter leads to; the key leaves the address at once, and nobody waits for an answer. */
export async function openLetter(letter: Letter): Promise<void> {
  if (letter.kind === "waiting") {
    if (letter.key) await keepPlace(letter);
    return arrive(`/?v=waiting&id=${letter.entryId}`);
  }
  const key = letter.key || keptBooking(letter.id)?.key;
  arrive(`/?v=booking&id=${letter.id}`);
  if (key) void follow(letter.id, key);
}
