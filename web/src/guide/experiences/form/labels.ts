/** What the fields of an experience are called, by JSON pointer, for the summary of faults. */
import { languageName } from "../../../i18n/format";
import { kindName } from "../../common/say";
import type { Draft } from "../draft";
import { t } from "./words";

const FIELDS = [
  ["/category", "category"],
  ["/region", "region"],
  ["/languages", "languages"],
  ["/lat", "place"],
  ["/lon", "place"],
  ["/duration_minutes", "duration"],
  ["/min_party", "party.min"],
  ["/max_party", "party.max"],
  ["/min_to_run", "toRun"],
  ["/min_age", "minAge"],
  ["/cutoff_minutes", "cutoff"],
  ["/approval_hours", "approval"],
  ["/payment", "payment"],
  ["/cancellation", "cancellation"],
  ["/options", "prices"],
] as const;

export const TEXTS = [
  "title",
  "description",
  "included",
  "not_included",
  "to_bring",
  "meeting_point",
] as const;

export function labelsOf(draft: Draft): Record<string, string> {
  const labels: Record<string, string> = {};
  for (const [pointer, word] of FIELDS) labels[pointer] = t(word);
  for (const language of Object.keys(draft.texts))
    for (const field of TEXTS)
      labels[`/texts/${language}/${field}`] = `${t(`texts.${field}`)} (${languageName(language)})`;
  for (const [n, option] of draft.options.entries())
    for (const [m, unit] of option.units.entries()) {
      const at = `/options/${n}/units/${m}`;
      const which = `${t("option", { number: n + 1 })} ${kindName(unit.kind)}`;
      labels[`${at}/kind`] = `${which} ${t("unit.kind")}`;
      labels[`${at}/price_minor`] = `${which} ${t("prices")}`;
      labels[`${at}/seats`] = `${which} ${t("unit.seats")}`;
      labels[`${at}/min_age`] = `${which} ${t("unit.age.min")}`;
      labels[`${at}/max_age`] = `${which} ${t("unit.age.max")}`;
    }
  return labels;
}
