/** Who comes next, by day and time. */
import { clock } from "../../i18n/format";
import { Link } from "../../staff/Link";
import { hrefOf } from "../../staff/route";
import { Empty } from "../../staff/states";
import { dayName, people } from "../common/say";
import type { Guest } from "../types";
import { agendaOf, type Gathering } from "./agenda";
import { t } from "./words";

export function Coming({ guests, zone }: { guests: readonly Guest[]; zone: string }) {
  return (
    <section class="guide-block" aria-labelledby="coming-title">
      <h2 id="coming-title">{t("coming")}</h2>
      {guests.length === 0 ? (
        <Empty title={t("coming.none")} icon="calendar">
          <p>{t("coming.none.lead")}</p>
          <Link class="button" href={hrefOf("schedule")}>
            {t("coming.none.do")}
          </Link>
        </Empty>
      ) : (
        agendaOf(guests).map((day) => (
          <section key={day.date} class="agenda-day">
            <h3>{dayName(day.date, zone)}</h3>
            <ul class="cards">
              {day.gatherings.map((gathering) => (
                <Meeting key={gathering.key} gathering={gathering} />
              ))}
            </ul>
          </section>
        ))
      )}
      <Link class="button wide" href={hrefOf("bookings")}>
        {t("coming.all")}
      </Link>
    </section>
  );
}

function Meeting({ gathering }: { gathering: Gathering }) {
  return (
    <li class="card gathering">
      <div class="gathering-head">
        <span class="clock gathering-time">{clock(gathering.startsAt)}</span>
        <strong>{gathering.title}</strong>
        <span class="gathering-people">{people(gathering.people)}</span>
      </div>
      <ul class="guest-rows">
        {gathering.guests.map((guest) => (
          <li key={guest.booking_id}>
            <Link class="guest-row" href={hrefOf("bookings", guest.booking_id)}>
              <span>{guest.name ?? t("nameless")}</span>
              <span class="clock">{people(guest.people)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </li>
  );
}
