/** What a guide sees first: who comes, who waits for an answer, and the way to check them in. */
import { useEffect } from "preact/hooks";
import { Problem } from "../../api/problem";
import { clock, longDate } from "../../i18n/format";
import { online } from "../../offline/status";
import { todayIn } from "../../plan/wall";
import { Link } from "../../staff/Link";
import { Page } from "../../staff/Page";
import { hrefOf } from "../../staff/route";
import { may, region } from "../../staff/session";
import { useLoader, WithLoaded } from "../../staff/states";
import { Icon } from "../../ui/Icon";
import { getDashboard } from "../api";
import { KeptNote } from "../common/KeptNote";
import { askOrKept } from "../common/kept";
import { people } from "../common/say";
import { t as word } from "../common/words";
import { unsent } from "../redeem/scans";
import type { Dashboard, Guest } from "../types";
import { Asked } from "./Asked";
import { Coming } from "./Coming";
import { t } from "./words";

const offline = (failure: unknown) => failure instanceof Problem && failure.isOffline;

export default function Today() {
  const zone = region.value?.time_zone ?? "Asia/Tokyo";
  const loader = useLoader(() => {
    void online.value;
    return askOrKept("dashboard", () => getDashboard(0), offline);
  });
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === "visible") loader.reload();
    }, 120_000);
    return () => clearInterval(timer);
  }, []);
  return (
    <Page title={t("title")} lead={longDate(todayIn(zone))}>
      {may("owner", "editor") && (
        <Link class="button primary wide tall big" href={hrefOf("redeem")}>
          <Icon name="ticket" />
          {t("redeem")}
        </Link>
      )}
      {!may("owner", "editor") && <p class="note">{word("readOnly")}</p>}
      {unsent.value.length > 0 && (
        <p class="kept-note">{t("redeem.unsent", { count: unsent.value.length })}</p>
      )}
      <WithLoaded from={loader}>
        {({ value, keptAt }) => (
          <>
            <KeptNote at={keptAt} />
            <Asked guests={value.unanswered} zone={zone} onAnswered={loader.reload} />
            <Unread dashboard={value} />
            <Coming guests={value.upcoming} zone={zone} />
          </>
        )}
      </WithLoaded>
    </Page>
  );
}

function Unread({ dashboard }: { dashboard: Dashboard }) {
  const guests = dashboard.unread ?? [];
  if (guests.length === 0) return null;
  return (
    <section class="guide-block" aria-labelledby="unread-title">
      <h2 id="unread-title">
        {t("unread")}
        <span class="badge">{t("unread.count", { count: dashboard.unread_messages })}</span>
      </h2>
      <ul class="cards">
        {guests.map((guest) => (
          <UnreadRow key={guest.booking_id} guest={guest} />
        ))}
      </ul>
    </section>
  );
}

function UnreadRow({ guest }: { guest: Guest }) {
  const date = longDate(guest.starts_at.slice(0, 10));
  return (
    <li class="card">
      <Link class="card-link" href={`${hrefOf("bookings", guest.booking_id)}#messages`}>
        <strong class="card-name">
          {guest.name ?? t("nameless")}
          <span class="card-people">{people(guest.people)}</span>
        </strong>
        <span>
          {guest.title} <span class="clock">{`${date} ${clock(guest.starts_at)}`}</span>
        </span>
      </Link>
    </li>
  );
}
