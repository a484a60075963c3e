/** What an experience says, as statements that two people of a business may make differently. */
import { maybe } from "../../../i18n";
import { duration, languageName } from "../../../i18n/format";
import { entriesBy, itemsBy, line, textsBy, together } from "../../../staff/merge/statements";
import type { Statements } from "../../../staff/merge/threeWay";
import { t as staffWord } from "../../../staff/words";
import { kindName } from "../../common/say";
import type { Draft, OptionDraft, UnitDraft } from "../draft";
import { stepTime } from "./Cancellation";
import { TEXTS } from "./labels";
import { before } from "./Rules";
import { t } from "./words";

interface Said {
  currency: string;
  nameOfCategory: (code: string) => string;
}

export function experienceStatements({ currency, nameOfCategory }: Said): Statements<Draft> {
  return (forms) => [
    ...textsBy<Draft>(
      "texts",
      TEXTS.map((key) => ({ key, label: t(`texts.${key}`) })),
      forms,
      ["texts"],
    ),
    together(["category"], {
      label: t("category"),
      told: ({ category }) => nameOfCategory(category),
      fields: ["category"],
    }),
    together(["languages"], {
      label: t("languages"),
      told: ({ languages }) => languages.map(languageName).join("\n"),
      fields: ["languages"],
    }),
    together(["lat", "lon"], {
      label: t("place"),
      told: ({ lat, lon }) =>
        lat || lon ? `${staffWord("pin.lat")} ${lat}, ${staffWord("pin.lon")} ${lon}` : "",
      fields: ["lat", "lon"],
    }),
    together(["duration"], {
      label: t("duration"),
      told: (draft) => duration(draft.duration * 60),
      fields: ["duration_minutes"],
    }),
    together(["minParty", "maxParty"], {
      label: `${t("party.min")} – ${t("party.max")}`,
      told: ({ minParty, maxParty }) => `${minParty}–${maxParty}`,
      fields: ["min_party", "max_party"],
    }),
    line("minToRun", t("toRun"), "min_to_run"),
    line("minAge", t("minAge"), "min_age"),
    ...itemsBy<Draft, OptionDraft>("options", options(currency), forms),
    ...rules(),
    ...entriesBy<Draft, boolean | null>("accessibility", ANSWERS, forms),
  ];
}

const rules = () => [
  together<Draft>(["confirmation", "approvalHours"], {
    label: t("confirmation"),
    told: ({ confirmation, approvalHours }) =>
      confirmation === "instant"
        ? t("confirmation.instant")
        : `${t("confirmation.approval")} (${before(approvalHours * 60)})`,
    fields: ["confirmation", "approval_hours"],
  }),
  together<Draft>(["cutoff"], {
    label: t("cutoff"),
    told: ({ cutoff }) =>
      cutoff === 0 ? t("cutoff.start") : t("cutoff.before", { time: before(cutoff) }),
    fields: ["cutoff_minutes"],
  }),
  together<Draft>(["payment"], {
    label: t("payment"),
    told: ({ payment }) => t(`payment.${payment}`),
    fields: ["payment"],
  }),
  together<Draft>(["cancellation"], {
    label: t("cancellation"),
    told: ({ cancellation }) =>
      cancellation
        .map((step) => `${stepTime(step.hours_before)}: ${step.refund_percent} %`)
        .join("\n"),
    fields: ["cancellation"],
  }),
];

const ANSWERS = {
  fields: ["accessibility"],
  labelOf: (fact: string) => maybe(`access.${fact}`) ?? fact,
  told: (answer: boolean | null) => staffWord(answer === null ? "unknown" : answer ? "yes" : "no"),
};

const options = (currency: string) => ({
  label: t("prices"),
  idOf: ({ key }: OptionDraft) => key,
  named: optionName,
  told: (option: OptionDraft) => optionTold(option, currency),
  fields: ["options"],
  onto,
});

const optionName = ({ names, units }: OptionDraft) =>
  Object.values(names).find((name) => name.trim()) ??
  units.map(({ kind }) => kindName(kind)).join(" / ");

function optionTold(option: OptionDraft, currency: string): string {
  const names = Object.values(option.names).filter((name) => name.trim());
  const lasts = option.duration === null ? [] : [duration(option.duration * 60)];
  return [...names, ...lasts, ...option.units.map((unit) => unitTold(unit, currency))].join("\n");
}

function unitTold({ kind, price, seats, minAge, maxAge }: UnitDraft, currency: string): string {
  const ages = minAge || maxAge ? ` (${minAge}–${maxAge})` : "";
  return `${kindName(kind)}${ages} ${price} ${currency}, ${t("unit.seats")} ${seats}`;
}

/** What the others have taken away cannot be named any more: it is offered anew. */
function onto(option: OptionDraft, there: OptionDraft | undefined): OptionDraft {
  const known = new Set(there?.units.map(({ id }) => id));
  return {
    ...option,
    id: there?.id ?? null,
    units: option.units.map((unit) => (known.has(unit.id) ? unit : { ...unit, id: null })),
  };
}
