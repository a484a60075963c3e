/** Having a plan made, with the wait that belongs to it. */
import { signal } from "@preact/signals";
import { plan } from "../../api/itineraries";
import type { ItineraryRequest } from "../../api/types";
import { openPlan } from "./route";
import { adopt } from "./trip";

export const planning = signal<"idle" | "busy" | "failed">("idle");
export const planningFailure = signal<unknown>(null);

let running: AbortController | null = null;
let latest: ItineraryRequest | null = null;

export async function startPlanning(request: ItineraryRequest): Promise<boolean> {
  running?.abort();
  const mine = new AbortController();
  running = mine;
  latest = request;
  planning.value = "busy";
  try {
    const made = await plan(request, mine.signal);
    if (running !== mine) return false;
    planning.value = "idle";
    adopt(made, request);
    openPlan(made.id);
    return true;
  } catch (failure) {
    if (running !== mine) return false;
    planningFailure.value = failure;
    planning.value = "failed";
    return false;
  }
}

/** Ask once more for what could not be planned, whether the form asked for it or a sheet. */
export function planAgain(): void {
  if (latest) void startPlanning(latest);
}

export function stopPlanning(): void {
  running?.abort();
  running = null;
  planning.value = "idle";
}
