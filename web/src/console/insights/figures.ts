/** What the screen tells, from what the API counts: a period, and the one before it. */
import type { components } from "../../api/schema.gen";

type S = components["schemas"];
export type Dashboard = S["AssociationDashboardOut"];
export type Planned = S["PlannedOut"];
export type Ideas = S["IdeasOut"];

/** Lengths in months that can be chosen; each month is a whole one, the present one included. */
export const LENGTHS = [3, 6, 12] as const;
export type Length = (typeof LENGTHS)[number];

export interface Figure {
  now: number | null;
  before: number | null;
}

/** By how many hundredths it grew; null where there was nothing to grow from. */
export function growth({ now, before }: Figure): number | null {
  if (now === null || before === null || before === 0) return null;
  return Math.round(((now - before) / before) * 100);
}

const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0);

/** The last months of a period, and as many before them. */
export function halves<T>(months: readonly T[], length: number): [T[], T[]] {
  return [months.slice(-length), months.slice(-2 * length, -length)];
}

export interface PlanFigures {
  plans: Figure;
  visits: Figure;
  /** Share of visits at lesser-known spots, 0 to 1. */
  lesser: Figure;
}

export function planFigures(planned: Planned, length: number): PlanFigures {
  const [now, before] = halves(planned.months, length);
  const figure = (key: "plans" | "visits"): Figure => ({
    now: sum(now.map((month) => month[key])),
    before: sum(before.map((month) => month[key])),
  });
  return {
    plans: figure("plans"),
    visits: figure("visits"),
    lesser: { now: lesserShare(now), before: lesserShare(before) },
  };
}

export function lesserShare(months: readonly Planned["months"][number][]): number | null {
  const visits = sum(months.map((month) => month.visits));
  return visits === 0 ? null : sum(months.map((month) => month.lesser_visits)) / visits;
}

export const STANDING = ["CONFIRMED", "REDEEMED"] as const;

export interface BookingFigures {
  bookings: Figure;
  guests: Figure;
  rate: Figure;
}

/**
 * Of a period, and of one twice as long that ends with it: what the longer has more belongs to the
 * period before.
 */
export function bookingFigures(short: Dashboard, long: Dashboard): BookingFigures {
  const standing = (one: Dashboard) => sum(STANDING.map((state) => one.bookings[state] ?? 0));
  const more = (of: (one: Dashboard) => number): Figure => ({
    now: of(short),
    before: of(long) - of(short),
  });
  const capacity = long.fill.capacity - short.fill.capacity;
  return {
    bookings: more(standing),
    guests: more((one) => one.guests),
    rate: {
      now: short.fill.rate,
      before: capacity > 0 ? (long.fill.taken - short.fill.taken) / capacity : null,
    },
  };
}

export interface MonthOfBookings {
  month: string;
  bookings: number;
  people: number;
}

/** Every month between two dates, those without bookings too; currencies are added up. */
export function monthsOf(dashboard: Dashboard): MonthOfBookings[] {
  const found = new Map<string, MonthOfBookings>();
  for (const month of monthsBetween(dashboard.first_date, dashboard.last_date))
    found.set(month, { month, bookings: 0, people: 0 });
  for (const { month, bookings, people } of dashboard.months) {
    const one = found.get(month);
    if (!one) continue;
    one.bookings += bookings;
    one.people += people;
  }
  return [...found.values()];
}

/** `2026-12` and so on, from the month of one date to that of another. */
export function monthsBetween(first: string, last: string): string[] {
  const number = (date: string) => Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1;
  const count = number(last) - number(first) + 1;
  return Array.from({ length: Math.max(0, count) }, (_, after) => {
    const at = number(first) + after;
    return `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, "0")}`;
  });
}

/** Income by currency. */
export function incomeOf(dashboard: Dashboard): [string, number][] {
  const found = new Map<string, number>();
  for (const { currency, income_minor } of dashboard.months)
    found.set(currency, (found.get(currency) ?? 0) + income_minor);
  return [...found].filter(([, income]) => income !== 0);
}

/** Days from the first one of a period of months until today; at most a year is counted. */
export function daysBackOf(length: number, today: string): number {
  const [year = 0, month = 0] = today.split("-").map(Number);
  const passed = Date.parse(today) - Date.UTC(year, month - length, 1);
  return Math.min(365, passed / 86_400_000);
}

export interface Wish {
  category: string;
  plans: number;
  searches: number;
  awaited: number;
  offered: number;
  free: number;
}

export function wishesOf(ideas: Ideas): Wish[] {
  return ideas.ideas.map((idea) => ({
    category: idea.category,
    plans: idea.plans,
    searches: idea.searches,
    awaited: idea.seats_awaited,
    offered: idea.experiences,
    free: idea.free_seats,
  }));
}

/** What people look for most and nobody offers; null where there is no such thing. */
export function widestGap(wishes: readonly Wish[]): Wish | null {
  return wishes.find((wish) => wish.offered === 0 && wish.searches + wish.plans > 0) ?? null;
}
