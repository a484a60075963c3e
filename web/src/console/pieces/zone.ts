/** Moments on the clock of a place, whatever clock the office has. */

/** `2027-05-15T10:00`, as a field takes it, of a moment on the clock of `zone`. */
export function localIn(zone: string, moment: string): string {
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).formatToParts(new Date(moment));
  const at = Object.fromEntries(parts.map(({ type, value }) => [type, value]));
  return `${at.year}-${at.month}-${at.day}T${at.hour}:${at.minute}`;
}

/** Minutes by which the clock of `zone` is ahead of UTC at a moment. */
function offsetMinutes(zone: string, moment: number): number {
  const shown = Date.parse(`${localIn(zone, new Date(moment).toISOString())}Z`);
  return Math.round((shown - Math.floor(moment / 60_000) * 60_000) / 60_000);
}

/** The moment, with offset, that a field's `2027-05-15T10:00` means in `zone`. */
export function momentIn(zone: string, local: string): string {
  const asUtc = Date.parse(`${local.slice(0, 16)}Z`);
  // The offset there is that of a moment which is near; a second look settles changes of the clock.
  const near = asUtc - offsetMinutes(zone, asUtc) * 60_000;
  const minutes = offsetMinutes(zone, near);
  const sign = minutes < 0 ? "-" : "+";
  const two = (number: number) => String(Math.floor(number)).padStart(2, "0");
  const ahead = Math.abs(minutes);
  return `${local.slice(0, 16)}:00${sign}${two(ahead / 60)}:${two(ahead % 60)}`;
}

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

export function todayIn(zone: string, now: Date = new Date()): string {
  return localIn(zone, now.toISOString()).slice(0, 10);
}

/** The same date a year on; the day before where there is none, as after 29 February. */
export function yearAfter(date: string): string {
  const there = `${Number(date.slice(0, 4)) + 1}${date.slice(4)}`;
  return dayAfter(there, 0).slice(5) === date.slice(5)
    ? there
    : dayAfter(`${there.slice(0, 8)}01`, 27);
}
