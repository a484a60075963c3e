import { dayAndTime } from "../../staff/when";
import { Tag } from "../../ui/pieces";
import type { Report } from "./model";
import { type Key, t } from "./words";

/** What a visitor said. */
export function Said({ report }: { report: Report }) {
  return (
    <div>
      <strong>{t(`kind.${report.kind}` as Key)}</strong>
      {report.remark && <p class="report-remark">{report.remark}</p>}
      <span class="note block">{t("report.at", { at: dayAndTime(report.created_at) })}</span>
    </div>
  );
}

interface DecidedProps {
  report: Report;
  /** Names by account. */
  people: Record<string, string>;
}

/** How a report was settled, with which words, by whom and when. */
export function Decided({ report, people }: DecidedProps) {
  const { outcome, settled_at: at, settled_by: by, note } = report;
  if (!outcome || !at) return null;
  const who = (by && people[by]) || t("settled.gone");
  return (
    <div class="decided">
      <Tag tone={outcome === "confirmed" ? "leaf" : ""}>{t(`outcome.${outcome}` as Key)}</Tag>
      {note && <p class="report-remark">{note}</p>}
      <span class="note block">{t("settled.by", { who, at: dayAndTime(at) })}</span>
    </div>
  );
}
