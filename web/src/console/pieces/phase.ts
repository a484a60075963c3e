/** Where something that holds for a while stands: still to come, now, over, or ended before that. */
export type Phase = "now" | "coming" | "over" | "ended";
export const PHASES: readonly Phase[] = ["now", "coming", "over", "ended"];

export interface Lasting {
  valid_from: string;
  valid_until: string | null;
  ended_at: string | null;
}

/** By moments, `valid_until` not included. */
export function phaseAt(one: Lasting, now: Date): Phase {
  if (one.ended_at !== null) return "ended";
  if (new Date(one.valid_from) > now) return "coming";
  return one.valid_until !== null && new Date(one.valid_until) <= now ? "over" : "now";
}

/** By dates, the last one included. */
export function phaseOn(one: Lasting, today: string): Phase {
  if (one.ended_at !== null) return "ended";
  if (one.valid_from > today) return "coming";
  return one.valid_until !== null && one.valid_until < today ? "over" : "now";
}

/** What runs first, then what comes, the soonest first; what is over, the latest first. */
export function inOrder<T extends Lasting>(all: readonly T[], phaseOf: (one: T) => Phase): T[] {
  const rank = (one: T) => PHASES.indexOf(phaseOf(one));
  return [...all].sort((a, b) => {
    if (rank(a) !== rank(b)) return rank(a) - rank(b);
    const soonest = a.valid_from.localeCompare(b.valid_from);
    return rank(a) < 2 ? soonest : -soonest;
  });
}
