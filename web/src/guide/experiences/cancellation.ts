/** Rules of cancelling: a few that are fair to both sides, and one's own. */

export interface Step {
  hours_before: number;
  refund_percent: number;
}

export type Preset = "anytime" | "day" | "days3" | "week";

const PRESETS: Record<Preset, Step[]> = {
  anytime: [{ hours_before: 0, refund_percent: 100 }],
  day: [{ hours_before: 24, refund_percent: 100 }],
  days3: [
    { hours_before: 72, refund_percent: 100 },
    { hours_before: 24, refund_percent: 50 },
  ],
  week: [
    { hours_before: 168, refund_percent: 100 },
    { hours_before: 72, refund_percent: 70 },
    { hours_before: 24, refund_percent: 30 },
  ],
};

export const PRESET_NAMES = Object.keys(PRESETS) as Preset[];

export function presetSteps(preset: Preset): Step[] {
  return PRESETS[preset].map((step) => ({ ...step }));
}

/** Which preset some steps are; null where they are one's own. */
export function presetOf(steps: readonly Step[]): Preset | null {
  const same = (other: readonly Step[]) => JSON.stringify(other) === JSON.stringify(steps);
  return PRESET_NAMES.find((name) => same(PRESETS[name])) ?? null;
}

/** The longest time first, and of two for the same time the later one said. */
export function sorted(steps: readonly Step[]): Step[] {
  const byHours = new Map(steps.map((step) => [step.hours_before, step]));
  return [...byHours.values()].sort((a, b) => b.hours_before - a.hours_before);
}

/** `3 days` rather than `72 hours`, where it comes out even. */
export function timeBefore(hours: number): { unit: "start" | "hours" | "days"; count: number } {
  if (hours === 0) return { unit: "start", count: 0 };
  return hours % 24 === 0 ? { unit: "days", count: hours / 24 } : { unit: "hours", count: hours };
}

/** What of a price goes back at each step; what rounding leaves over is the guest's. */
export function example(steps: readonly Step[], priceMinor: number): number[] {
  return steps.map(
    (step) => priceMinor - Math.floor((priceMinor * (100 - step.refund_percent)) / 100),
  );
}
