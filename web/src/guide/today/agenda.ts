/** What a guide sees first: who comes when, and who waits for an answer. */
import type { Guest } from "../types";

export interface Gathering {
  key: string;
  startsAt: string;
  title: string;
  people: number;
  guests: Guest[];
}

export interface AgendaDay {
  date: string;
  gatherings: Gathering[];
}

/** Put bookings of the same thing at the same time together, and these by day. */
export function agendaOf(guests: readonly Guest[]): AgendaDay[] {
  const days = new Map<string, Map<string, Gathering>>();
  for (const guest of guests) {
    const date = guest.starts_at.slice(0, 10);
    const day = days.get(date) ?? new Map<string, Gathering>();
    days.set(date, day);
    const key = `${guest.starts_at} ${guest.title}`;
    const found = day.get(key) ?? {
      key,
      startsAt: guest.starts_at,
      title: guest.title,
      people: 0,
      guests: [],
    };
    found.people += guest.people;
    found.guests.push(guest);
    day.set(key, found);
  }
  return [...days]
    .sort(([one], [other]) => one.localeCompare(other))
    .map(([date, day]) => ({ date, gatherings: [...day.values()] }));
}

export type Left =
  | { unit: "over" }
  | { unit: "minutes" | "hours" | "days"; count: number; urgent: boolean };

const HOUR_MS = 3_600_000;
const URGENT_HOURS = 6;

/** How long there is to answer: rounded down, so that nobody is promised more than there is. */
export function timeLeft(answerBy: string, now: Date): Left {
  const ms = Date.parse(answerBy) - now.getTime();
  if (ms <= 0) return { unit: "over" };
  const urgent = ms < URGENT_HOURS * HOUR_MS;
  if (ms < HOUR_MS) return { unit: "minutes", count: Math.max(1, Math.floor(ms / 60_000)), urgent };
  if (ms < 48 * HOUR_MS) return { unit: "hours", count: Math.floor(ms / HOUR_MS), urgent };
  return { unit: "days", count: Math.floor(ms / (24 * HOUR_MS)), urgent };
}
