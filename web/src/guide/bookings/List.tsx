import { useComputed, useSignal } from "@preact/signals";
import { clock, longDate } from "../../i18n/format";
import { Check, Select, TextField } from "../../staff/form";
import { Link } from "../../staff/Link";
import { Page } from "../../staff/Page";
import { hrefOf, setQuery, where } from "../../staff/route";
import { Empty, useLoader, WithLoaded } from "../../staff/states";
import { Button } from "../../ui/controls";
import { Failed, Tag } from "../../ui/pieces";
import { type BookingPage, listBookings, listExperiences, moreBookings } from "../api";
import { party, people, statusName, statusTone } from "../common/say";
import { t as word } from "../common/words";
import type { Booking } from "../types";
import { type Filters, queryOf } from "./steps";
import { t } from "./words";

const STATES = ["PENDING", "CONFIRMED", "REDEEMED", "CANCELLED", "REJECTED"];

function filtersOf(query: URLSearchParams): Filters {
  return {
    status: query.get("status") ?? "",
    experience: query.get("experience") ?? "",
    on: query.get("on") ?? "",
    past: query.get("past") === "1",
  };
}

export function BookingList() {
  const filters = useComputed(() => filtersOf(where.value.query));
  const loader = useLoader(() => listBookings(queryOf(filters.value)));
  return (
    <Page title={t("title")}>
      <FilterBar filters={filters.value} />
      <WithLoaded from={loader}>{(page) => <Rows key={page.links.self} first={page} />}</WithLoaded>
    </Page>
  );
}

function FilterBar({ filters }: { filters: Filters }) {
  const experiences = useLoader(listExperiences);
  const all = experiences.value.value ?? [];
  const some = filters.status || filters.experience || filters.on || filters.past;
  return (
    <div class="stack">
      <div class="filters">
        <Select
          at="/status"
          label={t("filter.status")}
          value={filters.status}
          options={[
            { value: "", label: t("filter.status.any") },
            ...STATES.map((value) => ({ value, label: statusName(value) })),
          ]}
          onChange={(status) => setQuery({ status })}
        />
        {all.length > 1 && (
          <Select
            at="/experience"
            label={t("filter.experience")}
            value={filters.experience}
            options={[
              { value: "", label: t("filter.experience.any") },
              ...all.map((one) => ({ value: one.id, label: one.title })),
            ]}
            onChange={(experience) => setQuery({ experience })}
          />
        )}
        <TextField
          at="/on"
          type="date"
          label={t("filter.on")}
          value={filters.on}
          onInput={(on) => setQuery({ on })}
        />
      </div>
      <div class="row">
        <Check
          label={t("filter.past")}
          checked={filters.past || filters.on !== ""}
          onChange={(past) => setQuery({ past: past ? "1" : undefined })}
        />
        {some && (
          <Button
            kind="quiet"
            onClick={() =>
              setQuery({ status: undefined, experience: undefined, on: undefined, past: undefined })
            }
          >
            {t("filter.clear")}
          </Button>
        )}
      </div>
    </div>
  );
}

function Rows({ first }: { first: BookingPage }) {
  const pages = useSignal([first]);
  const busy = useSignal(false);
  const failure = useSignal<unknown>(null);
  const bookings = pages.value.flatMap((page) => page.bookings);
  const next = pages.value[pages.value.length - 1]?.links.next;
  const more = async (address: string) => {
    busy.value = true;
    failure.value = null;
    try {
      pages.value = [...pages.value, await moreBookings(address)];
    } catch (reason) {
      failure.value = reason;
    } finally {
      busy.value = false;
    }
  };
  if (bookings.length === 0) return <Empty title={t("none")} icon="ticket" />;
  return (
    <>
      <p class="note" role="status">
        {t("count", { count: bookings.length })}
      </p>
      <ul class="cards columns">
        {bookings.map((booking) => (
          <Row key={booking.id} booking={booking} />
        ))}
      </ul>
      {failure.value !== null && <Failed failure={failure.value} />}
      {next && (
        <Button wide busy={busy.value} onClick={() => void more(next)}>
          {t("more")}
        </Button>
      )}
    </>
  );
}

export function StatusTags({ booking }: { booking: Booking }) {
  return (
    <div class="tags">
      <Tag tone={statusTone(booking.status)}>{statusName(booking.status)}</Tag>
      {booking.no_show_at && <Tag tone="kaki">{word("noShow")}</Tag>}
    </div>
  );
}

function Row({ booking }: { booking: Booking }) {
  const { starts_at: starts } = booking.slot;
  return (
    <li class="card">
      <Link class="card-link" href={hrefOf("bookings", booking.id)}>
        <span class="clock">
          {longDate(starts)} <strong>{clock(starts)}</strong>
        </span>
        <strong class="card-name">
          {booking.contact.name ?? t("nameless")}
          <span class="card-people">{people(booking.people)}</span>
        </strong>
        <span>{booking.title}</span>
        <span class="note">{party(booking.units)}</span>
      </Link>
      <StatusTags booking={booking} />
    </li>
  );
}
