import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { peopleHere } from "../../staff/colleagues";
import { may, ofOrganisation } from "../../staff/session";
import { staffCall } from "../../staff/staffCall";
import { useLoader, WithLoaded } from "../../staff/states";
import { Button } from "../../ui/controls";
import { say } from "../../ui/toasts";
import { Decided, Said } from "./Decided";
import { alike, type Outcome, type Report } from "./model";
import { SettleDialog } from "./SettleDialog";
import { t } from "./words";

interface ReportsProps {
  spotId: string;
  onAllSettled: () => void;
}

interface Found {
  open: Report[];
  /** Those of the same spot that were settled last. */
  before: Report[];
  people: Record<string, string>;
}

interface Asked {
  report: Report;
  outcome: Outcome;
}

const MOST_BEFORE = 5;

async function reportsOf(spotId: string): Promise<Found> {
  const path = ofOrganisation(`/spots/${spotId}/reports`);
  const list = (state: string, limit: number) =>
    staffCall<{ reports: Report[] }>(path, { query: { state, limit } });
  const [open, before, people] = await Promise.all([
    list("open", 100),
    list("settled", MOST_BEFORE),
    peopleHere(),
  ]);
  return { open: open.reports, before: before.reports, people };
}

function settle({ id }: Report, outcome: Outcome, note: string): Promise<Report> {
  const path = ofOrganisation(`/reports/${id}/settle`);
  return staffCall<Report>(path, { method: "POST", body: { outcome, note } });
}

/** What visitors said about one spot, to be found right or wrong, and how that was decided before. */
export function Reports({ spotId, onAllSettled }: ReportsProps) {
  const box = useRef<HTMLDivElement>(null);
  const asked = useSignal<Asked | null>(null);
  const found = useLoader(() => reportsOf(spotId));
  /** Settle one, or all that say the same, one after the other. */
  const settleAll = async (one: Asked, note: string, withOthers: boolean): Promise<void> => {
    const others = withOthers ? alike(found.value.peek()?.open ?? [], one.report) : [];
    for (const report of [one.report, ...others]) {
      try {
        takeOver(await settle(report, one.outcome, note));
      } catch (reason) {
        // A colleague may have been faster: what is left is shown behind what is told.
        found.reload();
        throw reason;
      }
    }
    const left = found.value.peek()?.open ?? [];
    if (left.length === 0) onAllSettled();
    else say(t("report.settled"));
    requestAnimationFrame(() => box.current?.focus());
  };
  const takeOver = (settled: Report) => {
    const now = found.value.peek();
    if (!now) return;
    const without = (all: Report[]) => all.filter((one) => one.id !== settled.id);
    const before = [settled, ...without(now.before)].slice(0, MOST_BEFORE);
    found.put({ ...now, open: without(now.open), before });
  };
  const close = () => {
    asked.value = null;
  };
  const now = asked.value;
  return (
    <div class="stack" ref={box} tabIndex={-1}>
      <WithLoaded from={found} lines={2}>
        {({ open, before, people }) => (
          <div class="stack">
            <Open reports={open} onAsk={(one) => (asked.value = one)} />
            {before.length > 0 && (
              <section class="stack tight">
                <h4>{t("settled.before")}</h4>
                <ul class="report-list before">
                  {before.map((report) => (
                    <li key={report.id}>
                      <Said report={report} />
                      <Decided report={report} people={people} />
                    </li>
                  ))}
                </ul>
              </section>
            )}
          </div>
        )}
      </WithLoaded>
      {now && (
        <SettleDialog
          report={now.report}
          outcome={now.outcome}
          others={alike(found.value.value?.open ?? [], now.report).length}
          onSettle={(note, withOthers) => settleAll(now, note, withOthers)}
          onClose={close}
          onReload={() => {
            close();
            found.reload();
          }}
        />
      )}
    </div>
  );
}

function Open({ reports, onAsk }: { reports: Report[]; onAsk: (asked: Asked) => void }) {
  if (reports.length === 0) return <p class="note">{t("report.none")}</p>;
  return (
    <ul class="report-list">
      {reports.map((report) => (
        <li key={report.id}>
          <Said report={report} />
          {may("owner", "editor") && (
            <div class="row">
              <Button onClick={() => onAsk({ report, outcome: "confirmed" })}>
                {t("report.right")}
              </Button>
              <Button onClick={() => onAsk({ report, outcome: "rejected" })}>
                {t("report.wrong")}
              </Button>
            </div>
          )}
        </li>
      ))}
    </ul>
  );
}
