/** Changes of an own order that reach over a day: a stop for another day, a lunch where there is none. */
import { minutesOf } from "./moments";
import { cheapestGap, type Order, type OrderStop, withStops } from "./order";

/** Move a stop to another day, to where it lengthens the way the least; its fixed time stays behind. */
export function movedToDay(order: Order, key: string, to: number): Order {
  const from = order.days.findIndex((day) => day.stops.some((stop) => stop.key === key));
  const stop = order.days[from]?.stops.find((one) => one.key === key);
  const target = order.days[to];
  if (!stop || !target || from === to) return order;
  const { begin: _, ...sent } = stop.sent;
  const taken = withStops(order, from, (stops) => stops.filter((one) => one.key !== key));
  return withStops(taken, to, (stops) => {
    const way = [target.start, ...stops.map((one) => one.known.location), target.end];
    stops.splice(cheapestGap(way, stop.known.location), 0, { ...stop, sent });
    return stops;
  });
}

const LUNCH = { earliest: "11:00", latest: "14:30", minutes: 60 };

export function hasLunch(order: Order, day: number): boolean {
  return Boolean(order.days[day]?.stops.some((stop) => stop.sent.kind === "lunch"));
}

/** Keep an hour free for lunch, after the last stop that ends before half past twelve. */
export function withLunch(order: Order, day: number, leaves: (string | null)[]): Order {
  const target = order.days[day];
  if (!target || hasLunch(order, day)) return order;
  const before = leaves.filter((leave) => leave && minutesOf(leave) <= 12 * 60 + 30).length;
  const beside = target.stops[before - 1]?.known.location ?? target.start;
  const stop: OrderStop = {
    key: `lunch-${day}`,
    sent: { kind: "lunch", minutes: LUNCH.minutes },
    known: { name: "", category: null, location: { lat: beside.lat, lon: beside.lon } },
  };
  const fed = withStops(order, day, (stops) => {
    stops.splice(before, 0, stop);
    return stops;
  });
  const every = fed.days.every((_, number) => hasLunch(fed, number));
  return every ? { ...fed, frame: { ...fed.frame, lunch: fed.frame.lunch ?? LUNCH } } : fed;
}
