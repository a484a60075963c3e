/** Opening hours in lines that people read. */
import { t } from "../words";
import { dayName } from "./WeekFields";
import type { Hours, Span } from "./weekly";

export function spansTold(spans: readonly Span[]): string {
  if (spans.length === 0) return t("hours.closed");
  return spans.map(({ opens, closes }) => `${opens}–${closes}`).join(", ");
}

export function hoursTold(hours: Hours): string {
  if (hours.mode === "raw") return hours.text;
  if (hours.mode !== "weekly") return t(`hours.${hours.mode}`);
  const days = hours.week.map((spans, day) => `${dayName(day)} ${spansTold(spans)}`);
  const { holiday } = hours;
  if (holiday.mode === "usual") return days.join("\n");
  const then = holiday.mode === "own" ? holiday.spans : [];
  return [...days, `${dayName(7)} ${spansTold(then)}`].join("\n");
}
