/** Requests for a new plan that come from what the tourist did to the present one. */
import type { Check, Itinerary, ItineraryRequest } from "../api/types";
import type { Order } from "./order";

const MOST_MUST_VISITS = 20;
const MOST_AVOIDED = 200;

/** The request of a plan, or, where only the plan is known, one that says the same. */
export function baseRequest(
  plan: Itinerary,
  order: Order,
  request: ItineraryRequest | null,
): ItineraryRequest {
  const days = order.days.map(({ date, start, end }) => ({ date, start, end }));
  if (request) return { ...request, days };
  return { region: plan.region, mode: plan.mode, days, lunch: order.frame.lunch ?? null };
}

function spotIds(order: Order): string[] {
  const stops = order.days.flatMap((day) => day.stops);
  return stops
    .filter((stop) => (stop.sent.kind ?? "spot") === "spot")
    .map((stop) => stop.sent.spot_id)
    .filter((id) => typeof id === "string");
}

/** What remains must stay; in place of `spotId` something else is found. */
export function anotherInstead(
  plan: Itinerary,
  order: Order,
  request: ItineraryRequest | null,
  spotId: string,
): ItineraryRequest {
  const base = baseRequest(plan, order, request);
  const kept = spotIds(order).filter((id) => id !== spotId);
  return {
    ...base,
    must_visit: kept.slice(0, MOST_MUST_VISITS),
    avoid: [...(base.avoid ?? []).filter((id) => !kept.includes(id)), spotId].slice(-MOST_AVOIDED),
  };
}

/** The tourist's order as a plan of its own: each stop agreed at the time that the check found. */
export function asAgreed(
  plan: Itinerary,
  order: Order,
  request: ItineraryRequest | null,
  check: Check,
): ItineraryRequest {
  const base = baseRequest(plan, order, request);
  const stops = check.days.flatMap((day) => day.stops);
  const locked = stops.flatMap((stop) => {
    if (stop.kind !== "spot" || !stop.spot_id || !stop.begin || !stop.leave) return [];
    const minutes = Math.round((Date.parse(stop.leave) - Date.parse(stop.begin)) / 60_000);
    return [{ spot_id: stop.spot_id, begin: stop.begin, minutes: Math.max(5, minutes) }];
  });
  const most = Math.max(1, ...order.days.map((day) => day.stops.filter(isVisit).length));
  const wanted = new Set(locked.map(({ spot_id }) => spot_id));
  return {
    ...base,
    locked: locked.slice(0, MOST_MUST_VISITS),
    must_visit: [],
    avoid: (base.avoid ?? []).filter((id) => !wanted.has(id)),
    limits: { ...base.limits, visits_per_day: Math.min(20, most) },
  };
}

function isVisit(stop: Order["days"][number]["stops"][number]): boolean {
  return stop.sent.kind !== "lunch" && stop.sent.kind !== "rest";
}

/** Whether an order can become a plan: seats in experiences belong to the plan they were booked in. */
export function canBeAgreed(order: Order): boolean {
  const stops = order.days.flatMap((day) => day.stops);
  const visits = stops.filter(isVisit);
  return visits.length <= MOST_MUST_VISITS && !stops.some((s) => s.sent.kind === "experience");
}
