import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import "./sheets.css";
import { listDetours } from "../../api/itineraries";
import type { Detour, Itinerary } from "../../api/types";
import { language, t } from "../../i18n";
import { duration } from "../../i18n/format";
import { characterOf } from "../../map/stamps";
import { withDetour } from "../../plan/order";
import { isLesser } from "../../plan/view";
import { Button, Switch } from "../../ui/controls";
import { into } from "../../ui/into";
import { Bones, Callout, Failed, Tag } from "../../ui/pieces";
import { say } from "../../ui/toasts";
import { WithoutPlan } from "../plan/PlanFailed";
import { ViewHead } from "../shell/ViewHead";
import { regionCategories } from "../state/around";
import { type Load, load, loaded } from "../state/load";
import { categoryName } from "../state/places";
import { closeView, openView } from "../state/route";
import { days, edit, itinerary, order, putOrder } from "../state/trip";

const STEP_MINUTES = 15;
const MOST_MINUTES = 120;

export function DetoursView() {
  const plan = loaded(itinerary);
  return (
    <div class="stack">
      <div>
        <ViewHead title={t("detours.title")} />
        <p class="note">{t("detours.lead")}</p>
      </div>
      {plan ? <Wishes plan={plan} /> : <WithoutPlan />}
    </div>
  );
}

function Wishes({ plan }: { plan: Itinerary }) {
  const minutes = useSignal(45);
  const category = useSignal("");
  const within = useSignal(false);
  const found = useSignal<Load<Detour[]>>({ state: "loading" });
  const ask = () => {
    const wish = {
      minutes: minutes.value,
      categories: category.value ? [category.value] : [],
      withinDay: within.value,
    };
    void load(found, () => listDetours(plan.id, wish));
  };
  useEffect(ask, [plan.id, minutes.value, category.value, within.value, language.value]);
  const chip = (code: string, label: string) => (
    <button
      type="button"
      class={code ? "chip" : "chip plain"}
      key={code}
      aria-pressed={category.value === code}
      onClick={() => {
        category.value = code;
      }}
    >
      {code && (
        <span class="stamp" lang="ja" aria-hidden="true">
          {characterOf(code)}
        </span>
      )}
      {label}
    </button>
  );
  return (
    <>
      <div class="scroll-chips">
        {chip("", t("detours.all"))}
        {(loaded(regionCategories) ?? []).map(({ code }) => chip(code, categoryName(code)))}
      </div>
      <label class="field">
        <span class="label">{t("detours.minutes", { minutes: minutes.value })}</span>
        <input
          class="slider"
          type="range"
          min={STEP_MINUTES}
          max={MOST_MINUTES}
          step={STEP_MINUTES}
          value={minutes.value}
          onChange={(event) => {
            minutes.value = Number(event.currentTarget.value);
          }}
        />
      </label>
      <Switch label={t("detours.within")} checked={within.value} onChange={into(within)} />
      <Found found={found.value} onRetry={ask} />
    </>
  );
}

function Found({ found, onRetry }: { found: Load<Detour[]>; onRetry: () => void }) {
  if (found.state === "failed") return <Failed failure={found.failure} onRetry={onRetry} />;
  if (found.state !== "there") return <Bones lines={3} tall />;
  const planned = new Set(days.value.flatMap((day) => day.stops.map((stop) => stop.spotId)));
  const shown = found.value.filter((detour) => !planned.has(detour.spot_id));
  if (shown.length === 0) return <Callout tone="plain">{t("detours.none")}</Callout>;
  return (
    <ul class="offers" aria-live="polite">
      {shown.map((detour) => (
        <li key={detour.spot_id}>
          <Offer detour={detour} />
        </li>
      ))}
    </ul>
  );
}

function placeOf(detour: Detour): string {
  const before = days.value[detour.day - 1]?.stops.find(
    (stop) => stop.spotId === detour.after_spot_id,
  );
  if (!detour.after_spot_id || !before) return t("detours.first");
  return t("detours.after", { name: before.name });
}

function Offer({ detour }: { detour: Detour }) {
  const lesser = isLesser(detour.renown);
  const add = () => {
    const before = order.value;
    edit((kept) => withDetour(kept, detour));
    closeView();
    say(t("edit.added", { name: detour.name }), {
      label: t("app.undo"),
      run: () => putOrder(before),
    });
  };
  return (
    <article class="offer">
      <div class="offer-head">
        <span class={`stamp ${lesser ? "lesser round" : ""}`} lang="ja" aria-hidden="true">
          {characterOf(detour.category)}
        </span>
        <div class="grow">
          <h3>
            <button type="button" class="tl-link" onClick={() => openView("spot", detour.spot_id)}>
              {detour.name}
            </button>
          </h3>
          <p class="note">
            {categoryName(detour.category)} · {placeOf(detour)}
          </p>
        </div>
        <Tag tone="leaf" icon="clock">
          {t("detours.adds", { duration: duration(Math.max(60, detour.added_s)) })}
        </Tag>
      </div>
      {detour.why.length > 0 && <p class="why">{detour.why.join(t("list.and"))}</p>}
      <div class="row">
        <span class="note">
          {detour.late_s > 0 && t("detours.late", { duration: duration(detour.late_s) })}
        </span>
        <Button icon="plus" onClick={add}>
          {t("detours.add")}
        </Button>
      </div>
    </article>
  );
}
