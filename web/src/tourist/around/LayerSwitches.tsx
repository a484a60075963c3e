/** What else the map can show: events of a day, toilets, shelters. */
import type { Event } from "../../api/types";
import { t } from "../../i18n";
import { longDate } from "../../i18n/format";
import { Switch } from "../../ui/controls";
import { Failed } from "../../ui/pieces";
import { amenities, dayShown, events, type Layers, layers } from "../state/around";
import { loaded } from "../state/load";
import { openView } from "../state/route";
import { whenOf } from "./EventView";

function set(change: Partial<Layers>): void {
  layers.value = { ...layers.value, ...change };
}

export function LayerSwitches() {
  const { events: ofDay, toilet, shelter } = layers.value;
  return (
    <section class="card" aria-label={t("around.layers")}>
      <Switch
        label={t("around.events")}
        hint={longDate(dayShown.value)}
        checked={ofDay}
        onChange={(on) => set({ events: on })}
      />
      {ofDay && <Events />}
      <Switch
        label={t("around.toilets")}
        {...hintOf("toilet")}
        checked={toilet}
        onChange={(on) => set({ toilet: on })}
      />
      <Switch
        label={t("around.shelters")}
        {...hintOf("shelter")}
        checked={shelter}
        onChange={(on) => set({ shelter: on })}
      />
    </section>
  );
}

/** That there are none is said only where somebody asked. */
function hintOf(kind: "toilet" | "shelter"): { hint?: string } {
  const { state, items } = amenities[kind].found.value;
  if (!layers.value[kind] || state !== "there") return {};
  return {
    hint: items.length > 0 ? t("around.found", { count: items.length }) : t("around.noneHere"),
  };
}

function Events() {
  const found = events.value;
  if (found.state === "failed") return <Failed failure={found.failure} />;
  const list: Event[] = loaded(events) ?? [];
  return (
    <ul class="place-list" aria-live="polite">
      {found.state === "there" && list.length === 0 && <li class="note">{t("around.noEvents")}</li>}
      {list.map((event) => (
        <li key={event.id}>
          <button type="button" class="place-row" onClick={() => openView("event", event.id)}>
            <span class="stamp extra" lang="ja" aria-hidden="true">
              祭
            </span>
            <span class="grow">
              <strong>{event.name}</strong>
              <span class="note block">
                {whenOf(event)}
                {event.place_name && ` · ${event.place_name}`}
              </span>
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}
