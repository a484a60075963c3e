/** A day as it is drawn and told, whoever made it: the planner or the tourist. */

import type {
  Check,
  Day,
  Itinerary,
  ItineraryRequest,
  Leg,
  Position,
  Violation,
  Visit,
} from "../api/types";
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
  /** True while its time is that of an order before. */
  stale: boolean;
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
    stale: false,
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

/** What was last known of each stop's time and of the ways: shown until the new order is judged. */
export interface Hints {
  times: Map<string, Pick<StopView, "arrive" | "begin" | "leave">>;
  ways: Map<string, Leg>;
}

const wayName = (from: string | undefined, to: string | undefined) => `${from ?? ""} → ${to ?? ""}`;

export function hintsOf(days: DayView[]): Hints {
  const hints: Hints = { times: new Map(), ways: new Map() };
  for (const day of days)
    for (const [index, leg] of day.legs.entries()) {
      const stop = day.stops[index];
      if (stop?.begin) hints.times.set(stop.key, stop);
      if (leg) hints.ways.set(wayName(day.stops[index - 1]?.key, stop?.key), leg);
    }
  return hints;
}

function ownStop(
  stop: OrderStop,
  check: Check | null,
  hints: Hints,
  [day, index]: [number, number],
) {
  const timed = check?.days[day]?.stops[index];
  const before = check ? undefined : hints.times.get(stop.key);
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
    arrive: timed?.arrive ?? before?.arrive ?? null,
    begin: timed?.begin ?? before?.begin ?? null,
    leave: timed?.leave ?? before?.leave ?? null,
    waitS: timed?.wait_s ?? 0,
    lesser: kind === "spot" && isLesser(known.renown),
    feeMinor: known.fee_minor ?? null,
    hoursAssumed: timed?.hours_assumed ?? false,
    why: known.why ?? [],
    locked: Boolean(sent.begin),
    booking: known.booking ?? null,
    bookable: known.bookable ?? null,
    violations: [] as Violation[],
    stale: !check,
  };
}

function ownDay(order: Order, check: Check | null, hints: Hints, day: number): DayView {
  const kept = order.days[day] as Order["days"][number];
  const timed = check?.days[day];
  return {
    date: kept.date,
    start: { at: kept.start, time: kept.start.time },
    end: { at: kept.end, time: timed?.end ?? null },
    stops: numbered(kept.stops.map((stop, index) => ownStop(stop, check, hints, [day, index]))),
    legs: timed?.legs ?? keptWays(kept.stops, hints),
    violations: [],
    travelS: timed?.totals.travel_s ?? 0,
    distanceM: timed?.totals.distance_m ?? 0,
  };
}

function keptWays(stops: OrderStop[], hints: Hints): (Leg | null)[] {
  return [...stops, undefined].map(
    (stop, index) => hints.ways.get(wayName(stops[index - 1]?.key, stop?.key)) ?? null,
  );
}

/** The tourist's order with the clock and the faults that a check found; null while unchecked. */
export function ownDays(order: Order, check: Check | null, hints: Hints): DayView[] {
  const days = order.days.map((_, day) => ownDay(order, check, hints, day));
  for (const violation of check?.violations ?? []) {
    const where = spotOf(violation.pointer);
    const stop = where ? days[where.day]?.stops[where.stop] : undefined;
    const day = days[(violation.day ?? 1) - 1];
    (stop ?? day)?.violations.push(violation);
  }
  return days;
}
