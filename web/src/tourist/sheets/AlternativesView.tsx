import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import "./sheets.css";
import { plan as makePlan } from "../../api/itineraries";
import type { Alternative, Itinerary } from "../../api/types";
import { maybe, t } from "../../i18n";
import { duration } from "../../i18n/format";
import { baseRequest } from "../../plan/anew";
import { orderOf } from "../../plan/order";
import { Button } from "../../ui/controls";
import { Bones, Callout, Failed } from "../../ui/pieces";
import { WithoutPlan } from "../plan/PlanFailed";
import { ViewHead } from "../shell/ViewHead";
import { type Load, load, loaded } from "../state/load";
import { openPlan } from "../state/route";
import { itinerary, request } from "../state/trip";

/** Plans that were made together stay together, however often the sheet is opened. */
const made = new Map<string, Alternative[]>();

async function alternativesOf(plan: Itinerary): Promise<Alternative[]> {
  const before = plan.alternatives.length > 0 ? plan.alternatives : made.get(plan.id);
  if (before) return before;
  const base = baseRequest(plan, orderOf(plan, request.value), request.value);
  const fresh = await makePlan({ ...base, alternatives: 3 });
  made.set(plan.id, fresh.alternatives);
  return fresh.alternatives;
}

export function AlternativesView() {
  const plan = loaded(itinerary);
  const found = useSignal<Load<Alternative[]>>({ state: "loading" });
  const ask = () => {
    if (plan) void load(found, () => alternativesOf(plan));
  };
  useEffect(ask, [plan?.id]);
  const shown = found.value;
  return (
    <div class="stack">
      <div>
        <ViewHead title={t("alternatives.title")} />
        <p class="note">{t("alternatives.lead")}</p>
      </div>
      {shown.state === "failed" && <Failed failure={shown.failure} onRetry={ask} />}
      {!plan && <WithoutPlan />}
      {plan && shown.state === "loading" && <Bones lines={3} tall />}
      {shown.state === "there" && shown.value.length === 0 && (
        <Callout tone="plain">{t("alternatives.none")}</Callout>
      )}
      {shown.state === "there" && (
        <ul class="offers">
          {shown.value.map((one) => (
            <li key={one.id} class="offer">
              <h3>{maybe(`alternatives.${one.character}`) ?? one.label}</h3>
              <div class="row">
                <span class="note">
                  {t("alternatives.facts", {
                    visits: one.visits,
                    travel: duration(one.travel_s),
                  })}
                </span>
                <Button onClick={() => openPlan(one.id)}>{t("alternatives.open")}</Button>
              </div>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
