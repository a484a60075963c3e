/** Slots as a guide sees them: by day, with who is coming. */
import type { Schedule, Slot } from "../types";

export type SlotState = "open" | "full" | "unpublished" | "closed" | "cancelled" | "past";

export function stateOf(slot: Slot, now: Date): SlotState {
  const state = slot.keeping?.state ?? (slot.status === "CLOSED" ? "closed" : "open");
  if (state === "cancelled") return "cancelled";
  if (Date.parse(slot.ends_at) <= now.getTime()) return "past";
  if (state === "closed") return "closed";
  // Open as far as the guide is concerned, but nobody can see it yet, or any more.
  if (slot.reason === "not_published") return "unpublished";
  return slot.vacancies < 1 ? "full" : "open";
}

/** Seats that are taken, holds of guests who are just booking among them. */
export function takenOf(slot: Slot): number {
  return slot.keeping?.taken ?? slot.capacity - slot.vacancies;
}

export function byDay(slots: readonly Slot[]): Map<string, Slot[]> {
  const days = new Map<string, Slot[]>();
  for (const slot of slots) days.set(slot.date, [...(days.get(slot.date) ?? []), slot]);
  for (const [, day] of days) day.sort((a, b) => a.starts_at.localeCompare(b.starts_at));
  return days;
}

export interface DaySum {
  slots: number;
  taken: number;
  capacity: number;
  state: SlotState;
}

const BEST_FIRST: SlotState[] = ["open", "full", "unpublished", "closed", "past", "cancelled"];

/** What a calendar's cell says: only slots that take place count as seats. */
export function sumOf(slots: readonly Slot[], now: Date): DaySum {
  const states = slots.map((slot) => stateOf(slot, now));
  const counting = slots.filter((_, n) => states[n] !== "cancelled");
  return {
    slots: counting.length,
    taken: counting.reduce((sum, slot) => sum + takenOf(slot), 0),
    capacity: counting.reduce((sum, slot) => sum + slot.capacity, 0),
    state: BEST_FIRST.find((state) => states.includes(state)) ?? "closed",
  };
}

/** What cancelling a slot does, told before it is done. */
export interface SlotLoss {
  bookings: number;
  people: number;
  refundMinor: number;
}

interface Booked {
  status: string;
  people: number;
  paid_minor: number;
  refund_minor: number;
}

const TOLD = new Set(["PENDING", "CONFIRMED"]);

export function lossOf(bookings: readonly Booked[]): SlotLoss {
  const hit = bookings.filter((one) => TOLD.has(one.status));
  return {
    bookings: hit.length,
    people: hit.reduce((sum, one) => sum + one.people, 0),
    refundMinor: hit.reduce((sum, one) => sum + one.paid_minor - one.refund_minor, 0),
  };
}

/** Times typed as `9:00, 13:30` (digits of any width): `["09:00", "13:30"]`; null where one is none. */
export function startsOf(text: string): string[] | null {
  const typed = text
    .normalize("NFKC")
    .split(/[\s,、;]+/)
    .filter(Boolean);
  const times = typed.map((one) => {
    const found = /^(\d{1,2}):?(\d{2})$/.exec(one);
    if (!found || Number(found[1]) > 23 || Number(found[2]) > 59) return null;
    return `${(found[1] ?? "").padStart(2, "0")}:${found[2]}`;
  });
  if (times.includes(null)) return null;
  return [...new Set(times as string[])].sort();
}

/** Whether a schedule still makes slots on or behind a day. */
export function isOngoing(schedule: Schedule, today: string): boolean {
  return schedule.last_date === null || schedule.last_date >= today;
}
