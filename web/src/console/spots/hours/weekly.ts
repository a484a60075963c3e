/** Opening hours by weekday, to and from how OpenStreetMap writes them. */

export interface Span {
  opens: string;
  closes: string;
}

/** Monday to Sunday; nothing open means closed. */
export type Week = Span[][];

export type Holiday = { mode: "usual" } | { mode: "closed" } | { mode: "own"; spans: Span[] };

export type Hours =
  | { mode: "unknown" }
  | { mode: "always" }
  | { mode: "weekly"; week: Week; holiday: Holiday }
  /** Something that cannot be shown by weekday, as it is written. */
  | { mode: "raw"; text: string };

const DAYS = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"];
const RULE = /^((?:(?:Mo|Tu|We|Th|Fr|Sa|Su|PH)(?:-(?:Mo|Tu|We|Th|Fr|Sa|Su))?,?\s*)*)(.*)$/;
const SPANS = /^\d{2}:\d{2}-\d{2}:\d{2}(\s*,\s*\d{2}:\d{2}-\d{2}:\d{2})*$/;

export function emptyWeek(): Week {
  return DAYS.map(() => []);
}

/** `09:00-17:00` on every day but Monday: what most places begin from. */
export function usualWeek(): Week {
  return DAYS.map((_, day) => (day === 0 ? [] : [{ opens: "09:00", closes: "17:00" }]));
}

export function hoursOf(expression: string | null): Hours {
  const text = expression?.trim() ?? "";
  if (text === "") return { mode: "unknown" };
  if (text === "24/7") return { mode: "always" };
  return weeklyOf(text) ?? { mode: "raw", text };
}

function weeklyOf(text: string): Hours | null {
  const week = emptyWeek();
  let holiday: Holiday = { mode: "usual" };
  for (const rule of text
    .split(";")
    .map((one) => one.trim())
    .filter(Boolean)) {
    const read = readRule(rule);
    if (!read) return null;
    for (const day of read.days) week[day] = read.spans;
    if (read.holidays)
      holiday = read.spans.length ? { mode: "own", spans: read.spans } : { mode: "closed" };
  }
  return { mode: "weekly", week, holiday };
}

interface Rule {
  days: number[];
  holidays: boolean;
  spans: Span[];
}

function readRule(rule: string): Rule | null {
  const match = RULE.exec(rule);
  const [chosen, rest] = [match?.[1]?.trim() ?? "", match?.[2]?.trim() ?? ""];
  const spans = readSpans(rest);
  if (spans === null) return null;
  if (chosen === "") return { days: DAYS.map((_, day) => day), holidays: false, spans };
  const parts = chosen.split(/\s*,\s*/).filter(Boolean);
  const days: number[] = [];
  for (const part of parts.filter((one) => one !== "PH")) {
    const [first, last = first] = part.split("-");
    const from = DAYS.indexOf(first ?? "");
    const to = DAYS.indexOf(last ?? "");
    if (from < 0 || to < 0) return null;
    for (let day = from; ; day = (day + 1) % 7) {
      days.push(day);
      if (day === to) break;
    }
  }
  return { days, holidays: parts.includes("PH"), spans };
}

function readSpans(text: string): Span[] | null {
  if (text === "off" || text === "closed") return [];
  if (!SPANS.test(text)) return null;
  return text.split(/\s*,\s*/).map((span) => {
    const [opens = "", closes = ""] = span.split("-");
    return { opens, closes };
  });
}

const written = (spans: Span[]) =>
  spans.length ? spans.map(({ opens, closes }) => `${opens}-${closes}`).join(",") : "off";

/** `Mo-We` of 0, 1, 2; `Mo,Tu` of two days; `Mo,We` of days apart. */
function daysWritten(days: number[]): string {
  const runs: number[][] = [];
  for (const day of days) {
    const run = runs.at(-1);
    if (run && day === (run.at(-1) ?? -9) + 1) run.push(day);
    else runs.push([day]);
  }
  return runs
    .map((run) => {
      const names = run.map((day) => DAYS[day] ?? "");
      return names.length > 2 ? `${names[0]}-${names.at(-1)}` : names.join(",");
    })
    .join(",");
}

/** As the API takes it; null is unknown. */
export function expressionOf(hours: Hours): string | null {
  if (hours.mode === "unknown") return null;
  if (hours.mode === "always") return "24/7";
  if (hours.mode === "raw") return hours.text.trim() || null;
  const alike = new Map<string, number[]>();
  hours.week.forEach((spans, day) => {
    const text = written(spans);
    alike.set(text, [...(alike.get(text) ?? []), day]);
  });
  const rules = [...alike].map(([text, days]) => `${daysWritten(days)} ${text}`);
  const { holiday } = hours;
  if (holiday.mode === "closed") rules.push("PH off");
  if (holiday.mode === "own") rules.push(`PH ${written(holiday.spans)}`);
  return rules.join("; ");
}
