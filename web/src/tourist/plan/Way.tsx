import type { Leg } from "../../api/types";
import { t } from "../../i18n";
import { distance, duration } from "../../i18n/format";
import { Icon } from "../../ui/Icon";

const MOST_STREETS = 2;
const NEXT_DOOR_M = 15;

/** The way to the next stop, told between the two. */
export function Way({ leg }: { leg: Leg | null }) {
  if (!leg) return <p class="way" />;
  if (leg.distance_m < NEXT_DOOR_M) return <p class="way near" />;
  const taken = t(`plan.leg.${leg.mode}`, { duration: duration(leg.duration_s) });
  const streets = leg.streets.slice(0, MOST_STREETS).join(" → ");
  return (
    <p class={`way ${leg.mode} ${leg.estimated ? "estimated" : ""}`}>
      <Icon name={leg.mode === "drive" ? "car" : "walk"} small />
      <span>
        {leg.estimated && `${t("plan.leg.estimated")} `}
        {taken}
        <span class="far">
          {" · "}
          {distance(leg.distance_m)}
          {streets && ` · ${streets}`}
        </span>
      </span>
    </p>
  );
}
