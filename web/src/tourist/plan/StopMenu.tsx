import { t } from "../../i18n";
import { clock } from "../../i18n/format";
import { anotherInstead } from "../../plan/anew";
import { lockedAt, without } from "../../plan/order";
import { Button } from "../../ui/controls";
import { say } from "../../ui/toasts";
import { loaded } from "../state/load";
import { startPlanning } from "../state/planning";
import { days, edit, itinerary, order, putOrder, request } from "../state/trip";
import { moveStop, moveToDay } from "./moves";
import { nameOf, type StopProps } from "./stopProps";

/** What can be done to a stop without dragging. */
export function StopMenu(props: StopProps & { onDone: () => void }) {
  const { stop, day, dayNumber, position, count, onDone } = props;
  const name = nameOf(stop);
  const lockable = stop.kind === "spot" && stop.begin !== null;
  const act = (work: () => void) => () => {
    work();
    onDone();
  };
  return (
    <div class="stop-menu" role="group" aria-label={name}>
      {position > 0 && (
        <Button icon="up" onClick={() => moveStop(day, dayNumber, position, position - 1)}>
          <span class="sr">{t("edit.up", { name })}</span>
        </Button>
      )}
      {position < count - 1 && (
        <Button icon="down" onClick={() => moveStop(day, dayNumber, position, position + 1)}>
          <span class="sr">{t("edit.down", { name })}</span>
        </Button>
      )}
      {lockable && (
        <Button icon={stop.locked ? "unlock" : "lock"} onClick={act(() => toggleLock(props))}>
          {stop.locked ? t("edit.unlock") : t("edit.lock")}
        </Button>
      )}
      {days.value.length > 1 &&
        days.value.map(
          (other, to) =>
            to !== dayNumber && (
              <Button key={other.date} icon="calendar" onClick={act(() => moveToDay(stop, to))}>
                {t("edit.toDay", { number: to + 1 })}
              </Button>
            ),
        )}
      <Button icon="trash" onClick={act(() => remove(props))}>
        {t("edit.remove")}
      </Button>
    </div>
  );
}

function toggleLock({ stop }: StopProps): void {
  if (!stop.begin) return;
  const name = nameOf(stop);
  const begin = stop.locked ? null : clock(stop.begin);
  const before = order.value;
  edit((kept) => lockedAt(kept, stop.key, begin));
  say(begin ? t("edit.locked", { name, time: begin }) : t("edit.unlocked", { name }), {
    label: t("app.undo"),
    run: () => putOrder(before),
  });
}

function remove({ stop }: StopProps): void {
  const before = order.value;
  edit((kept) => without(kept, stop.key));
  const undo = { label: t("app.undo"), run: () => putOrder(before) };
  const instead = { label: t("edit.another"), run: () => findAnother(stop.spotId) };
  say(t("edit.removed", { name: nameOf(stop) }), undo, ...(stop.spotId ? [instead] : []));
}

function findAnother(spotId: string | null): void {
  const plan = loaded(itinerary);
  if (plan && order.value && spotId)
    void startPlanning(anotherInstead(plan, order.value, request.value, spotId));
}
