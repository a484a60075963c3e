import { getExperience } from "../../api/bookings";
import { listSlots } from "../../api/guests";
import { listFitting } from "../../api/itineraries";
import type { Experience, FittingSlot, Slot } from "../../api/types";
import { loadable, loaded } from "../state/load";
import { days, itinerary } from "../state/trip";

export const fitting = loadable<FittingSlot[]>();

/** What is needed to book a slot: when it is, and what it is. */
export interface Bookable {
  slotId: string;
  optionId: string | null;
  begin: string;
  leave: string;
  experience: Experience;
  /** Whether the plan has room for it; otherwise it is booked beside the plan. */
  inPlan: boolean;
}

/** A slot of an experience that was chosen by its date, by the address of its sheet. */
export interface SlotAddress {
  slotId: string;
  experienceId: string;
  date: string;
}

const BETWEEN = "~";

export function addressOf(slot: Pick<Slot, "id" | "experience_id" | "date">): string {
  return [slot.id, slot.experience_id, slot.date].join(BETWEEN);
}

export function slotAddress(id: string): SlotAddress | null {
  const [slotId, experienceId, date] = id.split(BETWEEN);
  return slotId && experienceId && date ? { slotId, experienceId, date } : null;
}

async function byDate({ slotId, experienceId, date }: SlotAddress): Promise<Bookable | undefined> {
  const [experience, slots] = await Promise.all([
    getExperience(experienceId),
    listSlots(experienceId, date, date, 1),
  ]);
  const slot = slots.find((one) => one.id === slotId);
  if (!slot) return undefined;
  const { option_id: optionId, starts_at: begin, ends_at: leave } = slot;
  return { slotId, optionId, begin, leave, experience, inPlan: false };
}

function inPlan(slotId: string): { experienceId: string; begin: string; leave: string } | null {
  for (const day of days.value)
    for (const stop of day.stops)
      if (stop.slotId === slotId && stop.experienceId && stop.begin && stop.leave)
        return { experienceId: stop.experienceId, begin: stop.begin, leave: stop.leave };
  return null;
}

async function offered(slotId: string): Promise<FittingSlot | undefined> {
  const known = loaded(fitting)?.find((slot) => slot.slot_id === slotId);
  const plan = loaded(itinerary);
  if (known || !plan) return known;
  return (await listFitting(plan.id)).find((slot) => slot.slot_id === slotId);
}

/** Find a slot among those that fit, in the plan, or by its date; undefined where it is in none. */
export async function findBookable(id: string): Promise<Bookable | undefined> {
  const address = slotAddress(id);
  const slotId = address?.slotId ?? id;
  const slot = await offered(slotId);
  if (slot) {
    const { option_id: optionId, begin, leave } = slot;
    const experience = await getExperience(slot.experience_id);
    return { slotId, optionId, begin, leave, experience, inPlan: true };
  }
  const stop = inPlan(slotId);
  if (!stop) return address ? byDate(address) : undefined;
  const { begin, leave, experienceId } = stop;
  const experience = await getExperience(experienceId);
  return { slotId, optionId: null, begin, leave, experience, inPlan: true };
}
