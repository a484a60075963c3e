import { useRef } from "preact/hooks";
import type { Leg } from "../../api/types";
import { t } from "../../i18n";
import { clock, distance, duration } from "../../i18n/format";
import { movedToDay, withLunch } from "../../plan/betweenDays";
import { moved } from "../../plan/order";
import type { DayView, StopView } from "../../plan/view";
import { Button } from "../../ui/controls";
import { Icon } from "../../ui/Icon";
import { Callout } from "../../ui/pieces";
import { say } from "../../ui/toasts";
import { activeDay, edit, order, putOrder } from "../state/trip";
import { dragToReorder } from "./drag";
import { nameOf, Stop } from "./Stop";
import { ViolationNote } from "./ViolationNote";

/** Move a stop within its day and say so; parked cars are no stops of an own order. */
export function moveStop(day: DayView, number: number, from: number, to: number): void {
  const movable = day.stops.filter((stop) => stop.kind !== "parking");
  const stop = movable[from];
  if (!stop || to < 0 || to >= movable.length || to === from) return;
  const before = order.value;
  edit((kept) => moved(kept, number, from, to));
  say(t("edit.moved", { name: stop.name, number: to + 1 }), {
    label: t("app.undo"),
    run: () => putOrder(before),
  });
}

/** Move a stop to another day, show that day, and leave the focus on the stop. */
export function moveToDay(stop: StopView, to: number): void {
  const before = order.value;
  const from = activeDay.value;
  edit((kept) => movedToDay(kept, stop.key, to));
  activeDay.value = to;
  say(t("edit.toDay.done", { name: nameOf(stop), number: to + 1 }), {
    label: t("app.undo"),
    run: () => {
      putOrder(before);
      activeDay.value = from;
    },
  });
  requestAnimationFrame(() =>
    document
      .querySelector<HTMLElement>(`.day:not([hidden]) [data-stop="${stop.key}"] .grip`)
      ?.focus(),
  );
}

/** Keep an hour for lunch where the day has none. */
function LunchButton({ day, number }: { day: DayView; number: number }) {
  if (day.stops.length === 0 || day.stops.some((stop) => stop.kind === "lunch")) return null;
  const movable = day.stops.filter((stop) => stop.kind !== "parking");
  const add = () => {
    const before = order.value;
    const leaves = movable.map((stop) => stop.leave && clock(stop.leave));
    edit((kept) => withLunch(kept, number, leaves));
    say(t("edit.lunch.done"), { label: t("app.undo"), run: () => putOrder(before) });
  };
  return (
    <div class="row">
      <Button icon="plus" onClick={add}>
        {t("edit.lunch")}
      </Button>
    </div>
  );
}

interface TimelineProps {
  day: DayView;
  number: number;
  currency: string;
}

export function Timeline({ day, number, currency }: TimelineProps) {
  const list = useRef<HTMLOListElement>(null);
  const movable = day.stops.filter((stop) => stop.kind !== "parking");
  const grab = (event: PointerEvent, key: string) => {
    if (!list.current) return;
    const stop = day.stops.find((one) => one.key === key);
    dragToReorder(event, list.current, key, {
      within: (from, to) => moveStop(day, number, from, to),
      onDay: (to) => stop && to !== number && moveToDay(stop, to),
    });
  };
  return (
    <>
      {day.violations.map((violation) => (
        <ViolationNote key={violation.rule} violation={violation} />
      ))}
      {day.stops.length === 0 && <Callout>{t("plan.empty")}</Callout>}
      <ol class="timeline" ref={list}>
        <li class="tl-end">
          <span class="tl-time clock">{day.start.time}</span>
          <span class="tl-node" />
          <span class="tl-name">{t("plan.start")}</span>
        </li>
        {day.stops.map((stop, index) => (
          <Stop
            key={stop.key}
            stop={stop}
            leg={day.legs[index] ?? null}
            day={day}
            dayNumber={number}
            position={movable.indexOf(stop)}
            count={movable.length}
            currency={currency}
            onGrab={grab}
          />
        ))}
        <li class="tl-last">
          <Way leg={day.legs.at(-1) ?? null} />
          <div class="tl-end">
            <span class="tl-time clock">{day.end.time ? clock(day.end.time) : "–"}</span>
            <span class="tl-node end" />
            <span class="tl-name">{t("plan.end")}</span>
          </div>
        </li>
      </ol>
      <LunchButton day={day} number={number} />
    </>
  );
}

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
