import { language } from "../../i18n";
import { region } from "../../staff/session";

/** The time zone of the organisation's region. */
export function zoneHere(): string {
  return region.value?.time_zone ?? "Asia/Tokyo";
}

/** What people call that zone: 日本標準時. */
export function zoneName(): string {
  const options = { timeZone: zoneHere(), timeZoneName: "long" } as const;
  const parts = new Intl.DateTimeFormat(language.value, options).formatToParts(new Date());
  return parts.find(({ type }) => type === "timeZoneName")?.value ?? zoneHere();
}

/** What people call the region's money: 円. */
export function currencyName(): string {
  const currency = region.value?.currency ?? "JPY";
  const options = { style: "currency", currency, currencyDisplay: "name" } as const;
  const parts = new Intl.NumberFormat(language.value, options).formatToParts(2);
  return parts.find(({ type }) => type === "currency")?.value ?? currency;
}
