import { useState } from "preact/hooks";
import type { Leg } from "../../api/types";
import { maybe, t } from "../../i18n";
import { clock, duration, money } from "../../i18n/format";
import { characterOf } from "../../map/stamps";
import type { StopView } from "../../plan/view";
import { IconButton } from "../../ui/controls";
import { Icon } from "../../ui/Icon";
import { Tag } from "../../ui/pieces";
import { hoursInWords } from "../spot/hours";
import { loaded } from "../state/load";
import { categoryName, knownSpots, notices } from "../state/places";
import { openView } from "../state/route";
import { days } from "../state/trip";
import { moveStop, moveToDay } from "./moves";
import { StopMenu } from "./StopMenu";
import { nameOf, type StopProps } from "./stopProps";
import { ViolationNote } from "./ViolationNote";
import { Way } from "./Way";

export function Stop(props: StopProps) {
  const { stop, leg } = props;
  const [open, setOpen] = useState(false);
  if (stop.kind === "parking") return <Parking stop={stop} leg={leg} />;
  return (
    <li
      class={`tl-stop ${stop.kind} ${stop.lesser ? "lesser" : ""}`}
      data-stop={stop.key}
      id={`stop-${stop.key}`}
    >
      <Way leg={leg} />
      <div class="tl-card">
        <div class={stop.stale ? "tl-time clock stale" : "tl-time clock"}>
          <strong>{stop.begin ? clock(stop.begin) : "–:–"}</strong>
          <span>{stop.leave ? clock(stop.leave) : ""}</span>
        </div>
        <span class="tl-node">{stop.number}</span>
        <Facts {...props} />
        <div class="tl-tools">
          <Grip {...props} />
          <IconButton
            icon="more"
            label={`${t("app.more")}: ${nameOf(stop)}`}
            expanded={open}
            onClick={() => setOpen(!open)}
          />
        </div>
      </div>
      {open && <StopMenu {...props} onDone={() => setOpen(false)} />}
      {stop.violations.map((violation) => (
        <ViolationNote key={violation.rule} violation={violation} />
      ))}
    </li>
  );
}

function Parking({ stop, leg }: { stop: StopView; leg: Leg | null }) {
  return (
    <li class="tl-stop parking">
      <Way leg={leg} />
      <div class="tl-card">
        <div class="tl-time clock">{stop.begin ? clock(stop.begin) : ""}</div>
        <span class="tl-node">P</span>
        <p class="note">{t("plan.parking")}</p>
      </div>
    </li>
  );
}

function Grip({ stop, day, dayNumber, position, count, onGrab }: StopProps) {
  const onKey = (event: KeyboardEvent) => {
    const sideways = event.key === "ArrowLeft" ? -1 : event.key === "ArrowRight" ? 1 : 0;
    if (sideways !== 0 && days.value[dayNumber + sideways]) {
      event.preventDefault();
      return moveToDay(stop, dayNumber + sideways);
    }
    const by = event.key === "ArrowUp" ? -1 : event.key === "ArrowDown" ? 1 : 0;
    if (by === 0) return;
    event.preventDefault();
    if (position + by >= 0 && position + by < count)
      moveStop(day, dayNumber, position, position + by);
  };
  return (
    <button
      type="button"
      class="icon-button grip"
      aria-label={t("edit.reorder", { name: nameOf(stop) })}
      onPointerDown={(event) => onGrab(event, stop.key)}
      onKeyDown={onKey}
    >
      <Icon name="grip" />
    </button>
  );
}

function Facts({ stop, currency }: StopProps) {
  const open = () => {
    if (stop.spotId) openView("spot", stop.spotId);
    else if (stop.booking) openView("booking", stop.booking.id);
    else if (stop.slotId) openView("book", stop.slotId);
  };
  const known = knownSpots.value.get(stop.spotId ?? "")?.properties;
  const photo = known?.photos[0];
  const opens = stop.spotId !== null || stop.slotId !== null;
  return (
    <div class="tl-facts">
      <h3>
        {opens ? (
          <button type="button" class="tl-link" onClick={open}>
            {nameOf(stop)}
          </button>
        ) : (
          nameOf(stop)
        )}
      </h3>
      <Tags stop={stop} currency={currency} />
      {known?.opening_hours && <Hours expression={known.opening_hours} />}
      <div class="tl-more">
        {photo && <img src={photo.thumbnail_url} alt="" loading="lazy" width={72} height={72} />}
        {stop.why.length > 0 && <p class="why">{stop.why.join(t("list.and"))}</p>}
      </div>
    </div>
  );
}

/** When it is open, in two lines at most; the place's own sheet says all of it. */
function Hours({ expression }: { expression: string }) {
  return (
    <p class="tl-hours">
      <Icon name="clock" small />
      <span class="sr">{t("spot.hours")}</span>
      <span class="clock">{hoursInWords(expression).join(t("list.and"))}</span>
    </p>
  );
}

function Tags({ stop, currency }: { stop: StopView; currency: string }) {
  const news = loaded(notices)?.filter((notice) => notice.spot_id === stop.spotId) ?? [];
  return (
    <div class="tags">
      {stop.category && (
        <Tag>
          <span lang="ja" aria-hidden="true" class="tag-seal">
            {characterOf(stop.category)}
          </span>
          {categoryName(stop.category)}
        </Tag>
      )}
      {stop.lesser && (
        <Tag tone="kaki" icon="sprout">
          {t("plan.lesser")}
        </Tag>
      )}
      {stop.kind === "experience" && <Standing stop={stop} />}
      {stop.locked && (
        <Tag tone="leaf" icon="lock">
          {t("plan.locked")}
        </Tag>
      )}
      {stop.waitS >= 60 && (
        <Tag icon="clock">{t("plan.wait", { minutes: Math.round(stop.waitS / 60) })}</Tag>
      )}
      {stop.begin && stop.leave && (
        <Tag>
          {t("plan.stay", {
            duration: duration((Date.parse(stop.leave) - Date.parse(stop.begin)) / 1000),
          })}
        </Tag>
      )}
      {stop.feeMinor !== null && (
        <Tag>{stop.feeMinor === 0 ? t("plan.fee.free") : money(stop.feeMinor, currency)}</Tag>
      )}
      {stop.hoursAssumed && (
        <Tag tone="gold" icon="alert">
          {t("plan.hours.assumed")}
        </Tag>
      )}
      {news.map((notice) => (
        <Tag key={notice.id} tone={notice.kind === "closure" ? "gold" : "leaf"} icon="info">
          {notice.title}
        </Tag>
      ))}
    </div>
  );
}

function Standing({ stop }: { stop: StopView }) {
  const status = stop.booking?.status;
  const said = status ? maybe(`standing.${status}`) : null;
  const unbooked = stop.bookable === false ? t("standing.unbookable") : t("standing.offered");
  return (
    <>
      <Tag tone="ai" icon="hands">
        {t("plan.experience")}
      </Tag>
      <Tag tone={status === "CONFIRMED" ? "leaf" : "gold"} icon="ticket">
        {said ?? unbooked}
      </Tag>
    </>
  );
}
