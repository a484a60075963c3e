/** The lists of who is expected, kept on the phone for a few days around today. */
import { signal } from "@preact/signals";
import { expectedOn } from "../api";
import { keep, kept } from "../common/kept";
import { addDays } from "../logic/days";
import type { Expected } from "../types";

const BEFORE = 1;
const AFTER = 3;

export interface Lists {
  expected: Expected[];
  /** When today's list was saved; null where there is none. */
  savedAt: string | null;
}

export const lists = signal<Lists>({ expected: [], savedAt: null });

const nameOf = (organisation: string, day: string) => `expected.${organisation}.${day}`;

function daysAround(today: string): string[] {
  return Array.from({ length: BEFORE + AFTER + 1 }, (_, n) => addDays(today, n - BEFORE));
}

/** Show what the phone has. */
export function readLists(organisation: string, today: string): void {
  const found = daysAround(today).map((day) => kept<Expected[]>(nameOf(organisation, day)));
  lists.value = {
    expected: found.flatMap((one) => one?.value ?? []),
    savedAt: kept(nameOf(organisation, today))?.at ?? null,
  };
}

/** Ask for the lists, today's first, and keep each as it comes. */
export async function refreshLists(organisation: string, today: string): Promise<void> {
  const days = daysAround(today).sort((a, b) => Number(b === today) - Number(a === today));
  for (const day of days) {
    const asked = await expectedOn(day);
    keep(nameOf(organisation, day), asked.map(asNoted));
    readLists(organisation, today);
  }
}

/** When somebody came, by booking: a list that was asked for before may come in after that. */
const came = new Map<string, string>();

function asNoted(guest: Expected): Expected {
  const at = came.get(guest.booking_id);
  return at && !guest.redeemed_at ? { ...guest, redeemed_at: at, status: "REDEEMED" } : guest;
}

/** Note on the kept list that somebody came, so that the next look is right without a network. */
export function noteOnList(
  organisation: string,
  today: string,
  bookingId: string,
  at: string,
): void {
  came.set(bookingId, at);
  for (const day of daysAround(today)) {
    const list = kept<Expected[]>(nameOf(organisation, day));
    if (!list?.value.some((one) => one.booking_id === bookingId)) continue;
    keep(nameOf(organisation, day), list.value.map(asNoted), new Date(list.at));
  }
  readLists(organisation, today);
}
