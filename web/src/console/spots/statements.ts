/** What a spot says, as statements that two officers may make differently. */
import { t as common, maybe } from "../../i18n";
import { entriesBy, itemsBy, line, textsBy, together } from "../../staff/merge/statements";
import type { Statement, Statements } from "../../staff/merge/threeWay";
import { t as word } from "../../staff/words";
import { nameOfCategory } from "./categories";
import { hoursTold, spansTold } from "./hours/told";
import type { Dated, Fee, SpotForm } from "./model";
import { t } from "./words";

const lines = (...said: (string | false)[]) => said.filter(Boolean).join("\n");

/** Days, times, seasons and their note are one statement, as in lists that are imported. */
const HOURS: readonly (keyof SpotForm)[] = ["hours", "afterHoliday", "hoursNote", "seasons"];
/** So are prices and theirs. */
const FEES: readonly (keyof SpotForm)[] = ["feeMode", "fee", "fees", "feeNote"];

export function spotStatements(currency: string): Statements<SpotForm> {
  return (forms) => [
    ...textsBy<SpotForm>("texts", textParts(), forms, ["texts"]),
    line("kana", t("kana"), "name_kana"),
    together(["categories"], {
      label: t("categories"),
      told: ({ categories }) => categories.map(nameOfCategory).join(common("list.and")),
      fields: ["categories"],
    }),
    line("minutes", t("minutes"), "visit_minutes"),
    line("renown", t("renown"), "renown"),
    together(["lat", "lon"], {
      label: t("section.place"),
      told: ({ lat, lon }) =>
        lat || lon ? `${word("pin.lat")} ${lat}, ${word("pin.lon")} ${lon}` : "",
      fields: ["lat", "lon"],
    }),
    line("address", t("address"), "address"),
    hours(),
    ...itemsBy<SpotForm, Dated>("dated", dated(), forms),
    fees(currency),
    ...entriesBy<SpotForm, boolean | null>("accessibility", ANSWERS, forms),
    ...CONTACT.map((name) => line<SpotForm>(name, t(name), name)),
  ];
}

const CONTACT = ["phone", "url", "attribution", "licence"] as const;

const textParts = () => [
  { key: "name", label: t("name") },
  { key: "description", label: t("description") },
];

const ANSWERS = {
  fields: ["accessibility"],
  labelOf: (question: string) => maybe(`access.${question}`) ?? question,
  told: (answer: boolean | null) => word(answer === null ? "unknown" : answer ? "yes" : "no"),
};

const hours = (): Statement<SpotForm> =>
  together(HOURS, {
    label: t("section.hours"),
    told: (form) =>
      lines(
        hoursTold(form.hours),
        form.afterHoliday && t("hours.afterHoliday"),
        form.hoursNote,
        ...form.seasons.map(({ first, last }) => `${t("hours.seasons")} ${first}–${last}`),
      ),
    fields: ["opening_hours", "closed_after_holiday", "hours_note", "seasons"],
  });

const dated = () => ({
  label: t("hours.dated"),
  idOf: (one: Dated) => one.date,
  named: (one: Dated) => one.date,
  told: (one: Dated) => lines(`${one.date} ${spansTold(one.open)}`, one.reason),
  fields: ["dated"],
});

const fees = (currency: string): Statement<SpotForm> =>
  together(FEES, {
    label: t("section.fees"),
    told: (form) =>
      lines(
        form.feeMode === "paid"
          ? `${t("fee.amount")} ${form.fee} ${currency}`
          : t(`fee.${form.feeMode}`),
        ...form.fees.map((fee) => feeTold(fee, currency)),
        form.feeNote,
      ),
    fields: ["fee_minor", "fees", "fee_note"],
  });

function feeTold({ who, amount, from, to }: Fee, currency: string): string {
  const ages = from || to ? ` (${from}–${to})` : "";
  return `${who}${ages} ${amount} ${currency}`;
}
