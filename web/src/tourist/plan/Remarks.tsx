import type { Itinerary } from "../../api/types";
import { t } from "../../i18n";
import { Icon } from "../../ui/Icon";
import { check } from "../state/check";
import { openPlan, openView } from "../state/route";
import { order } from "../state/trip";

/** Below the day: what to check, what did not fit, and whom to thank for the data. */
export function Remarks({ plan }: { plan: Itinerary }) {
  const loose = order.value
    ? (check.value?.violations.filter((one) => one.day === null && !one.spot_id) ?? [])
    : [];
  return (
    <div class="remarks">
      {loose.map((one) => (
        <p key={one.rule} class="callout bad">
          {one.message}
        </p>
      ))}
      {plan.warnings.length > 0 && (
        <details class="fold" open={plan.warnings.length <= 2}>
          <summary>
            <Icon name="info" />
            {t("plan.warnings.count", { count: plan.warnings.length })}
          </summary>
          <ul>
            {plan.warnings.map((warning) => (
              <li key={`${warning.code} ${warning.spot_id} ${warning.slot_id}`}>
                {warning.message}
              </li>
            ))}
          </ul>
        </details>
      )}
      {plan.skipped.length > 0 && (
        <details class="fold">
          <summary>{t("plan.skipped", { count: plan.skipped.length })}</summary>
          <ul>
            {plan.skipped.map((spot) => (
              <li key={spot.spot_id}>
                <button
                  type="button"
                  class="text-link"
                  onClick={() => openView("spot", spot.spot_id)}
                >
                  {spot.name}
                </button>
                <span class="note block">{spot.message}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
      {plan.replaces && (
        <button type="button" class="text-link" onClick={() => openPlan(plan.replaces ?? "")}>
          {t("plan.replaced")}
        </button>
      )}
      <p class="note">
        {t("plan.attribution")}: {plan.attribution.join(" · ")}
      </p>
    </div>
  );
}
