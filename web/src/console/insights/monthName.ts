import { t } from "./words";

/** `2027年5月` of `2027-05`. */
export function monthName(month: string): string {
  return t("month.year", { year: month.slice(0, 4), month: Number(month.slice(5)) });
}

/** `5月`, with its year in January and where a row of months begins. */
export function monthShort(month: string): string {
  return t("month.short", { month: Number(month.slice(5)) });
}
