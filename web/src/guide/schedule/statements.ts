/** What a weekly rule says, as statements that two people may make differently. */
import { dayOfYear, fullDate, longDate } from "../../i18n/format";
import { itemsBy, line, together } from "../../staff/merge/statements";
import type { Statements } from "../../staff/merge/threeWay";
import { weekdayName } from "./Calendar";
import type { Rule } from "./rule";
import { t } from "./words";

export const ruleStatements: Statements<Rule> = (forms) => [
  together(["weekdays", "starts"], {
    label: `${t("form.weekdays")} – ${t("form.starts")}`,
    told: ({ weekdays, starts }) =>
      [weekdays.map((day) => weekdayName(day)).join(" "), ...starts].join("\n"),
  }),
  line("capacity", t("form.capacity")),
  together(["first", "last"], {
    label: `${t("form.first")} – ${t("form.last")}`,
    told: ({ first, last }) => `${fullDate(first)} – ${last ? fullDate(last) : ""}`,
  }),
  ...itemsBy<Rule, string>(
    "except",
    { label: t("form.except"), idOf: (date) => date, named: longDate, told: longDate },
    forms,
  ),
  together(["seasons"], {
    label: t("form.season"),
    told: ({ seasons }) =>
      seasons.map((one) => `${dayOfYear(one.first)} – ${dayOfYear(one.last)}`).join("\n"),
  }),
];
