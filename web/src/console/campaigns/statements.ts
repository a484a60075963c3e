/** What two officers may say differently of a campaign. */
import { fullDate } from "../../i18n/format";
import { itemsBy, textsBy, together } from "../../staff/merge/statements";
import type { Statements } from "../../staff/merge/threeWay";
import { nameOfSpot } from "../pieces/spots";
import { BOOSTS, type CampaignForm, percentOf } from "./form";
import { t } from "./words";

export const campaignStatements: Statements<CampaignForm> = (forms) => [
  ...textsBy<CampaignForm>(
    "texts",
    [
      { key: "title", label: t("words.title") },
      { key: "description", label: t("words.description") },
    ],
    forms,
  ),
  together(["kind"], { label: t("kind"), told: ({ kind }) => t(`kind.${kind}`) }),
  together(["from", "until"], {
    label: t("column.period"),
    told: ({ from, until }) =>
      t("period.from.to", { from: fullDate(from), until: fullDate(until) }),
  }),
  together(["boost"], {
    label: t("boost"),
    told: ({ boost }) => shareInWords(percentOf(boost)),
  }),
  ...itemsBy<CampaignForm, string>("spotIds", { label: t("spots"), ...SPOTS }, forms),
];

/** Spots that one adds and another takes away are no contradiction, as long as the order stays. */
const SPOTS = {
  idOf: (id: string) => id,
  named: nameOfSpot,
  told: nameOfSpot,
  ordered: true,
};

export function shareInWords(percent: number): string {
  const offered = BOOSTS.find((one) => one === percent);
  return offered === undefined ? t("boost.own", { percent }) : t(`boost.${offered}`);
}
