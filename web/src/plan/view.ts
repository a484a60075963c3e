/** A day as it is drawn and told, whoever made it: the planner or the tourist. */

import type { Check, Day, Itinerary, ItineraryRequest, Leg, Position, Violation, Visit } from "../api/types";
import { clock } from "../i18n/format";
import { spotOf } from "./fixes";
import { endsOf, keyOf, type Order, type OrderStop } from "./order";

/** At most this well known counts as off the beaten track. */
export const LESSER_KNOWN = 0.3;

export interface StopView {
  key: string;
  kind: Visit["kind"];
  number: number | null;
  spotId: string | null;
  slotId: string | null;
  experienceId: string | null;
  name: string;
  category: string | null;
  location: Position;
  arrive: string | null;
  begin: string | null;
  leave: string | null;
  waitS: number;
  lesser: boolean;
  feeMinor: number | null;
  hoursAssumed: boolean;
  why: string[];
  locked: boolean;
  booking: Visit["booking"];
  bookable: boolean | null;
  violations: Violation[];
}

export interface DayView {
  date: string;
  start: { at: Position; time: string };
  end: { at: Position; time: string | null };
  stops: StopView[];
  legs: (Leg | null)[];
  violations: Violation[];
  travelS: number;
  distanceM: number;
}

function numbered(stops: Omit<StopView, "number">[]): StopView[] {
  let count = 0;
  return stops.map((stop) => {
    if (stop.kind === "parking") return { ...stop, number: null };
    count += 1;
    return { ...stop, number: count };
  });
}

export function isLesser(renown: number | null | undefined): boolean {
  return renown !== null && renown !== undefined && renown <= LESSER_KNOWN;
}

function plannedStop(visit: Visit, day: number): Omit<StopView, "number"> {
  return {
    key: keyOf(visit.kind, visit.spot_id ?? visit.slot_id, day),
    kind: visit.kind,
    spotId: visit.spot_id,
    slotId: visit.slot_id,
    experienceId: visit.experience_id,
    name: visit.name,
    category: visit.category,
    location: visit.location,
    arrive: visit.arrive,
    begin: visit.begin,
    leave: visit.leave,
    waitS: visit.wait_s,
    lesser: visit.kind === "spot" && isLesser(visit.renown),
    feeMinor: visit.fee_minor,
    hoursAssumed: visit.hours_assumed,
    why: visit.why,
    locked: visit.locked,
    booking: visit.booking,
    bookable: visit.bookable,
    violations: [],
  };
}

function arrival(day: Day): string | null {
  const left = day.visits.at(-1)?.leave;
  const last = day.legs.at(-1);
  if (!left || !last) return null;
  const [, offset = ""] = /([+-]\d\d:\d\d|Z)$/.exec(left) ?? [];
  const local = Date.parse(`${left.slice(0, 19)}Z`) + last.duration_s * 1000;
  return new Date(local).toISOString().slice(0, 19) + offset;
}

function plannedDay(day: Day, number: number, request: ItineraryRequest | null): DayView {
  const { start, end } = endsOf(day);
  const asked = request?.days.find((wished) => wished.date === day.date);
  return {
    date: day.date,
    start: { at: start, time: asked?.start.time ?? start.time },
    end: { at: end, time: arrival(day) },
    stops: numbered(day.visits.map((visit) => plannedStop(visit, number))),
    legs: day.legs,
    violations: [],
    travelS: day.totals.travel_s,
    distanceM: day.totals.distance_m,
  };
}

export function plannedDays(plan: Itinerary, request: ItineraryRequest | null): DayView[] {
  return plan.days.map((day, number) => plannedDay(day, number, request));
}

function ownStop(stop: OrderStop, check: Check | null, day: number, index: number) {
  const timed = check?.days[day]?.stops[index];
  const { known, sent } = stop;
  const kind = sent.kind ?? "spot";
  return {
    key: stop.key,
    kind,
    spotId: sent.spot_id ?? null,
    slotId: sent.slot_id ?? null,
    experienceId: known.experience_id ?? null,
    name: timed?.name || known.name,
    category: timed?.category ?? known.category,
    location: timed?.location ?? known.location,
    arrive: timed?.arrive ?? null,
    begin: timed?.begin ?? null,
    leave: timed?.leave ?? null,
    waitS: timed?.wait_s ?? 0,
    lesser: kind === "spot" && isLesser(known.renown),
    feeMinor: known.fee_minor ?? null,
    hoursAssumed: timed?.hours_assumed ?? false,
    why: known.why ?? [],
    locked: Boolean(sent.begin),
    booking: known.booking ?? null,
    bookable: known.bookable ?? null,
    violations: [] as Violation[],
  };
}

function ownDay(order: Order, check: Check | null, day: number): DayView {
  const kept = order.days[day] as Order["days"][number];
  const timed = check?.days[day];
  return {
    date: kept.date,
    start: { at: kept.start, time: kept.start.time },
    end: { at: kept.end, time: timed?.end ?? null },
    stops: numbered(kept.stops.map((stop, index) => ownStop(stop, check, day, index))),
    legs: timed?.legs ?? kept.stops.map(() => null).concat(null),
    violations: [],
    travelS: timed?.totals.travel_s ?? 0,
    distanceM: timed?.totals.distance_m ?? 0,
  };
}

/** The tourist's order with the clock and the faults that a check found; null while unchecked. */
export function ownDays(order: Order, check: Check | null): DayView[] {
  const days = order.days.map((_, day) => ownDay(order, check, day));
  for (const violation of check?.violations ?? []) {
    const where = spotOf(violation.pointer);
    const stop = where ? days[where.day]?.stops[where.stop] : undefined;
    const day = days[(violation.day ?? 1) - 1];
    (stop ?? day)?.violations.push(violation);
  }
  return days;
}

export function timeSpan(stop: StopView): string {
  return stop.begin && stop.leave ? `${clock(stop.begin)}–${clock(stop.leave)}` : "–";
}
