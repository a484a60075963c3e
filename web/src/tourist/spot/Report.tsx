import { useSignal } from "@preact/signals";
import type { ReportKind } from "../../api/types";
import { t } from "../../i18n";
import { sendReport } from "../../offline/queue";
import { Icon } from "../../ui/Icon";
import { told } from "../../ui/pieces";

const KINDS: readonly Exclude<ReportKind, "other">[] = ["closed", "moved", "wrong_hours"];

/** One tap tells the place's keepers that something is not as described. */
export function Report({ spotId }: { spotId: string }) {
  const answer = useSignal("");
  const busy = useSignal(false);
  const send = async (kind: ReportKind) => {
    busy.value = true;
    try {
      answer.value = (await sendReport(spotId, kind))
        ? t("spot.report.thanks")
        : t("spot.report.queued");
    } catch (failure) {
      answer.value = told(failure);
    }
    busy.value = false;
  };
  return (
    <section class="report">
      <h3>{t("spot.report")}</h3>
      {!answer.value && (
        <div class="chips">
          {KINDS.map((kind) => (
            <button
              type="button"
              class="chip plain"
              key={kind}
              aria-disabled={busy.value}
              onClick={() => !busy.value && void send(kind)}
            >
              {t(`spot.report.${kind}`)}
            </button>
          ))}
        </div>
      )}
      <p role="status" class="report-answer">
        {answer.value && (
          <>
            <Icon name="check" small /> {answer.value}
          </>
        )}
      </p>
    </section>
  );
}
