import { language, t } from "../../i18n";
import { online, unsentCount } from "../../offline/status";
import { Icon } from "../../ui/Icon";
import { keptSince } from "../state/trip";

function moment(iso: string): string {
  const options = { month: "numeric", day: "numeric", hour: "numeric", minute: "2-digit" } as const;
  return new Intl.DateTimeFormat(language.value, options).format(new Date(iso));
}

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
            {away && t("net.offline")}
            {since && ` ${t("net.stale", { time: moment(since) })}`}
            {waits > 0 && ` ${t("net.queued", { count: waits })}`}
          </span>
        </div>
      )}
    </div>
  );
}
