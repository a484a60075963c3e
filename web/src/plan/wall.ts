/** Calendars and clocks on the walls of a place, which need not be those of the device. */

const MINUTE_MS = 60_000;

/** A time zone, or the device's own. */
type Zone = string | undefined;

/**
 * `2027-05-15T10:00:30` of a moment.
 *
 * Put together from its parts: in which order a language writes them changes from browser to
 * browser, and some know no language that begins with the year.
 */
function wallIn(timeZone: Zone, moment: Date): string {
  const options = {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  } as const;
  const format = new Intl.DateTimeFormat("en-GB", options as Intl.DateTimeFormatOptions);
  const at = Object.fromEntries(
    format.formatToParts(moment).map((part) => [part.type, part.value]),
  );
  return `${at.year}-${at.month}-${at.day}T${at.hour}:${at.minute}:${at.second}`;
}

/** Today's date there: `2027-05-15`. */
export function todayIn(zone: Zone, now = new Date()): string {
  return wallIn(zone, now).slice(0, 10);
}

/** What the clocks show there: `09:05`. */
export function clockIn(zone: Zone, now = new Date()): string {
  return wallIn(zone, now).slice(11, 16);
}

/** `2027-05-15T10:00`, as a field takes it, of a moment that comes on another clock. */
export function localIn(zone: Zone, moment: string): string {
  return wallIn(zone, new Date(moment)).slice(0, 16);
}

/** Minutes by which the clocks there are ahead of UTC at a moment. */
function offsetMinutes(zone: string, moment: number): number {
  const shown = Date.parse(`${wallIn(zone, new Date(moment))}Z`);
  return Math.round((shown - moment) / MINUTE_MS);
}

/** The moment, with offset, that `2027-05-15T10:00` means there. */
export function momentIn(zone: string, local: string): string {
  const asUtc = Date.parse(`${local.slice(0, 16)}Z`);
  // The offset there is that of a moment which is near; a second look settles changes of the clock.
  const near = asUtc - offsetMinutes(zone, asUtc) * MINUTE_MS;
  const minutes = offsetMinutes(zone, near);
  const sign = minutes < 0 ? "-" : "+";
  const two = (number: number) => String(Math.floor(number)).padStart(2, "0");
  const ahead = Math.abs(minutes);
  return `${local.slice(0, 16)}:00${sign}${two(ahead / 60)}:${two(ahead % 60)}`;
}
