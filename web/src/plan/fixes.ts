/** What the server offers to mend a violation, done to the tourist's order. */
import type { Fix, Violation } from "../api/types";
import type { Order, OrderStop } from "./order";

/** Day and place of a pointer such as `/days/0/stops/2`. */
export function spotOf(pointer: string): { day: number; stop: number } | null {
  const found = /^\/days\/(\d+)\/stops\/(\d+)$/.exec(pointer);
  return found ? { day: Number(found[1]), stop: Number(found[2]) } : null;
}

function at(order: Order, pointer: string | null | undefined): OrderStop | null {
  const where = pointer ? spotOf(pointer) : null;
  return where ? (order.days[where.day]?.stops[where.stop] ?? null) : null;
}

function mapStops(order: Order, change: (stop: OrderStop) => OrderStop | null): Order {
  const days = order.days.map((day) => ({
    ...day,
    stops: day.stops.map(change).filter((stop) => stop !== null),
  }));
  return { ...order, days };
}

function withSent(order: Order, target: OrderStop, sent: Partial<OrderStop["sent"]>): Order {
  return mapStops(order, (stop) =>
    stop === target ? { ...stop, sent: { ...stop.sent, ...sent } } : stop,
  );
}

function withEnd(order: Order, day: number | null, which: "start" | "end", time: string): Order {
  const days = order.days.map((kept, number) =>
    number + 1 === day ? { ...kept, [which]: { ...kept[which], time } } : kept,
  );
  return { ...order, days };
}

function inserted(order: Order, day: number, stop: OrderStop, after: OrderStop | null): Order {
  const days = order.days.map((kept, number) => {
    if (number !== day) return kept;
    const stops = [...kept.stops];
    stops.splice(after ? stops.indexOf(after) + 1 : 0, 0, stop);
    return { ...kept, stops };
  });
  return { ...order, days };
}

function relocated(order: Order, fix: Fix): Order {
  const stop = at(order, fix.stops[0]);
  if (!stop) return order;
  const after = at(order, fix.after);
  const day = fix.day ? fix.day - 1 : (spotOf(fix.after ?? fix.stops[0] ?? "")?.day ?? 0);
  return inserted(
    mapStops(order, (one) => (one === stop ? null : one)),
    day,
    stop,
    after,
  );
}

function swapped(order: Order, fix: Fix): Order {
  const [one, other] = [at(order, fix.stops[0]), at(order, fix.stops[1])];
  if (!one || !other) return order;
  return mapStops(order, (stop) => (stop === one ? other : stop === other ? one : stop));
}

function withBreak(order: Order, fix: Fix, violation: Violation): Order {
  const kind = violation.rule === "rest_missed" ? "rest" : "lunch";
  const after = at(order, fix.after);
  const day = fix.day ? fix.day - 1 : (spotOf(fix.after ?? "")?.day ?? (violation.day ?? 1) - 1);
  const location = after?.known.location ?? order.days[day]?.start ?? { lat: 0, lon: 0 };
  const stop: OrderStop = {
    key: `${kind}-${day}-${order.days[day]?.stops.length ?? 0}`,
    sent: { kind, minutes: fix.minutes ?? 60 },
    known: { name: "", category: null, location: { lat: location.lat, lon: location.lon } },
  };
  return inserted(order, day, stop, after);
}

function withLimit(order: Order, fix: Fix, violation: Violation): Order {
  const { frame } = order;
  if (violation.rule === "over_budget") {
    return { ...order, frame: { ...frame, budget_minor: fix.limit } };
  }
  const name = violation.rule === "too_many_visits" ? "visits_per_day" : "travel_minutes_per_day";
  return { ...order, frame: { ...frame, limits: { ...frame.limits, [name]: fix.limit } } };
}

function dropped(order: Order, fix: Fix): Order {
  const gone = new Set(fix.stops.map((pointer) => at(order, pointer)));
  return mapStops(order, (stop) => (gone.has(stop) ? null : stop));
}

/** Return the order with one violation mended as the server proposes. */
export function applied(order: Order, violation: Violation): Order {
  const { fix } = violation;
  if (!fix) return order;
  const target = at(order, fix.stops[0]);
  switch (fix.kind) {
    case "start_earlier":
      return withEnd(order, fix.day ?? violation.day, "start", fix.time ?? "");
    case "end_later":
      return withEnd(order, fix.day ?? violation.day, "end", fix.time ?? "");
    case "shorten":
      return target ? withSent(order, target, { minutes: fix.minutes }) : order;
    case "begin_at":
      return target ? withSent(order, target, { begin: fix.time }) : order;
    case "swap":
      return swapped(order, fix);
    case "move_after":
    case "move_to_day":
      return relocated(order, fix);
    case "add_break":
      return withBreak(order, fix, violation);
    case "raise_limit":
      return withLimit(order, fix, violation);
    case "drop":
      return dropped(order, fix);
  }
}
