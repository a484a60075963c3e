/** How the guide's app says people, parties, states and days. */
import { language, t as word } from "../../i18n";
import { clock, longDate, shortDate } from "../../i18n/format";
import { localIn, todayIn } from "../../plan/wall";
import { region } from "../../staff/session";
import { addDays } from "../logic/days";
import type { Left } from "../today/agenda";
import type { BookedUnit } from "../types";
import { t } from "./words";
import { ja, type Key } from "./words/ja";

export function people(count: number): string {
  return t("people", { count });
}

export function kindName(kind: string): string {
  const key = `kind.${kind}`;
  return key in ja ? t(key as Key) : kind;
}

/** `大人 2、子ども 1`. */
export function party(units: readonly BookedUnit[]): string {
  return units
    .map((unit) => t("unit.count", { kind: kindName(unit.kind), count: unit.quantity }))
    .join(language.value === "ja" ? "、" : ", ");
}

export function statusName(status: string): string {
  const key = `status.${status}`;
  return key in ja ? t(key as Key) : status;
}

const TONES: Record<string, string> = {
  PENDING: "gold",
  CONFIRMED: "leaf",
  REDEEMED: "ai",
  CANCELLED: "kaki",
  REJECTED: "kaki",
};

export function statusTone(status: string): string {
  return TONES[status] ?? "";
}

/** `今日 11月30日（月）`: the nearest days by their names, too. */
export function dayName(date: string, zone: string, now = new Date()): string {
  const today = todayIn(zone, now);
  if (date === today) return `${t("today")}${word("list.dot")}${shortDate(date)}`;
  if (date === addDays(today, 1)) return `${t("tomorrow")}${word("list.dot")}${shortDate(date)}`;
  return longDate(date);
}

/** A moment on the region's clocks, in whatever zone it came. */
export function wall(moment: string): string {
  return localIn(region.value?.time_zone ?? "Asia/Tokyo", moment);
}

export function wallClock(moment: string): string {
  return clock(wall(moment));
}

export function left(time: Left): string {
  return time.unit === "over" ? t("left.over") : t(`left.${time.unit}`, { count: time.count });
}
