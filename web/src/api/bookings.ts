import { newId } from "../browser/newId";
import { call, send } from "./client";
import type { Booking, Contact, Experience, ExperienceFound, Quote, UnitCount } from "./types";

const one = (id: string) => `/v1/bookings/${encodeURIComponent(id)}`;

/** A fresh key under which the server does a thing once, however often it is asked. */
export function onceKey(): string {
  return newId();
}

export function getExperience(id: string): Promise<Experience> {
  return call(`/v1/experiences/${encodeURIComponent(id)}`);
}

interface Found {
  features: ExperienceFound[];
}

/** What a region offers, whether or not it fits into a plan. */
export async function listExperiences(region: string): Promise<ExperienceFound[]> {
  return (await call<Found>("/v1/experiences", { query: { region, limit: 100 } })).features;
}

export interface LoneWish {
  slot_id: string;
  units: UnitCount[];
  contact: Contact;
  remark?: string;
}

/** Hold seats without a plan. */
export function bookAlone(wish: LoneWish, once: string): Promise<Booking> {
  const headers = { "Idempotency-Key": once };
  return call("/v1/bookings", { method: "POST", body: wish, headers });
}

export function getBooking(id: string, key: string): Promise<Booking> {
  return call(one(id), { headers: { "Booking-Key": key } });
}

function step(id: string, name: string, key: string, once: string, body: unknown) {
  const headers = { "Booking-Key": key, "Idempotency-Key": once };
  return call<Booking>(`${one(id)}/${name}`, { method: "POST", body, headers });
}

export function confirmBooking(id: string, key: string, once: string, contact: Contact) {
  return step(id, "confirm", key, once, { contact });
}

export function extendHold(id: string, key: string, once: string) {
  return step(id, "extend", key, once, { minutes: 15 });
}

export function cancelBooking(id: string, key: string, once: string) {
  return step(id, "cancel", key, once, {});
}

export function cancelQuote(id: string, key: string): Promise<Quote> {
  return call(`${one(id)}/cancel-quote`, { headers: { "Booking-Key": key } });
}

export async function ticketPicture(id: string, key: string): Promise<Blob> {
  const answer = await send(`${one(id)}/ticket.png`, { headers: { "Booking-Key": key } });
  return answer.blob();
}
