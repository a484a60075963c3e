import { useSignal } from "@preact/signals";
import { fullDate } from "../../i18n/format";
import { todayIn } from "../../plan/wall";
import { Link } from "../../staff/Link";
import { Page } from "../../staff/Page";
import { hrefOf } from "../../staff/route";
import { may, nameOf, organisation } from "../../staff/session";
import { staffCall } from "../../staff/staffCall";
import { Empty, useLoader, WithLoaded } from "../../staff/states";
import { type Column, Table } from "../../staff/Table";
import { Button } from "../../ui/controls";
import { told } from "../../ui/pieces";
import { say } from "../../ui/toasts";
import { zoneHere } from "../pieces/here";
import type { Event } from "./form";
import { t } from "./words";

interface EventPage {
  events: Event[];
  links: Record<string, string>;
}

export function List() {
  const coming = useSignal(true);
  const words = useSignal("");
  const typed = useSignal("");
  const found = useLoader<EventPage>((signal) => {
    const query = {
      organisation_id: organisation.value?.id,
      from: coming.value ? todayIn(zoneHere()) : undefined,
      q: words.value.trim() || undefined,
      limit: 50,
    };
    return staffCall<EventPage>("/v1/events", { query, signal });
  });
  const more = async (page: EventPage) => {
    const { next } = page.links;
    if (!next) return;
    try {
      const further = await staffCall<EventPage>(next);
      found.put({ ...further, events: [...page.events, ...further.events] });
    } catch (reason) {
      say(told(reason));
    }
  };
  return (
    <Page
      title={t("title")}
      lead={t("lead")}
      actions={
        may("owner", "editor") && (
          <>
            <Link class="button" href={hrefOf("imports")}>
              {t("import")}
            </Link>
            <Link class="button primary" href={hrefOf("events", "new")}>
              {t("new")}
            </Link>
          </>
        )
      }
    >
      <form
        class="event-filter row"
        onSubmit={(event) => {
          event.preventDefault();
          words.value = typed.value;
        }}
      >
        <div class="chips" role="group" aria-label={t("filter")}>
          {([true, false] as const).map((value) => (
            <button
              key={String(value)}
              type="button"
              class="chip plain"
              aria-pressed={coming.value === value}
              onClick={() => {
                coming.value = value;
              }}
            >
              {t(value ? "filter.coming" : "filter.all")}
            </button>
          ))}
        </div>
        <input
          class="input"
          type="search"
          name="q"
          aria-label={t("search")}
          placeholder={t("search")}
          value={typed.value}
          onInput={(event) => {
            typed.value = event.currentTarget.value;
          }}
          onChange={() => {
            words.value = typed.value;
          }}
        />
      </form>
      <WithLoaded from={found}>
        {(page) => (
          <Found
            page={page}
            isFiltered={coming.value || words.value !== ""}
            onMore={() => void more(page)}
          />
        )}
      </WithLoaded>
    </Page>
  );
}

interface FoundProps {
  page: EventPage;
  isFiltered: boolean;
  onMore: () => void;
}

function Found({ page, isFiltered, onMore }: FoundProps) {
  if (page.events.length === 0)
    return isFiltered ? (
      <Empty title={t("none")} icon="calendar" />
    ) : (
      <Empty title={t("empty")} icon="calendar">
        <p>{t("empty.lead")}</p>
      </Empty>
    );
  return (
    <div class="stack">
      <Table
        caption={t("shown", { count: page.events.length })}
        columns={columns()}
        rows={page.events}
        id={(one) => one.id}
      />
      {page.links.next && (
        <div class="center">
          <Button onClick={onMore}>{t("more")}</Button>
        </div>
      )}
    </div>
  );
}

function columns(): Column<Event>[] {
  return [
    {
      key: "name",
      label: t("column.name"),
      heads: true,
      cell: (one) => <Link href={hrefOf("events", one.id)}>{nameOf(one.names)}</Link>,
    },
    { key: "dates", label: t("column.dates"), cell: datesInWords },
    { key: "place", label: t("column.place"), cell: (one) => one.place_name || one.address },
    { key: "category", label: t("column.category"), cell: (one) => one.category },
  ];
}

function datesInWords({ first_date: first, last_date: last }: Event): string {
  if (first === last) return fullDate(first);
  return t("dates.from.to", { from: fullDate(first), until: fullDate(last) });
}
