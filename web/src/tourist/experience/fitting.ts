import { getExperience } from "../../api/bookings";
import { listFitting } from "../../api/itineraries";
import type { Experience, FittingSlot } from "../../api/types";
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

/** Find a slot among those that fit, or in the plan; undefined where it is in neither. */
export async function findBookable(slotId: string): Promise<Bookable | undefined> {
  const slot = await offered(slotId);
  if (slot)
    return {
      slotId,
      optionId: slot.option_id,
      begin: slot.begin,
      leave: slot.leave,
      experience: await getExperience(slot.experience_id),
    };
  const stop = inPlan(slotId);
  if (!stop) return undefined;
  const { begin, leave, experienceId } = stop;
  return { slotId, optionId: null, begin, leave, experience: await getExperience(experienceId) };
}
