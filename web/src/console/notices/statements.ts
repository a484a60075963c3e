/** What two officers may say differently of a notice; its kind and its spot stay. */
import { textsBy, together } from "../../staff/merge/statements";
import type { Statements } from "../../staff/merge/threeWay";
import { squareKm } from "./area";
import type { NoticeForm } from "./form";
import { told } from "./period";
import { t } from "./words";

export const noticeStatements: Statements<NoticeForm> = (forms) => [
  ...textsBy<NoticeForm>(
    "texts",
    [
      { key: "title", label: t("words.title") },
      { key: "body", label: t("words.body") },
    ],
    forms,
  ),
  together(["wholeDays", "from", "until"], { label: t("period"), told: periodTold }),
  together(["about", "corners"], {
    label: t("about.area"),
    told: ({ corners }) =>
      corners.length === 0
        ? ""
        : t("area.size", { count: corners.length, size: squareKm(corners).toFixed(3) }),
  }),
];

function periodTold({ wholeDays, from, until }: NoticeForm): string {
  const begin = told(from, wholeDays);
  if (!until) return t("period.from.on", { from: begin });
  return t("period.from.to", { from: begin, until: told(until, wholeDays) });
}
