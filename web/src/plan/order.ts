/** The tourist's own order: an itinerary whose stops can be moved, dropped, added and fixed. */

import type {
  CheckRequest,
  Day,
  Detour,
  Itinerary,
  ItineraryRequest,
  OwnStop,
  Position,
  Spot,
  Visit,
} from "../api/types";
import { clock } from "../i18n/format";
import { clockOf, exactMinutesOf, minutesBetween } from "./moments";

/** What is known of a stop beside its place in the order. */
export type Known = Pick<Visit, "name" | "category" | "location"> &
  Partial<Pick<Visit, "renown" | "fee_minor" | "why" | "experience_id" | "booking" | "bookable">>;

export interface OrderStop {
  key: string;
  sent: OwnStop;
  known: Known;
}

export type Frame = Omit<CheckRequest, "days" | "legs">;

export interface OrderDay {
  date: string;
  start: CheckRequest["days"][number]["start"];
  end: CheckRequest["days"][number]["end"];
  stops: OrderStop[];
}

export interface Order {
  frame: Frame;
  days: OrderDay[];
}

function point([lon, lat]: number[] | undefined[]): Position {
  return { lat: lat ?? 0, lon: lon ?? 0 };
}

/**
 * Where and when a day begins and ends, read off the plan itself. Ways are told in whole seconds, so
 * that a day that begins on the minute may seem to begin half a second before it.
 */
export function endsOf(day: Day): Pick<OrderDay, "start" | "end"> {
  const first = day.legs[0];
  const last = day.legs.at(-1);
  const from = first?.geometry.coordinates[0] ?? [];
  const to = last?.geometry.coordinates.at(-1) ?? [];
  const arrive = exactMinutesOf(day.visits[0]?.arrive ?? `${day.date}T09:00`);
  const leave = exactMinutesOf(day.visits.at(-1)?.leave ?? `${day.date}T17:00`);
  return {
    start: { ...point(from), time: clockOf(arrive - (first?.duration_s ?? 0) / 60) },
    end: { ...point(to), time: clockOf(Math.ceil(leave + (last?.duration_s ?? 0) / 60)) },
  };
}

function sentOf(visit: Visit): OwnStop {
  if (visit.kind === "experience") return { kind: "experience", slot_id: visit.slot_id };
  const minutes = minutesBetween(visit.begin, visit.leave);
  const kind = visit.kind === "parking" ? "spot" : visit.kind;
  const sent: OwnStop = visit.spot_id
    ? { kind, spot_id: visit.spot_id, minutes }
    : { kind, minutes };
  return visit.locked ? { ...sent, begin: clock(visit.begin) } : sent;
}

/** A name for a stop that it keeps while it is moved about. */
export function keyOf(kind: string, id: string | null | undefined, day: number): string {
  return id ?? `${kind}-${day}`;
}

function stopsOf(day: Day, number: number): OrderStop[] {
  return day.visits
    .filter((visit) => visit.kind !== "parking")
    .map((visit) => ({
      key: keyOf(visit.kind, visit.spot_id ?? visit.slot_id, number),
      sent: sentOf(visit),
      known: visit,
    }));
}

/** Begin an own order with what the planner proposed. */
export function orderOf(plan: Itinerary, request: ItineraryRequest | null): Order {
  const days = plan.days.map((day, number) => {
    const asked = request?.days.find((wished) => wished.date === day.date);
    const ends = asked ? { start: asked.start, end: asked.end } : endsOf(day);
    return { date: day.date, ...ends, stops: stopsOf(day, number) };
  });
  const lunch = plan.days.every((day) => day.visits.some((visit) => visit.kind === "lunch"));
  const frame: Frame = { region: plan.region, mode: plan.mode };
  if (lunch) frame.lunch = request?.lunch ?? { earliest: "11:00", latest: "14:30", minutes: 30 };
  if (request?.party_size) frame.party_size = request.party_size;
  if (request?.access_profile) frame.access_profile = request.access_profile;
  if (request?.budget_minor) frame.budget_minor = request.budget_minor;
  return { frame, days };
}

export function checkRequestOf(order: Order): CheckRequest {
  return {
    ...order.frame,
    legs: true,
    days: order.days.map((day) => ({ ...day, stops: day.stops.map((stop) => stop.sent) })),
  };
}

/** Return a copy with the stops of one day changed by `change`. */
export function withStops(
  order: Order,
  day: number,
  change: (stops: OrderStop[]) => OrderStop[],
): Order {
  const days = order.days.map((kept, number) =>
    number === day ? { ...kept, stops: change([...kept.stops]) } : kept,
  );
  return { ...order, days };
}

export function moved(order: Order, day: number, from: number, to: number): Order {
  return withStops(order, day, (stops) => {
    const [stop] = stops.splice(from, 1);
    if (stop) stops.splice(Math.min(Math.max(to, 0), stops.length), 0, stop);
    return stops;
  });
}

export function without(order: Order, key: string): Order {
  const days = order.days.map((day) => ({
    ...day,
    stops: day.stops.filter((stop) => stop.key !== key),
  }));
  return { ...order, days };
}

/** Fix the time of a stop, or free it with `begin` null. */
export function lockedAt(order: Order, key: string, begin: string | null): Order {
  const days = order.days.map((day) => ({
    ...day,
    stops: day.stops.map((stop) => {
      if (stop.key !== key) return stop;
      const { begin: _, ...sent } = stop.sent;
      return { ...stop, sent: begin ? { ...sent, begin } : sent };
    }),
  }));
  return { ...order, days };
}

export function withDetour(order: Order, detour: Detour): Order {
  const stop: OrderStop = {
    key: detour.spot_id,
    sent: {
      kind: "spot",
      spot_id: detour.spot_id,
      minutes: minutesBetween(detour.begin, detour.leave),
    },
    known: detour,
  };
  return withStops(order, detour.day - 1, (stops) => {
    const before = detour.after_spot_id;
    const found = before ? stops.findIndex((one) => one.key === before) + 1 : 0;
    stops.splice(found || Math.min(detour.after, stops.length), 0, stop);
    return stops;
  });
}

/** Put a spot where it lengthens the straight-line way of a day the least. */
export function withSpot(order: Order, day: number, spot: Spot): Order {
  const [lon = 0, lat = 0] = spot.geometry.coordinates;
  const { name, category, renown, fee_minor } = spot.properties;
  const stop: OrderStop = {
    key: spot.id,
    sent: { kind: "spot", spot_id: spot.id },
    known: { name, category, renown, fee_minor, location: { lat, lon } },
  };
  return withStops(order, day, (stops) => {
    const ends = order.days[day];
    if (!ends) return stops;
    const way = [ends.start, ...stops.map((one) => one.known.location), ends.end];
    stops.splice(cheapestGap(way, { lat, lon }), 0, stop);
    return stops;
  });
}

/** The gap of a way in which a point lengthens it the least. */
export function cheapestGap(way: Position[], at: Position): number {
  const scale = Math.cos((at.lat * Math.PI) / 180);
  const far = (a: Position, b: Position) => Math.hypot((a.lon - b.lon) * scale, a.lat - b.lat);
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  for (const [gap, from] of way.slice(0, -1).entries()) {
    const to = way[gap + 1] as Position;
    const added = far(from, at) + far(at, to) - far(from, to);
    if (added < least) [best, least] = [gap, added];
  }
  return best;
}
