import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Itinerary } from "../../api/types";
import { t } from "../../i18n";
import { megabytes } from "../../i18n/format";
import { read } from "../../offline/db";
import { canPack, markPacked, type Progress, packTrip } from "../../offline/pack";
import { Button } from "../../ui/controls";
import { Callout } from "../../ui/pieces";
import { bookings, fetchTicket } from "../state/bookings";
import { keepTrip } from "../state/trip";

/** Put the trip on the device, with a visible state. */
export function OfflinePack({ plan }: { plan: Itinerary }) {
  const kept = useSignal<{ bytes: number } | null>(null);
  const progress = useSignal<Progress | null>(null);
  const busy = useSignal(false);
  const refused = useSignal(false);
  useEffect(() => {
    void read((db) => db.get("trips", plan.id)).then((trip) => {
      kept.value = trip?.pack ?? null;
    });
  }, [plan.id]);
  const pack = async () => {
    busy.value = true;
    refused.value = false;
    try {
      await packAll();
    } catch (cause) {
      // Private windows and blocked cookies: what the browser offers, it may still refuse.
      console.warn(cause);
      refused.value = true;
    } finally {
      busy.value = false;
    }
  };
  const packAll = async () => {
    await keepTrip();
    const done = await packTrip(plan, (now) => {
      progress.value = now;
    });
    await Promise.all(
      bookings.value.filter((one) => !one.ticket).map((one) => fetchTicket(one.id)),
    );
    progress.value = done;
    if (done.failed > 0) return;
    const mark = { bytes: done.bytes, at: new Date().toISOString() };
    if (!(await markPacked(plan.id, mark))) refused.value = true;
    else kept.value = mark;
  };
  const now = progress.value;
  return (
    <section class="stack tight">
      <h3>{t("share.offline")}</h3>
      <p class="note">{t("share.offline.hint")}</p>
      {!canPack() && <Callout tone="plain">{t("share.offline.none")}</Callout>}
      {canPack() && (
        <>
          <div role="status">
            {busy.value && now && (
              <>
                <p>{t("share.offline.getting", { done: now.done, total: now.total })}</p>
                <progress max={now.total} value={now.done} />
              </>
            )}
            {!busy.value && now && now.failed > 0 && (
              <Callout tone="bad" icon="alert">
                {t("share.offline.failed", { count: now.failed })}
              </Callout>
            )}
            {refused.value && (
              <Callout tone="bad" icon="alert">
                {t("share.offline.refused")}
              </Callout>
            )}
            {!busy.value && !refused.value && kept.value && (
              <Callout tone="good" icon="check">
                {t("share.offline.done", { size: megabytes(kept.value.bytes) })}
              </Callout>
            )}
          </div>
          <div>
            <Button icon="download" busy={busy.value} onClick={() => void pack()}>
              {kept.value ? t("share.offline.again") : t("share.offline.get")}
            </Button>
          </div>
        </>
      )}
    </section>
  );
}
