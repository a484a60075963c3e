import type { Notice } from "../../api/types";
import { todayIn } from "../../plan/wall";
import { organisation, region } from "../../staff/session";
import { Callout } from "../../ui/pieces";
import { Entry, faultsFrom, type Kind, wordsOf } from "../pieces/Entry";
import { zoneHere } from "../pieces/here";
import { nameIn } from "../pieces/texts";
import { Fields } from "./Fields";
import { bodyOf, changeOf, formOf, lacksOf, type NoticeForm, newNotice } from "./form";
import { momentInWords } from "./period";
import { noticeStatements } from "./statements";
import { t } from "./words";

const NOTICE: Kind<Notice, NoticeForm> = {
  path: "/v1/notices",
  part: "notices",
  words: () => wordsOf(t),
  blank: () => newNotice(todayIn(zoneHere())),
  formOf: (notice) => formOf(notice, zoneHere()),
  lacks: (form) => faultsFrom(lacksOf(form), (lack) => t(`lack.${lack}`)),
  bodyOf: (form) =>
    bodyOf(form, zoneHere(), organisation.value?.id ?? "", region.value?.code ?? ""),
  changeOf: (form) => changeOf(form, zoneHere()),
  labels: (form) => ({
    "/titles": t("words.title"),
    "/titles/ja": t("words.title"),
    "/bodies": t("words.body"),
    "/spot_id": t("about.spot"),
    "/area": t("about.area"),
    "/valid_from": t(form.wholeDays ? "period.from.day" : "period.from"),
    "/valid_until": t(form.wholeDays ? "period.until.day" : "period.until"),
  }),
  statements: noticeStatements,
  nameOf: (form) => nameIn(form.texts, "title"),
  isOver: (notice) => notice.ended_at !== null,
  about: (notice) =>
    notice.ended_at ? (
      <Callout tone="plain">{t("ended.note", { at: momentInWords(notice.ended_at) })}</Callout>
    ) : (
      <p class="note">{t("edit.fixed")}</p>
    ),
  fields: (props) => <Fields {...props} />,
};

export function Editor({ id }: { id: string | null }) {
  return <Entry kind={NOTICE} id={id} />;
}
