/** What the screen shows, as rows of a CSV. */
import { languageName } from "../../i18n/format";
import { bookingFigures, type Figure, halves, monthsOf, planFigures, wishesOf } from "./figures";
import type { Everything } from "./load";
import { t } from "./words";

const cell = (value: number | null) => (value === null ? "" : String(value));
const line = (name: string, { now, before }: Figure) => [name, cell(now), cell(before)];

export function sheetOf(all: Everything, months: number): string[][] {
  const plans = planFigures(all.planned, months);
  const bookings = bookingFigures(all.short, all.long);
  const [planned] = halves(all.planned.months, months);
  return [
    [t("title"), t("period"), t("before", { value: "" }).trim()],
    line(t("plans"), plans.plans),
    line(t("visits"), plans.visits),
    line(t("lesser"), plans.lesser),
    line(t("bookings"), bookings.bookings),
    line(t("guests"), bookings.guests),
    line(t("rate"), bookings.rate),
    [],
    [t("month"), t("plans"), t("visits"), t("visits.lesser")],
    ...planned.map((one) => [one.month, ...[one.plans, one.visits, one.lesser_visits].map(String)]),
    [],
    [t("month"), t("bookings"), t("guests")],
    ...monthsOf(all.short).map((one) => [one.month, String(one.bookings), String(one.people)]),
    [],
    [t("spots.name"), t("spots.visits"), t("spots.lesser")],
    ...all.recent.spots.map((one) => [one.name, String(one.visits), one.lesser ? "1" : "0"]),
    [],
    [
      t("ideas.category"),
      ...(["plans", "searches", "awaited", "offered", "free"] as const).map((key) =>
        t(`ideas.${key}`),
      ),
    ],
    ...wishesOf(all.ideas).map((one) => [
      all.categories.get(one.category) ?? one.category,
      ...[one.plans, one.searches, one.awaited, one.offered, one.free].map(String),
    ]),
    [],
    [t("languages.language"), t("languages.searches")],
    ...Object.entries(all.ideas.languages).map(([code, count]) => [
      languageName(code),
      String(count),
    ]),
  ];
}
