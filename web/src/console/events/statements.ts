/** What two officers may say differently of an event. */
import { fullDate } from "../../i18n/format";
import { textsBy, together } from "../../staff/merge/statements";
import type { Statement, Statements } from "../../staff/merge/threeWay";
import { t as word } from "../../staff/words";
import type { EventForm, Line } from "./form";
import { t } from "./words";

const WHEN: readonly Line[] = ["begins_at", "closes_at", "remark"];
const PRICE: readonly Line[] = ["fee_text"];
const APPLICATION: readonly Line[] = ["application_from", "application_until"];
const ALONE: readonly Line[] = [
  "name_kana",
  "category",
  "place_name",
  "address",
  "access",
  "parking",
  "capacity",
  "organiser",
  "contact",
  "phone",
  "url",
  "listed_id",
];

/** Days and times are one statement, prices another, as in spots. */
export const eventStatements: Statements<EventForm> = (forms) => [
  ...textsBy<EventForm>(
    "texts",
    [
      { key: "name", label: t("words.name") },
      { key: "description", label: t("words.description") },
    ],
    forms,
  ),
  withLines(["first", "last"], WHEN, t("when"), ({ first, last }) =>
    last ? t("dates.from.to", { from: fullDate(first), until: fullDate(last) }) : fullDate(first),
  ),
  together(["lat", "lon"], {
    label: t("where"),
    told: ({ lat, lon }) =>
      lat || lon ? `${word("pin.lat")} ${lat}, ${word("pin.lon")} ${lon}` : "",
  }),
  withLines(["fee"], PRICE, t("fee_minor"), ({ fee }) => fee),
  withLines(["application"], APPLICATION, t("application_needed"), ({ application }) =>
    t(`application.${application}`),
  ),
  ...ALONE.map((line) => withLines([], [line], t(line), () => "")),
];

/** Fields, and some of the many texts, that only mean something together. */
function withLines(
  names: readonly (keyof EventForm)[],
  lines: readonly Line[],
  label: string,
  told: (form: EventForm) => string,
): Statement<EventForm> {
  const fieldsOf = (form: EventForm) => Object.fromEntries(names.map((name) => [name, form[name]]));
  const linesOf = (form: EventForm) =>
    Object.fromEntries(lines.map((line) => [line, form.lines[line]]));
  const named = (form: EventForm) => {
    if (lines.length === 1 && names.length === 0) return lines.map((line) => form.lines[line]);
    const said = lines.filter((line) => form.lines[line].trim() !== "");
    return said.map((line) => `${t(line)} ${form.lines[line]}`);
  };
  return {
    key: [...names, ...lines].join("+"),
    label,
    of: (form) => [fieldsOf(form), linesOf(form)],
    take: (form, from) => ({
      ...form,
      ...fieldsOf(from),
      lines: { ...form.lines, ...linesOf(from) },
    }),
    told: (form) => [told(form), ...named(form)].filter(Boolean).join("\n"),
  };
}
