import { language, t } from "./index";

const LOCALES = { ja: "ja-JP", en: "en-GB" } as const;
const WITHOUT_CENTS = new Set(["JPY", "KRW", "VND", "CLP", "ISK"]);

/** `09:05` of a moment with offset, on the clock of its own place. */
export function clock(moment: string): string {
  return moment.slice(11, 16);
}

export function duration(seconds: number): string {
  const minutes = Math.max(1, Math.round(seconds / 60));
  const h = Math.floor(minutes / 60);
  const m = minutes % 60;
  if (h === 0) return t("unit.min", { n: m });
  return m === 0 ? t("unit.hour", { n: h }) : t("unit.hourmin", { h, m });
}

export function distance(metres: number): string {
  if (metres < 950) return t("unit.m", { n: Math.max(10, Math.round(metres / 10) * 10) });
  const km = metres / 1000;
  return t("unit.km", { n: km < 20 ? km.toFixed(1) : Math.round(km) });
}

export function money(minor: number, currency: string): string {
  const amount = WITHOUT_CENTS.has(currency) ? minor : minor / 100;
  const digits = Number.isInteger(amount) ? 0 : 2;
  return new Intl.NumberFormat(LOCALES[language.value], {
    style: "currency",
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(amount);
}

function dayOf(date: string): Date {
  return new Date(`${date.slice(0, 10)}T12:00:00Z`);
}

/** `5月15日（土）` or `Sat, 15 May`. */
export function longDate(date: string): string {
  const options = { month: "long", day: "numeric", weekday: "short", timeZone: "UTC" } as const;
  return new Intl.DateTimeFormat(LOCALES[language.value], options).format(dayOf(date));
}

export function shortDate(date: string): string {
  const month = language.value === "ja" ? "numeric" : "short";
  const options = { month, day: "numeric", weekday: "short", timeZone: "UTC" } as const;
  return new Intl.DateTimeFormat(LOCALES[language.value], options).format(dayOf(date));
}

/** A moment on the reader's own clock. */
export function momentHere(iso: string): string {
  const month = language.value === "ja" ? "numeric" : "short";
  const options = { month, day: "numeric", hour: "numeric", minute: "2-digit" } as const;
  return new Intl.DateTimeFormat(LOCALES[language.value], options).format(new Date(iso));
}

/** With its year, for what is far away. */
export function fullDate(date: string): string {
  const options = { year: "numeric", month: "long", day: "numeric", timeZone: "UTC" } as const;
  return new Intl.DateTimeFormat(LOCALES[language.value], options).format(dayOf(date));
}

function monthAs(options: Intl.DateTimeFormatOptions, month: string): string {
  const format = new Intl.DateTimeFormat(LOCALES[language.value], { timeZone: "UTC", ...options });
  return format.format(dayOf(`${month}-15`));
}

/** `2027年5月` or `May 2027` of `2027-05`. */
export function monthName(month: string): string {
  return monthAs({ year: "numeric", month: "long" }, month);
}

/** `5月` or `May` of `2027-05`. */
export function monthShort(month: string): string {
  return monthAs({ month: "short" }, month);
}

/** A season's `05-01`, as a day without a year. */
export function dayOfYear(monthDay: string): string {
  const options = { month: "long", day: "numeric", timeZone: "UTC" } as const;
  return new Intl.DateTimeFormat(LOCALES[language.value], options).format(
    new Date(`2024-${monthDay}T12:00:00Z`),
  );
}

export function languageName(code: string): string {
  return new Intl.DisplayNames([LOCALES[language.value]], { type: "language" }).of(code) ?? code;
}

export function megabytes(bytes: number): string {
  return `${Math.max(0.1, bytes / 1e6).toFixed(1)} MB`;
}
