/** Opening hours as OpenStreetMap writes them, in words of the reader's language. */
import { language } from "../../i18n";

const WEEK = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"] as const;
const NAMES: Record<string, readonly string[]> = {
  ja: ["月", "火", "水", "木", "金", "土", "日"],
  en: ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
};
const WORDS: Record<string, Record<string, string>> = {
  ja: {
    PH: "祝日",
    SH: "学校休み",
    off: "休み",
    closed: "休み",
    always: "24時間",
    unknown: "不明",
  },
  en: {
    PH: "holidays",
    SH: "school holidays",
    off: "closed",
    closed: "closed",
    always: "always open",
    unknown: "unknown",
  },
};

/** One line for each rule; what is not understood stays as it is written. */
export function hoursInWords(expression: string): string[] {
  const said = language.value;
  const words = WORDS[said] ?? {};
  if (expression.trim() === "24/7") return [words.always ?? ""];
  return expression
    .split(/\s*;\s*/)
    .filter(Boolean)
    .map((rule) =>
      rule
        .replace(/\b(Mo|Tu|We|Th|Fr|Sa|Su)\b/g, (day) => {
          const index = WEEK.indexOf(day as (typeof WEEK)[number]);
          return NAMES[said]?.[index] ?? day;
        })
        .replace(/\b(PH|SH|off|closed|unknown)\b/g, (word) => words[word] ?? word)
        .replace(/(\d\d:\d\d)-(\d\d:\d\d)/g, "$1–$2")
        .replace(/(\D)-(\D)/g, said === "ja" ? "$1〜$2" : "$1–$2")
        .replace(/,\s*(?=\D)/g, said === "ja" ? "・" : ", ")
        .replace(/,\s*(?=\d)/g, ", "),
    );
}
