/** Periods in words, on the region's clock. */
import { fullDate } from "../../i18n/format";
import { localIn } from "../../plan/wall";
import { zoneHere } from "../pieces/here";
import { dayAfter } from "../pieces/zone";
import { t } from "./words";

const NO_BREAK = "\u00a0";

/** Whole days are told as days, the last one included. */
export function periodInWords(validFrom: string, validUntil: string | null): string {
  const from = localIn(zoneHere(), validFrom);
  const until = validUntil === null ? null : localIn(zoneHere(), validUntil);
  const whole = from.endsWith("T00:00") && (until === null || until.endsWith("T00:00"));
  if (until === null) return t("period.from.on", { from: told(from, whole) });
  const last = whole ? dayAfter(until.slice(0, 10), -1) : until;
  if (whole && last === from.slice(0, 10)) return fullDate(last);
  return t("period.from.to", { from: told(from, whole), until: told(last, whole) });
}

/** A moment, on the region's clock. */
export function momentInWords(moment: string): string {
  return told(localIn(zoneHere(), moment), false);
}

/** In one line: where there is little room it is broken between two moments, not within one. */
export function told(local: string, whole: boolean): string {
  const words = whole ? fullDate(local) : `${fullDate(local)} ${local.slice(11, 16)}`;
  return words.replaceAll(" ", NO_BREAK);
}
