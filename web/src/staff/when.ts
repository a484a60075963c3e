/** Moments as officials read them. */
import { language } from "../i18n";
import { fullDate } from "../i18n/format";

/** `2026年11月30日` or `30 November 2026`, on the clock of its own place. */
export function day(moment: string): string {
  return fullDate(moment);
}

/** With hours and minutes, on the reader's own clock. */
export function dayAndTime(moment: string): string {
  const at = new Date(moment);
  if (Number.isNaN(at.getTime())) return "";
  return new Intl.DateTimeFormat(language.value === "ja" ? "ja-JP" : "en-GB", {
    year: "numeric",
    month: "short",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
  }).format(at);
}
