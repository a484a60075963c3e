import "../ui/tokens.css";
import "../ui/base.css";
import "../ui/controls.css";
import "../ui/pieces.css";
import { effect } from "@preact/signals";
import { render } from "preact";
import { language, t } from "../i18n";
import { flush } from "../offline/queue";
import { watchNetwork } from "../offline/status";
import { registerWorker } from "../offline/worker";
import { say } from "../ui/toasts";
import { App } from "./shell/App";
import { followMap } from "./state/around";
import { loadBookings } from "./state/bookings";
import { recheck } from "./state/check";
import { letterOf, openLetter } from "./state/letters";
import { loaded } from "./state/load";
import { loadRegions, regions } from "./state/places";
import { route } from "./state/route";
import { followStops } from "./state/stops";
import { itinerary, openTrip, order, refreshTrip } from "./state/trip";
import { loadPlaces } from "./state/waiting";

async function catchUp(): Promise<void> {
  const { sent, refused } = await flush();
  if (sent > 0) say(t("net.sent"));
  if (refused[0]) say(t("net.refused", { why: refused[0].why, count: refused.length }));
  await refreshTrip();
  if (order.value) void recheck(order.value);
  if (regions.value.state === "failed") loadRegions();
}

/** The server may have drawn the plan already; the app takes its place once it can show as much. */
async function begin(root: HTMLElement): Promise<void> {
  const letter = letterOf(location.pathname, location.hash);
  if (letter) {
    await kept;
    await openLetter(letter);
  }
  const { planId } = route.value;
  const drawn = planId !== null && root.childElementCount > 0;
  if (drawn) await openTrip(planId);
  root.replaceChildren();
  followPlan(drawn ? planId : null);
  render(<App />, root);
}

function followPlan(opened: string | null): void {
  let shown = opened;
  effect(() => {
    const { planId } = route.value;
    if (planId === shown) return;
    shown = planId;
    queueMicrotask(() => {
      // A plan that has just been made is there already.
      if (planId && loaded(itinerary)?.id !== planId) void openTrip(planId);
    });
  });
}

effect(() => {
  // Names come in the reader's language, so they are asked for again when it changes.
  void language.value;
  queueMicrotask(loadRegions);
});
followMap();
followStops();
watchNetwork(() => void catchUp());
const kept = Promise.all([loadBookings(), loadPlaces()]);
void catchUp();
const root = document.getElementById("app");
if (root) void begin(root);
addEventListener("load", () =>
  setTimeout(() => {
    registerWorker((takeOver) => say(t("app.update"), { label: t("app.reload"), run: takeOver }));
  }, 3000),
);
