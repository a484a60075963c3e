import { useRef } from "preact/hooks";
import type { Leg } from "../../api/types";
import { t } from "../../i18n";
import { clock, distance, duration } from "../../i18n/format";
import { moved } from "../../plan/order";
import type { DayView } from "../../plan/view";
import { Icon } from "../../ui/Icon";
import { Callout } from "../../ui/pieces";
import { say } from "../../ui/toasts";
import { edit, order, putOrder } from "../state/trip";
import { dragToReorder } from "./drag";
import { Stop } from "./Stop";
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
    dragToReorder(event, list.current, key, (from, to) => moveStop(day, number, from, to));
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
