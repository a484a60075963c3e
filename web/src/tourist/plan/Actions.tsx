import type { Itinerary } from "../../api/types";
import { type Key, t } from "../../i18n";
import { Icon, type IconName } from "../../ui/Icon";
import { openView } from "../state/route";

const ACTIONS: readonly [view: string, key: Key, icon: IconName][] = [
  ["detours", "actions.add", "sprout"],
  ["experiences", "actions.experiences", "hands"],
  ["replan", "actions.replan", "refresh"],
  ["alternatives", "actions.alternatives", "spark"],
  ["share", "actions.share", "share"],
];

export function Actions({ plan }: { plan: Itinerary }) {
  return (
    <ul class="actions" data-plan={plan.id}>
      {ACTIONS.map(([view, key, icon]) => (
        <li key={view}>
          <button type="button" class="chip plain" onClick={() => openView(view)}>
            <Icon name={icon} small />
            {t(key)}
          </button>
        </li>
      ))}
    </ul>
  );
}
