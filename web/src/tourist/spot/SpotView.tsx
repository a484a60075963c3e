import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import "./spot.css";
import type { Position, Spot } from "../../api/types";
import { language, t } from "../../i18n";
import { characterOf } from "../../map/stamps";
import { withSpot } from "../../plan/order";
import { isLesser } from "../../plan/view";
import { Button } from "../../ui/controls";
import { LongText } from "../../ui/LongText";
import { Bones, Callout, Failed, Tag } from "../../ui/pieces";
import { say } from "../../ui/toasts";
import { ViewHead } from "../shell/ViewHead";
import { type Load, load } from "../state/load";
import { useChosenPlace } from "../state/map";
import { categoryName, findSpot } from "../state/places";
import { closeView, route } from "../state/route";
import { activeDay, days, edit, order, putOrder } from "../state/trip";
import { Photos } from "./Photos";
import { Report } from "./Report";
import { SpotFacts, SpotNotices } from "./SpotFacts";

export function SpotView({ id }: { id: string }) {
  const spot = useSignal<Load<Spot>>({ state: "loading" });
  const ask = () => void load(spot, () => findSpot(id));
  useEffect(ask, [id, language.value]);
  const shown = spot.value;
  useChosenPlace(shown.state === "there" ? placeOf(shown.value) : null);
  return (
    <article class="spot stack">
      <ViewHead title={titleOf(shown)} />
      {shown.state === "there" && <Shown spot={shown.value} />}
      {shown.state === "failed" && (
        <Failed title={t("spot.failed")} failure={shown.failure} onRetry={ask} />
      )}
      {shown.state === "loading" && <Bones lines={4} tall />}
    </article>
  );
}

function placeOf({ geometry: { coordinates } }: Spot): Position {
  const [lon = 0, lat = 0] = coordinates;
  return { lat, lon };
}

function titleOf(shown: Load<Spot>): string {
  if (shown.state === "there") return shown.value.properties.name;
  return shown.state === "failed" ? t("spot.title") : t("app.loading");
}

function Shown({ spot }: { spot: Spot }) {
  const facts = spot.properties;
  return (
    <>
      <div>
        <div class="tags">
          {facts.categories.map((code) => (
            <Tag key={code}>
              <span class="tag-seal" lang="ja" aria-hidden="true">
                {characterOf(code)}
              </span>
              {categoryName(code)}
            </Tag>
          ))}
          {isLesser(facts.renown) && (
            <Tag tone="kaki" icon="sprout">
              {t("plan.lesser")}
            </Tag>
          )}
          {facts.machine_translated && <Tag>{t("spot.machine")}</Tag>}
        </div>
      </div>
      {facts.reported && <Callout icon="alert">{t("spot.reported")}</Callout>}
      <SpotNotices spotId={spot.id} />
      <Photos photos={facts.photos} />
      <LongText text={facts.description} />
      {route.value.planId && <AddToTrip spot={spot} />}
      <SpotFacts facts={facts} />
      <Report spotId={spot.id} />
      <p class="note">
        {t("spot.source")}: {facts.attribution}
      </p>
    </>
  );
}

function AddToTrip({ spot }: { spot: Spot }) {
  if (days.value.some((day) => day.stops.some((stop) => stop.spotId === spot.id)))
    return (
      <Callout tone="good" icon="check">
        {t("spot.inPlan")}
      </Callout>
    );
  const add = () => {
    const before = order.value;
    edit((kept) => withSpot(kept, activeDay.value, spot));
    closeView();
    say(t("edit.added", { name: spot.properties.name }), {
      label: t("app.undo"),
      run: () => putOrder(before),
    });
  };
  return (
    <Button kind="primary" icon="plus" wide onClick={add}>
      {t("spot.add")}
    </Button>
  );
}
