/** What a stop of the timeline and its menu are given, and what a stop is called. */
import type { Leg } from "../../api/types";
import { t } from "../../i18n";
import type { DayView, StopView } from "../../plan/view";

export interface StopProps {
  stop: StopView;
  leg: Leg | null;
  day: DayView;
  dayNumber: number;
  /** Its place among the stops that can be moved. */
  position: number;
  count: number;
  currency: string;
  onGrab: (event: PointerEvent, key: string) => void;
}

export function nameOf(stop: StopView): string {
  if (stop.kind === "parking") return t("plan.parking");
  if (stop.spotId === null && (stop.kind === "lunch" || stop.kind === "rest"))
    return t(`plan.${stop.kind}`);
  return stop.name;
}
