/** Arithmetic on clock times, `HH:MM`. */
export function minutesOf(clock: string): number {
  const [hours = "0", minutes = "0"] = clock.split(":");
  return Number(hours) * 60 + Number(minutes);
}

/** Minutes since midnight of a moment, on the clock of its own place, with its seconds as a fraction. */
export function exactMinutesOf(moment: string): number {
  return minutesOf(moment.slice(11, 16)) + Number(moment.slice(17, 19) || 0) / 60;
}

export function clockOf(minutes: number): string {
  const kept = Math.min(Math.max(Math.round(minutes), 0), 24 * 60 - 1);
  const two = (n: number) => String(n).padStart(2, "0");
  return `${two(Math.floor(kept / 60))}:${two(kept % 60)}`;
}

export function minutesBetween(begin: string, leave: string): number {
  return Math.round((Date.parse(leave) - Date.parse(begin)) / 60_000);
}
