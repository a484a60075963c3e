/** What names an organisation and its region. */
import type { Option } from "../../staff/form";
import { nameOf, regions } from "../../staff/session";
import { t } from "./words";

/** The names as typed, the English one where there is one. */
export function namesIn(ja: string, en: string): { ja: string; en?: string } {
  return { ja: ja.trim(), ...(en.trim() ? { en: en.trim() } : {}) };
}

export function regionOptions(): Option[] {
  return [
    { value: "", label: t("organisation.region.none") },
    ...regions.value.map((one) => ({ value: one.code, label: nameOf(one.names) })),
  ];
}
