/** The trip on the screen: what the planner made, and what the tourist made of it. */
import { computed, signal } from "@preact/signals";
import { getItinerary } from "../../api/itineraries";
import { Problem } from "../../api/problem";
import type { Itinerary, ItineraryRequest } from "../../api/types";
import { language, t } from "../../i18n";
import { type KeptTrip, read, write } from "../../offline/db";
import { type Order, orderOf } from "../../plan/order";
import { reconciled } from "../../plan/reconcile";
import { type DayView, type Hints, hintsOf, ownDays, plannedDays } from "../../plan/view";
import { say } from "../../ui/toasts";
import { check, forgetCheck, recheck } from "./check";
import { load, loadable, loaded } from "./load";
import { regionCode, regionName } from "./places";

export const itinerary = loadable<Itinerary>();
export const request = signal<ItineraryRequest | null>(null);
/** The tourist's own order; null while the planner's stands. */
export const order = signal<Order | null>(null);
export const activeDay = signal(0);
/** Where the plan comes from when the network is away: when it was kept. */
export const keptSince = signal<string | null>(null);

/** Why a kept copy is shown: no network, a server in trouble, or one that knows the plan no longer. */
export const keptWhy = signal<"away" | "gone" | "trouble" | null>(null);

let lastKnown: { id: string; hints: Hints } | null = null;

/** The view before tells what is not known of the one after. */
function hintsFor(plan: Itinerary): Hints {
  if (lastKnown?.id !== plan.id)
    lastKnown = { id: plan.id, hints: hintsOf(plannedDays(plan, request.value)) };
  return lastKnown.hints;
}

function ownView(plan: Itinerary, own: Order): DayView[] {
  const shown = ownDays(own, check.value, hintsFor(plan));
  if (check.value) lastKnown = { id: plan.id, hints: hintsOf(shown) };
  return shown;
}

export const days = computed<DayView[]>(() => {
  const plan = loaded(itinerary);
  if (!plan) return [];
  return order.value ? ownView(plan, order.value) : plannedDays(plan, request.value);
});

function kept(plan: Itinerary): Omit<KeptTrip, "pack"> {
  return {
    id: plan.id,
    itinerary: plan,
    request: request.value,
    order: order.value,
    regionName: regionName(plan.region),
    savedAt: new Date().toISOString(),
  };
}

/** Keep the trip on the device, so that it is there without a network. */
export async function keepTrip(): Promise<void> {
  const plan = loaded(itinerary);
  if (!plan) return;
  const trip = kept(plan);
  await write(async (db) => {
    const before = await db.get("trips", plan.id);
    await db.put("trips", { ...trip, pack: before?.pack ?? null });
  });
}

/** Show a plan that has just been made. */
export function adopt(plan: Itinerary, asked: ItineraryRequest | null): void {
  request.value = asked;
  order.value = null;
  forgetCheck();
  keptSince.value = null;
  keptWhy.value = null;
  activeDay.value = 0;
  regionCode.value = plan.region;
  itinerary.value = { state: "there", value: plan };
  void keepTrip();
}

function whyKept(failure: unknown): "away" | "gone" | "trouble" {
  if (!(failure instanceof Problem)) return "trouble";
  if (failure.status === 404) return "gone";
  return failure.isOffline ? "away" : "trouble";
}

async function fetchOrFind(id: string): Promise<Itinerary> {
  const before = await read((db) => db.get("trips", id));
  request.value = before?.request ?? null;
  order.value = before?.order ?? null;
  keptSince.value = null;
  keptWhy.value = null;
  try {
    return await getItinerary(id);
  } catch (failure) {
    if (!before) throw failure;
    keptWhy.value = whyKept(failure);
    keptSince.value = before.savedAt;
    return before.itinerary;
  }
}

export async function openTrip(id: string): Promise<void> {
  forgetCheck();
  activeDay.value = 0;
  const before = (await read((db) => db.get("trips", id)))?.itinerary;
  await load(itinerary, () => fetchOrFind(id));
  const plan = loaded(itinerary);
  if (!plan) return;
  regionCode.value = plan.region;
  void keepTrip();
  if (order.value) {
    if (before && !keptSince.value) takeIn(before, plan, order.value);
    void recheck(order.value);
  }
}

/** Read the plan anew, as after booking or in another language. */
export async function refreshTrip(): Promise<void> {
  const plan = loaded(itinerary);
  if (!plan) return;
  const fresh = await getItinerary(plan.id).catch(() => null);
  if (!fresh || loaded(itinerary)?.id !== fresh.id) return;
  itinerary.value = { state: "there", value: fresh };
  keptSince.value = null;
  keptWhy.value = null;
  if (order.value) takeIn(plan, fresh, order.value);
  void keepTrip();
}

/** Have the own order follow what became of its bookings, and say what that changed. */
function takeIn(before: Itinerary, plan: Itinerary, own: Order): void {
  const { order: merged, lost, gained } = reconciled(own, before, plan);
  order.value = merged;
  const told = [
    ...lost.map((name) => t("merge.lost", { name })),
    ...gained.map((name) => t("merge.gained", { name })),
  ];
  if (told.length > 0) say(told.join(" "));
}

/** Change the tourist's order; it is kept at once and checked as soon as it can be. */
export function edit(change: (order: Order) => Order): void {
  const plan = loaded(itinerary);
  if (!plan) return;
  order.value = change(order.value ?? orderOf(plan, request.value));
  void keepTrip();
  void recheck(order.value);
}

export function putOrder(kept: Order | null): void {
  order.value = kept;
  void keepTrip();
  if (kept) void recheck(kept);
  else forgetCheck();
}

let spoken = language.value;
language.subscribe((now) => {
  if (now === spoken) return;
  spoken = now;
  void refreshTrip();
  if (order.value) void recheck(order.value);
});
