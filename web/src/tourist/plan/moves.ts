/** Moving stops of the tourist's own order, with a way back. */
import { t } from "../../i18n";
import { movedToDay } from "../../plan/betweenDays";
import { moved } from "../../plan/order";
import type { DayView, StopView } from "../../plan/view";
import { say } from "../../ui/toasts";
import { activeDay, edit, order, putOrder } from "../state/trip";
import { nameOf } from "./stopProps";

/** Move a stop within its day and say so; parked cars are no stops of an own order. */
export function moveStop(day: DayView, number: number, from: number, to: number): void {
  const movable = day.stops.filter((stop) => stop.kind !== "parking");
  const stop = movable[from];
  if (!stop || to < 0 || to >= movable.length || to === from) return;
  const before = order.value;
  edit((kept) => moved(kept, number, from, to));
  say(t("edit.moved", { name: stop.name, number: to + 1 }), {
    label: t("app.undo"),
    run: () => putOrder(before),
  });
}

/** Move a stop to another day, show that day, and leave the focus on the stop. */
export function moveToDay(stop: StopView, to: number): void {
  const before = order.value;
  const from = activeDay.value;
  edit((kept) => movedToDay(kept, stop.key, to));
  activeDay.value = to;
  say(t("edit.toDay.done", { name: nameOf(stop), number: to + 1 }), {
    label: t("app.undo"),
    run: () => {
      putOrder(before);
      activeDay.value = from;
    },
  });
  requestAnimationFrame(() =>
    document
      .querySelector<HTMLElement>(`.day:not([hidden]) [data-stop="${stop.key}"] .grip`)
      ?.focus(),
  );
}
