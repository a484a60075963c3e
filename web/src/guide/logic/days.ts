/** Dates and clocks of a region, which need not be those of the phone. */

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

function parts(zone: string, moment: Date): Record<string, string> {
  const format = new Intl.DateTimeFormat("en-CA", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  });
  return Object.fromEntries(format.formatToParts(moment).map(({ type, value }) => [type, value]));
}

/** `2027-05-15`: what day it is in a zone. */
export function todayIn(zone: string, now: Date): string {
  const { year, month, day } = parts(zone, now);
  return `${year}-${month}-${day}`;
}

/** `2027-05-15T10:00` on the clocks of a zone, for moments that come in another. */
export function wallIn(zone: string, moment: string): string {
  const { year, month, day, hour, minute } = parts(zone, new Date(moment));
  return `${year}-${month}-${day}T${hour}:${minute}`;
}

/** Minutes by which a zone's clocks are ahead of UTC at a moment. */
function offsetMinutes(zone: string, moment: Date): number {
  const p = parts(zone, moment);
  const wall = Date.UTC(
    Number(p.year),
    Number(p.month) - 1,
    Number(p.day),
    Number(p.hour),
    Number(p.minute),
    Number(p.second),
  );
  return Math.round((wall - Math.floor(moment.getTime() / 1000) * 1000) / MINUTE_MS);
}

/** `2027-05-15T10:00:00+09:00` of a date and a clock time in a zone. */
export function momentIn(zone: string, date: string, clock: string): string {
  const wall = Date.parse(`${date}T${clock}:00Z`);
  // The offset is that of the moment itself, which is known only nearly at first.
  const near = offsetMinutes(zone, new Date(wall));
  const offset = offsetMinutes(zone, new Date(wall - near * MINUTE_MS));
  const sign = offset < 0 ? "-" : "+";
  const [h, m] = [Math.floor(Math.abs(offset) / 60), Math.abs(offset) % 60];
  return `${date}T${clock}:00${sign}${two(h)}:${two(m)}`;
}

const two = (n: number) => String(n).padStart(2, "0");

export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** 1 is Monday, 7 Sunday, as in the contract. */
export function weekdayOf(date: string): number {
  return new Date(`${date}T00:00:00Z`).getUTCDay() || 7;
}

/** `2027-05` and so many months on. */
export function addMonths(month: string, count: number): string {
  const number = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1 + count;
  return `${Math.floor(number / 12)}-${two((number % 12) + 1)}`;
}

export function lastDateOf(month: string): string {
  return addDays(`${addMonths(month, 1)}-01`, -1);
}

/** The dates of a month in weeks, with null where the week belongs to another month. */
export function weeksOf(month: string, firstWeekday: number): (string | null)[][] {
  const first = `${month}-01`;
  const before = (weekdayOf(first) - firstWeekday + 7) % 7;
  const count = Number(lastDateOf(month).slice(8));
  const cells: (string | null)[] = Array.from({ length: before }, () => null);
  for (let day = 0; day < count; day++) cells.push(addDays(first, day));
  while (cells.length % 7 !== 0) cells.push(null);
  return Array.from({ length: cells.length / 7 }, (_, week) => cells.slice(week * 7, week * 7 + 7));
}
