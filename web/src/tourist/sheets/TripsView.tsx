import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import "./sheets.css";
import { maybe, t } from "../../i18n";
import { clock, longDate } from "../../i18n/format";
import { type KeptBooking, type KeptTrip, read, write } from "../../offline/db";
import { IconButton } from "../../ui/controls";
import { Icon } from "../../ui/Icon";
import { Tag } from "../../ui/pieces";
import { say } from "../../ui/toasts";
import { OpenByKey } from "../experience/OpenByKey";
import { NoTrips } from "../plan/PlanFailed";
import { ViewHead } from "../shell/ViewHead";
import { bookings } from "../state/bookings";
import { regionName } from "../state/places";
import { openPlan, openView } from "../state/route";
import { places } from "../state/waiting";

function titleOf(trip: KeptTrip): string {
  const count = trip.itinerary.days.length;
  const region = regionName(trip.itinerary.region) || trip.regionName;
  return count > 1 ? t("plan.title.days", { region, count }) : t("plan.title", { region });
}

export function TripsView() {
  const trips = useSignal<KeptTrip[]>([]);
  const refresh = () =>
    void read((db) => db.getAll("trips")).then((found) => {
      trips.value = (found ?? []).sort((a, b) => b.savedAt.localeCompare(a.savedAt));
    });
  useEffect(refresh, []);
  const remove = async (id: string) => {
    await write((db) => db.delete("trips", id));
    refresh();
    say(t("trips.deleted"));
  };
  return (
    <div class="stack">
      <ViewHead title={t("trips.title")} />
      {trips.value.length === 0 && <NoTrips />}
      <ul>
        {trips.value.map((trip) => (
          <li class="trip-row" key={trip.id}>
            <a
              href={`/itineraries/${trip.id}`}
              onClick={(event) => {
                event.preventDefault();
                openPlan(trip.id);
              }}
            >
              <strong>{titleOf(trip)}</strong>
              <span class="note">{longDate(trip.itinerary.days[0]?.date ?? "")}</span>
              {trip.pack && (
                <span>
                  <Tag tone="leaf" icon="check">
                    {t("trips.offline")}
                  </Tag>
                </span>
              )}
            </a>
            <IconButton
              icon="trash"
              label={t("trips.delete", { name: titleOf(trip) })}
              onClick={() => void remove(trip.id)}
            />
          </li>
        ))}
      </ul>
      <section>
        <h3>{t("trips.tickets")}</h3>
        {bookings.value.length === 0 && <p class="note">{t("trips.tickets.none")}</p>}
        <ul>
          {bookings.value.map((kept) => (
            <li class="trip-row" key={kept.id}>
              <Ticket kept={kept} />
            </li>
          ))}
        </ul>
        {places.value.map((place) => (
          <div class="trip-row" key={place.entryId}>
            <button
              type="button"
              class="place-row"
              onClick={() => openView("waiting", place.entryId)}
            >
              <Icon name="clock" />
              {t("wait.title")}
            </button>
          </div>
        ))}
        <details class="fold">
          <summary>{t("open.title")}</summary>
          <OpenByKey />
        </details>
      </section>
    </div>
  );
}

function Ticket({ kept }: { kept: KeptBooking }) {
  const { title, slot, status } = kept.booking;
  return (
    <a
      href={`?v=booking&id=${kept.id}`}
      onClick={(event) => {
        event.preventDefault();
        openView("booking", kept.id);
      }}
    >
      <strong>{title}</strong>
      <span class="note">
        {longDate(slot.starts_at)} {clock(slot.starts_at)}
      </span>
      <span>
        <Tag tone={status === "CONFIRMED" ? "leaf" : "gold"} icon="ticket">
          {maybe(`standing.${status}`) ?? status}
        </Tag>
      </span>
    </a>
  );
}
