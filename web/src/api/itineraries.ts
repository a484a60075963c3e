import { call } from "./client";
import type {
  BookedInPlan,
  BookingPreview,
  Check,
  CheckRequest,
  Contact,
  Detour,
  FittingSlot,
  Itinerary,
  ItineraryRequest,
  Position,
  ReplanRequest,
  UnitCount,
} from "./types";

const one = (id: string) => `/v1/itineraries/${encodeURIComponent(id)}`;

export function plan(request: ItineraryRequest, signal?: AbortSignal): Promise<Itinerary> {
  const options = { method: "POST", body: request } as const;
  return call("/v1/itineraries", signal ? { ...options, signal } : options);
}

export function getItinerary(id: string): Promise<Itinerary> {
  return call(one(id));
}

export function checkOrder(order: CheckRequest, signal?: AbortSignal): Promise<Check> {
  const options = { method: "POST", body: order } as const;
  return call("/v1/itineraries/check", signal ? { ...options, signal } : options);
}

export function checkKept(id: string): Promise<Check> {
  return call(`${one(id)}/check`);
}

export interface DetourWish {
  minutes: number;
  categories: string[];
  withinDay: boolean;
}

export async function listDetours(id: string, wish: DetourWish): Promise<Detour[]> {
  const query = {
    max_minutes: wish.minutes,
    category: wish.categories,
    within_day: wish.withinDay,
    limit: 20,
  };
  return (await call<{ detours: Detour[] }>(`${one(id)}/detours`, { query })).detours;
}

export function replan(id: string, body: ReplanRequest): Promise<Itinerary> {
  return call(`${one(id)}/replan`, { method: "POST", body });
}

export async function listFitting(id: string): Promise<FittingSlot[]> {
  return (await call<{ slots: FittingSlot[] }>(`${one(id)}/experiences`)).slots;
}

export interface Seats {
  slot_id: string;
  units: UnitCount[];
}

/** What booking would change in the plan; nothing is held. */
export function previewBooking(id: string, seats: Seats): Promise<BookingPreview> {
  return call(`${one(id)}/bookings/preview`, { method: "POST", body: seats });
}

export interface SeatWish extends Seats {
  contact: Contact;
  remark?: string;
  at?: Position;
  /** `shown` of the preview: nothing is held where the day would change in another way. */
  as_shown?: string;
}

export function bookInPlan(id: string, wish: SeatWish, key: string): Promise<BookedInPlan> {
  const headers = { "Idempotency-Key": key };
  return call(`${one(id)}/bookings`, { method: "POST", body: wish, headers });
}
