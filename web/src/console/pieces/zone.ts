/** Days and their ends on the calendar of a place, whatever clock the office has. */
import { momentIn } from "../../plan/wall";

/** The last minute of a day in `zone`. */
export function endIn(zone: string, date: string): string {
  return momentIn(zone, `${date}T23:59`);
}

/** Another date: `2027-02-28` and 1 is `2027-03-01`. */
export function dayAfter(date: string, days: number): string {
  const at = new Date(`${date}T12:00:00Z`);
  at.setUTCDate(at.getUTCDate() + days);
  return at.toISOString().slice(0, 10);
}

/** The same date a year on; the day before where there is none, as after 29 February. */
export function yearAfter(date: string): string {
  const there = `${Number(date.slice(0, 4)) + 1}${date.slice(4)}`;
  return dayAfter(there, 0).slice(5) === date.slice(5)
    ? there
    : dayAfter(`${there.slice(0, 8)}01`, 27);
}
