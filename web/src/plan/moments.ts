/** Arithmetic on clock times, `HH:MM`. */
export function minutesOf(clock: string): number {
  const [hours = "0", minutes = "0"] = clock.split(":");
  return Number(hours) * 60 + Number(minutes);
}

export function clockOf(minutes: number): string {
  const kept = Math.min(Math.max(Math.round(minutes), 0), 24 * 60 - 1);
  const two = (n: number) => String(n).padStart(2, "0");
  return `${two(Math.floor(kept / 60))}:${two(kept % 60)}`;
}

export function minutesBetween(begin: string, leave: string): number {
  return Math.round((Date.parse(leave) - Date.parse(begin)) / 60_000);
}
