import { useRef } from "preact/hooks";
import { t } from "../../i18n";
import { clock } from "../../i18n/format";
import { withLunch } from "../../plan/betweenDays";
import type { DayView } from "../../plan/view";
import { Button } from "../../ui/controls";
import { Callout } from "../../ui/pieces";
import { say } from "../../ui/toasts";
import { openAsk } from "../state/route";
import { edit, order, putOrder } from "../state/trip";
import { dragToReorder } from "./drag";
import { moveStop, moveToDay } from "./moves";
import { Stop } from "./Stop";
import { ViolationNote } from "./ViolationNote";
import { Way } from "./Way";

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

function NothingFits() {
  return (
    <Callout>
      <p>{t("plan.empty")}</p>
      <Button onClick={openAsk}>{t("planning.edit")}</Button>
    </Callout>
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
      {day.stops.length === 0 && <NothingFits />}
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
