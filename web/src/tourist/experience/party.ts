/** How many of which unit, what they cost and how many seats they take. */
import type { Experience, ExperienceOption, UnitCount } from "../../api/types";

export type Counts = Record<string, number>;

export function optionOf(experience: Experience, optionId: string | null): ExperienceOption {
  const found = experience.options.find((option) => option.id === optionId);
  return found ?? (experience.options[0] as ExperienceOption);
}

/** The whole party as the first unit that takes a seat, usually adults. */
export function firstCounts(option: ExperienceOption, party: number): Counts {
  const unit = option.units.find((one) => one.seats > 0);
  return unit ? { [unit.id]: party } : {};
}

export function unitCounts(counts: Counts): UnitCount[] {
  return Object.entries(counts)
    .filter(([, quantity]) => quantity > 0)
    .map(([unit_id, quantity]) => ({ unit_id, quantity }));
}

function sum(option: ExperienceOption, counts: Counts, of: "seats" | "price_minor"): number {
  return option.units.reduce((total, unit) => total + unit[of] * (counts[unit.id] ?? 0), 0);
}

export const seatsIn = (option: ExperienceOption, counts: Counts) => sum(option, counts, "seats");

export const totalOf = (option: ExperienceOption, counts: Counts) =>
  sum(option, counts, "price_minor");
