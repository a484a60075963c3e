import { useSignal } from "@preact/signals";
import { may, ofOrganisation } from "../../staff/session";
import { staffCall } from "../../staff/staffCall";
import { useLoader, WithLoaded } from "../../staff/states";
import { dayAndTime } from "../../staff/when";
import { Button } from "../../ui/controls";
import { Failed } from "../../ui/pieces";
import { say } from "../../ui/toasts";
import type { Report } from "./model";
import { type Key, t } from "./words";

interface ReportsProps {
  spotId: string;
  onAllSettled: () => void;
}

/** What visitors said about one spot, to be found right or wrong one by one. */
export function Reports({ spotId, onAllSettled }: ReportsProps) {
  const failure = useSignal<unknown>(null);
  const found = useLoader(async () => {
    const query = { state: "open", limit: 100 };
    const path = ofOrganisation(`/spots/${spotId}/reports`);
    return (await staffCall<{ reports: Report[] }>(path, { query })).reports;
  });
  const settle = async (report: Report, outcome: "confirmed" | "rejected") => {
    failure.value = null;
    try {
      const path = ofOrganisation(`/reports/${report.id}/settle`);
      await staffCall(path, { method: "POST", body: { outcome } });
      const left = (found.value.peek() ?? []).filter((one) => one !== report);
      if (left.length === 0) return onAllSettled();
      found.put(left);
      say(t("report.settled"));
    } catch (reason) {
      failure.value = reason;
    }
  };
  return (
    <div class="stack">
      {failure.value !== null && <Failed failure={failure.value} onRetry={found.reload} />}
      <WithLoaded from={found} lines={2}>
        {(reports) =>
          reports.length === 0 ? (
            <p class="note">{t("report.none")}</p>
          ) : (
            <ul class="report-list">
              {reports.map((report) => (
                <li key={report.id}>
                  <div>
                    <strong>{t(`kind.${report.kind}` as Key)}</strong>
                    <p class="report-remark">{report.remark || t("report.noRemark")}</p>
                    <span class="note">
                      {t("report.at", { at: dayAndTime(report.created_at) })}
                    </span>
                  </div>
                  {may("owner", "editor") && (
                    <div class="row">
                      <Button onClick={() => void settle(report, "confirmed")}>
                        {t("report.right")}
                      </Button>
                      <Button onClick={() => void settle(report, "rejected")}>
                        {t("report.wrong")}
                      </Button>
                    </div>
                  )}
                </li>
              ))}
            </ul>
          )
        }
      </WithLoaded>
    </div>
  );
}
