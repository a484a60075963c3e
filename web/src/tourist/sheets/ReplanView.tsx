import { useSignal } from "@preact/signals";
import "./sheets.css";
import { replan } from "../../api/itineraries";
import type { Itinerary, Position, ReplanRequest } from "../../api/types";
import { t } from "../../i18n";
import { clockIn, todayIn } from "../../plan/wall";
import { Button, Field } from "../../ui/controls";
import { Icon } from "../../ui/Icon";
import { into } from "../../ui/into";
import { Failed } from "../../ui/pieces";
import { say } from "../../ui/toasts";
import { useSending } from "../../ui/useSending";
import { WithoutPlan } from "../plan/PlanFailed";
import { nameOf } from "../plan/stopProps";
import { ViewHead } from "../shell/ViewHead";
import { loaded } from "../state/load";
import { map, mapState, pickOnMap } from "../state/map";
import { region } from "../state/places";
import { findPosition } from "../state/position";
import { openPlan } from "../state/route";
import { adopt, days, itinerary, request } from "../state/trip";

const REASONS = ["late", "rain", "closed", "other"] as const;
type Reason = (typeof REASONS)[number];

export function ReplanView() {
  const plan = loaded(itinerary);
  return (
    <div class="stack">
      <div>
        <ViewHead title={t("replan.title")} />
        <p class="note">{t("replan.lead")}</p>
      </div>
      {plan ? <Form plan={plan} /> : <WithoutPlan />}
    </div>
  );
}

/** Where the trip would be now by its own clock; before or after it, the start of a day. */
function expected(now: number): { day: number; done: string[]; at: Position | null } {
  for (const [number, day] of days.value.entries()) {
    const end = Date.parse(day.end.time ?? "");
    if (Number.isFinite(end) && now > end && number + 1 < days.value.length) continue;
    const done = day.stops.filter((stop) => stop.leave && Date.parse(stop.leave) <= now);
    const at = done.at(-1)?.location ?? day.start.at;
    return { day: number, done: done.map((stop) => stop.key), at: { lat: at.lat, lon: at.lon } };
  }
  return { day: 0, done: [], at: null };
}

/** A clock time on a day of the trip, with the offset that the plan itself uses. */
export function momentOn(day: string, time: string, like: string | null | undefined): string {
  const offset = /([+-]\d\d:\d\d|Z)$/.exec(like ?? "")?.[1] ?? "+09:00";
  return `${day}T${time}:00${offset}`;
}

function Form({ plan }: { plan: Itinerary }) {
  const today = expected(Date.now());
  const day = days.value[today.day];
  // The clock of the place, whatever the device's says.
  const zone = region.value?.time_zone;
  const isNow = day?.date === todayIn(zone);
  const reason = useSignal<Reason>("late");
  const at = useSignal<{ point: Position; how: "known" | "picked" } | null>(null);
  const time = useSignal(isNow ? clockIn(zone) : (day?.start.time ?? ""));
  const end = useSignal("");
  const done = useSignal<Set<string>>(new Set(today.done));
  const { busy, failure, run } = useSending();
  const stops = day?.stops.filter((stop) => stop.spotId ?? stop.slotId) ?? [];

  const locate = async () => {
    const point = await findPosition();
    if (!point) return say(t("ask.place.denied"));
    at.value = { point, how: "known" };
    map.value?.showHere(point);
  };
  const pick = async () => {
    const point = await pickOnMap("here", at.value?.point ?? today.at);
    if (!point) return;
    at.value = { point, how: "picked" };
    map.value?.showHere(point);
  };
  const submit = async () => {
    const point = at.value?.point ?? today.at;
    if (!point || !day) return;
    const body: ReplanRequest = {
      at: point,
      now: momentOn(day.date, time.value, day.stops[0]?.begin),
      reason: reason.value,
    };
    if (end.value) body.end_time = end.value;
    if (stops.length > 0)
      body.done = stops.filter((s) => done.value.has(s.key)).map((s) => s.spotId ?? s.slotId ?? "");
    await run(async () => {
      const fresh = await replan(plan.id, body);
      adopt(fresh, request.value);
      openPlan(fresh.id, true);
      say(t("replan.done.toast"));
    });
  };

  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <fieldset>
        <legend>{t("replan.why")}</legend>
        <div class="big-choices">
          {REASONS.map((one) => (
            <button
              type="button"
              class="chip plain"
              key={one}
              aria-pressed={reason.value === one}
              onClick={() => {
                reason.value = one;
              }}
            >
              {t(`replan.${one}`)}
            </button>
          ))}
        </div>
      </fieldset>
      <fieldset>
        <legend>{t("replan.where")}</legend>
        <div class="row">
          <Button icon="locate" onClick={() => void locate()}>
            {t("replan.here")}
          </Button>
          {mapState.value === "there" && (
            <Button icon="map" onClick={() => void pick()}>
              {t("replan.map")}
            </Button>
          )}
          <span role="status" class="note">
            {at.value ? (
              <>
                <Icon name="check" small /> {t(`replan.${at.value.how}`)}
              </>
            ) : (
              t("replan.unknown")
            )}
          </span>
        </div>
      </fieldset>
      <div class="row">
        <Field
          name="now"
          type="time"
          label={t("replan.time")}
          value={time.value}
          onInput={into(time)}
        />
        <Field
          name="end"
          type="time"
          label={t("replan.end")}
          value={end.value}
          onInput={into(end)}
        />
      </div>
      {stops.length > 0 && (
        <fieldset class="checks">
          <legend>{t("replan.done")}</legend>
          {stops.map((stop) => (
            <label key={stop.key}>
              <input
                type="checkbox"
                checked={done.value.has(stop.key)}
                onChange={(event) => {
                  const kept = new Set(done.value);
                  if (event.currentTarget.checked) kept.add(stop.key);
                  else kept.delete(stop.key);
                  done.value = kept;
                }}
              />
              {nameOf(stop)}
            </label>
          ))}
        </fieldset>
      )}
      {failure.value !== null && <Failed failure={failure.value} />}
      <Button kind="primary" wide tall submit busy={busy.value}>
        {t("replan.submit")}
      </Button>
    </form>
  );
}
