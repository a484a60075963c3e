/** What a guide can do with a booking, by its state and the moment. */
import type { Booking } from "../types";

export interface Steps {
  answer: boolean;
  change: boolean;
  cancel: boolean;
  redeem: boolean;
  /** True where redeeming will be possible later. */
  redeemLater: boolean;
  noShow: boolean;
  write: boolean;
}

const OPENS_BEFORE_MS = 24 * 3_600_000;

/** `mayChange` is false for who may only read. */
export function stepsOf(booking: Booking, now: Date, mayChange: boolean): Steps {
  const starts = Date.parse(booking.slot.starts_at);
  const begun = now.getTime() >= starts;
  const stands = booking.status === "CONFIRMED";
  const pending = booking.status === "PENDING";
  const open = now.getTime() >= starts - OPENS_BEFORE_MS;
  return {
    answer: mayChange && pending && !begun,
    change: mayChange && (stands || pending) && !begun,
    cancel: mayChange && stands,
    redeem: mayChange && stands && open,
    redeemLater: mayChange && stands && !open,
    noShow: mayChange && stands && begun && !booking.no_show_at,
    write:
      mayChange &&
      (["PENDING", "CONFIRMED", "REDEEMED"].includes(booking.status) ||
        booking.confirmed_at !== null),
  };
}

/** What the guest still pays when they come; null where that is not the guide's to ask. */
export function dueOnSite(booking: Booking): number | null {
  if (booking.payment !== "on_site" || booking.status !== "CONFIRMED") return null;
  return Math.max(0, booking.total_minor - booking.paid_minor);
}

export interface Filters {
  status: string;
  experience: string;
  on: string;
  past: boolean;
}

/** What to ask the server for. With a day or past bookings, those that are over count, too. */
export function queryOf(filters: Filters): Record<string, string | boolean | undefined> {
  return {
    status: filters.status || undefined,
    experience_id: filters.experience || undefined,
    on: filters.on || undefined,
    upcoming: filters.on || filters.past ? undefined : true,
  };
}
