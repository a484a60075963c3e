/** Bringing a tourist's own order together with what became of the plan meanwhile. */
import type { Itinerary, Visit } from "../api/types";
import { type Order, type OrderStop, orderOf } from "./order";

export interface Reconciled {
  order: Order;
  /** Names of bookings that are in the plan no longer, and of those that came into it. */
  lost: string[];
  gained: string[];
}

const isExperience = (stop: OrderStop) => stop.sent.kind === "experience";
const OVER = new Set(["CANCELLED", "EXPIRED", "REJECTED"]);
/** The plan shows a booking that is over where it was, so that one sees what became of it. */
const isOver = (stop: OrderStop) => OVER.has(stop.known.booking?.status ?? "");
const isBooked = (stop: OrderStop) =>
  isExperience(stop) && Boolean(stop.known.booking) && !isOver(stop);
const begins = (stop: OrderStop) => (stop.known as Partial<Visit>).begin ?? "";

/** Before the first stop that begins later; stops without a time stay where they are. */
function inserted(stops: OrderStop[], stop: OrderStop): OrderStop[] {
  const later = stops.findIndex((one) => begins(one) > begins(stop));
  const at = later < 0 ? stops.length : later;
  return [...stops.slice(0, at), stop, ...stops.slice(at)];
}

/**
 * Places and their order are the tourist's: they stay. Bookings are facts: what was cancelled leaves
 * the order, what was booked elsewhere enters it, and each has the standing of today.
 */
export function reconciled(own: Order, before: Itinerary, plan: Itinerary): Reconciled {
  const now = orderOf(plan, null);
  // What the tourist took out of the order stays out: only what was not there yet comes in.
  const seen = new Set(before.days.flatMap((day) => day.visits.map((visit) => visit.slot_id)));
  const facts = new Map(
    now.days.flatMap((day) => day.stops.filter(isExperience).map((stop) => [stop.key, stop])),
  );
  const had = new Set(own.days.flatMap((day) => day.stops.map((stop) => stop.key)));
  const lost: string[] = [];
  const gained: string[] = [];
  const days = own.days.map((day) => {
    const kept = day.stops.flatMap((stop) => {
      if (!isExperience(stop)) return [stop];
      const fact = facts.get(stop.key);
      const stays = fact && !isOver(fact);
      if (!stays) lost.push(stop.known.name);
      return stays ? [{ ...stop, known: fact.known }] : [];
    });
    const fresh = now.days.find((one) => one.date === day.date)?.stops ?? [];
    const added = fresh.filter(
      (stop) => isBooked(stop) && !had.has(stop.key) && !seen.has(stop.key),
    );
    gained.push(...added.map((stop) => stop.known.name));
    return { ...day, stops: added.reduce(inserted, kept) };
  });
  return { order: { ...own, days }, lost, gained };
}
