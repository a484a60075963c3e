/** Moments as officials read them: on the clock of their region, whatever clock the office has. */
import { language } from "../i18n";
import { fullDate } from "../i18n/format";
import { localIn } from "../plan/wall";
import { region } from "./session";

/** `2027年4月1日` or `1 April 2027`: the day that a moment falls on. */
export function day(moment: string): string {
  if (Number.isNaN(Date.parse(moment))) return "";
  return fullDate(localIn(region.value?.time_zone, moment));
}

/** With hours and minutes. */
export function dayAndTime(moment: string): string {
  const at = new Date(moment);
  if (Number.isNaN(at.getTime())) return "";
  return new Intl.DateTimeFormat(language.value === "ja" ? "ja-JP" : "en-GB", {
    timeZone: region.value?.time_zone,
    year: "numeric",
    month: "short",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
  }).format(at);
}
