/** What guests do beside booking: write, judge, wait, change, and ask for their own data. */
import { call } from "./client";
import type { Booking, Message, Review, Slot, UnitCount, Waiting, WaitingPlace } from "./types";

const one = (id: string) => `/v1/bookings/${encodeURIComponent(id)}`;
const shown = (key: string) => ({ "Booking-Key": key });

export async function listMessages(id: string, key: string): Promise<Message[]> {
  const query = { limit: 100 };
  const page = await call<{ messages: Message[] }>(`${one(id)}/messages`, {
    query,
    headers: shown(key),
  });
  return page.messages;
}

export function sendMessage(id: string, key: string, once: string, text: string): Promise<Message> {
  const headers = { ...shown(key), "Idempotency-Key": once };
  return call(`${one(id)}/messages`, { method: "POST", body: { text }, headers });
}

export interface Opinion {
  stars: number;
  text: string;
  author: string;
  language: string;
}

export function writeReview(id: string, key: string, opinion: Opinion): Promise<Review> {
  return call(`${one(id)}/review`, { method: "POST", body: opinion, headers: shown(key) });
}

export async function listReviews(experienceId: string): Promise<Review[]> {
  const path = `/v1/experiences/${encodeURIComponent(experienceId)}/reviews`;
  return (await call<{ reviews: Review[] }>(path, { query: { limit: 20 } })).reviews;
}

export type PersonalData = Record<string, Record<string, unknown>[]>;

export async function exportData(id: string, key: string): Promise<PersonalData> {
  const body = { action: "export" };
  const path = `${one(id)}/personal-data`;
  return (await call<{ kept: PersonalData }>(path, { method: "POST", body, headers: shown(key) }))
    .kept;
}

export function eraseData(id: string, key: string): Promise<unknown> {
  const body = { action: "erase" };
  return call(`${one(id)}/personal-data`, { method: "POST", body, headers: shown(key) });
}

export interface Change {
  slot_id?: string;
  units?: UnitCount[];
}

/** Change party or time of the booking as it is known; refused where it has changed meanwhile. */
export function amendBooking(booking: Booking, key: string, change: Change): Promise<Booking> {
  const headers = { ...shown(key), "If-Match": `"${booking.version}"` };
  return call(one(booking.id), { method: "PATCH", body: change, headers });
}

export async function listSlots(
  experienceId: string,
  from: string,
  until: string,
  party: number,
): Promise<Slot[]> {
  const path = `/v1/experiences/${encodeURIComponent(experienceId)}/slots`;
  const query = { from, until, party, limit: 100 };
  return (await call<{ slots: Slot[] }>(path, { query })).slots;
}

const line = (slotId: string) => `/v1/slots/${encodeURIComponent(slotId)}/waiting-list`;

export function joinLine(
  slotId: string,
  email: string,
  seats: number,
  language: string,
): Promise<Waiting> {
  return call(line(slotId), { method: "POST", body: { email, seats, language } });
}

export function getPlace(slotId: string, entry: string, key: string): Promise<WaitingPlace> {
  return call(`${line(slotId)}/${encodeURIComponent(entry)}`, { headers: shown(key) });
}

export function leaveLine(slotId: string, entry: string, key: string): Promise<void> {
  const headers = shown(key);
  return call(`${line(slotId)}/${encodeURIComponent(entry)}`, { method: "DELETE", headers });
}
