import { t } from "../../i18n";
import { momentHere } from "../../i18n/format";
import { online, unsentCount } from "../../offline/status";
import { Icon } from "../../ui/Icon";
import { keptSince, keptWhy } from "../state/trip";

const WHY = { away: "net.offline", gone: "net.gone", trouble: "net.trouble" } as const;

/** Says when the network is away, and what waits to be sent. */
export function NetworkLine() {
  const since = keptSince.value;
  const waits = unsentCount.value;
  const away = !online.value || since !== null;
  return (
    <div aria-live="polite">
      {(away || waits > 0) && (
        <div class="network-line">
          <Icon name="away" />
          <span>
            {away && t(WHY[keptWhy.value ?? "away"])}
            {since && t("net.stale", { time: momentHere(since) })}
            {waits > 0 && ` ${t("net.queued", { count: waits })}`}
          </span>
        </div>
      )}
    </div>
  );
}
