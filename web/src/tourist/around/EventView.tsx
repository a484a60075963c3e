import { useEffect } from "preact/hooks";
import type { Event } from "../../api/types";
import { t } from "../../i18n";
import { longDate } from "../../i18n/format";
import { Button } from "../../ui/controls";
import { LongText } from "../../ui/LongText";
import { Callout } from "../../ui/pieces";
import { ViewHead } from "../shell/ViewHead";
import { events, layers } from "../state/around";
import { loaded } from "../state/load";
import { useChosenPlace } from "../state/map";
import { openView } from "../state/route";

/** `12月1日（火） 11:00–20:00`, or from one day to another. */
export function whenOf(event: Event): string {
  const { first_date: first, last_date: last, begins_at: from, closes_at: to } = event;
  const dates = first === last ? longDate(first) : `${longDate(first)} – ${longDate(last)}`;
  const times = [from, to].filter(Boolean).join("–");
  return times ? `${dates} ${times}` : dates;
}

export function EventView({ id }: { id: string }) {
  const event = loaded(events)?.find((one) => one.id === id);
  useEffect(() => {
    if (!layers.value.events) layers.value = { ...layers.value, events: true };
  }, [event?.id]);
  useChosenPlace(event?.lat && event.lon ? { lat: event.lat, lon: event.lon } : null);
  return (
    <article class="stack">
      <ViewHead title={event?.name ?? t("around.events")} />
      {!event && events.value.state !== "loading" && (
        <Callout tone="plain">{t("event.gone")}</Callout>
      )}
      {event && <Facts event={event} />}
    </article>
  );
}

function Facts({ event }: { event: Event }) {
  const lines: [string, string][] = [
    [t("event.when"), whenOf(event)],
    [t("event.where"), [event.place_name, event.address].filter(Boolean).join(" · ")],
    [t("spot.fee"), event.fee_text],
    [t("event.organiser"), event.organiser],
    [t("event.access"), event.access],
    [t("event.remark"), event.remark],
  ];
  const spotId = event.spot_id;
  return (
    <>
      <LongText text={event.description} />
      <dl class="exp-facts">
        {lines
          .filter(([, text]) => text)
          .map(([name, text]) => (
            <div class="fact-line" key={name}>
              <dt>{name}</dt>
              <dd>{text}</dd>
            </div>
          ))}
      </dl>
      {event.application_needed && <Callout>{t("event.apply")}</Callout>}
      <p class="row">
        {event.phone && (
          <a class="tall-link" href={`tel:${event.phone}`}>
            {event.phone}
          </a>
        )}
        {/^https?:/.test(event.url) && (
          <a class="tall-link" href={event.url} rel="noreferrer" target="_blank">
            {t("spot.url")}
          </a>
        )}
      </p>
      {spotId && (
        <Button icon="pin" onClick={() => openView("spot", spotId)}>
          {t("event.spot")}
        </Button>
      )}
    </>
  );
}
