import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { todayIn } from "../../plan/wall";
import { Select } from "../../staff/form";
import { Link } from "../../staff/Link";
import { Page } from "../../staff/Page";
import { go, hrefOf, setQuery, where } from "../../staff/route";
import { may, region } from "../../staff/session";
import { Empty, useLoader, WithLoaded } from "../../staff/states";
import { Button } from "../../ui/controls";
import { Icon } from "../../ui/Icon";
import { into } from "../../ui/into";
import { listExperiences, listSlots } from "../api";
import { dayName } from "../common/say";
import { lastDateOf } from "../logic/days";
import type { Experience, Slot } from "../types";
import { Calendar } from "./Calendar";
import { SingleSlot } from "./SingleSlot";
import { SlotDialog } from "./SlotDialog";
import { SlotRow } from "./SlotRow";
import { byDay } from "./slots";
import { t } from "./words";

interface Seen {
  experiences: Experience[];
  slots: Slot[];
}

/** The slots of a month, of one experience or of all that were ever handed in or have slots. */
async function seenIn(month: string, id: string | null): Promise<Seen> {
  const experiences = await listExperiences();
  const wanted = experiences.filter((one) => !id || one.id === id);
  const asked = wanted.map((one) => listSlots(one.id, `${month}-01`, lastDateOf(month)));
  return { experiences, slots: (await Promise.all(asked)).flat() };
}

export function CalendarPage({ id }: { id: string | null }) {
  const zone = region.value?.time_zone ?? "Asia/Tokyo";
  const today = todayIn(zone);
  const day = where.value.query.get("day") ?? today;
  const month = useSignal(day.slice(0, 7));
  // Where a time was added on another day, that day's month comes into sight.
  useEffect(() => {
    month.value = day.slice(0, 7);
  }, [day]);
  const loader = useLoader(() => seenIn(month.value, id));
  return (
    <Page title={t("title")}>
      <WithLoaded from={loader} lines={8}>
        {({ experiences, slots }) =>
          experiences.length === 0 ? (
            <Empty title={t("none")} icon="calendar">
              <Link class="button" href={hrefOf("experiences", "new")}>
                {t("none.do")}
              </Link>
            </Empty>
          ) : (
            <Seen
              id={id}
              experiences={experiences}
              slots={slots}
              month={month.value}
              onMonth={into(month)}
              day={day}
              today={today}
              onChanged={loader.reload}
            />
          )
        }
      </WithLoaded>
    </Page>
  );
}

interface SeenProps extends Seen {
  id: string | null;
  month: string;
  onMonth: (month: string) => void;
  day: string;
  today: string;
  onChanged: () => void;
}

function Seen(props: SeenProps) {
  const { id, experiences, slots, day, today, onChanged } = props;
  const open = useSignal<string | null>(null);
  const adding = useSignal(false);
  const titles = new Map(experiences.map((one) => [one.id, one]));
  const ofDay = byDay(slots).get(day) ?? [];
  const opened = slots.find((slot) => slot.id === open.value);
  const zone = experiences[0]?.time_zone ?? "Asia/Tokyo";
  return (
    <div class="schedule">
      <Chooser id={id} experiences={experiences} />
      <Calendar
        month={props.month}
        onMonth={props.onMonth}
        slots={slots}
        day={day}
        today={today}
        onDay={(to) => setQuery({ day: to })}
      />
      <section class="guide-block" aria-labelledby="day-title" aria-live="polite">
        <h2 id="day-title">{t("day.title", { day: dayName(day, zone) })}</h2>
        {ofDay.length === 0 && <p class="note">{t("day.empty")}</p>}
        <ul class="cards">
          {ofDay.map((slot) => (
            <SlotRow
              key={slot.id}
              slot={slot}
              title={titles.get(slot.experience_id)?.title ?? ""}
              onOpen={() => {
                open.value = slot.id;
              }}
            />
          ))}
        </ul>
        {may("owner", "editor") && day >= today && (
          <Button
            icon="plus"
            tall
            onClick={() => {
              adding.value = true;
            }}
          >
            {t("add")}
          </Button>
        )}
      </section>
      {opened && (
        <SlotDialog
          key={opened.id}
          slot={opened}
          experience={titles.get(opened.experience_id)}
          onClose={() => {
            open.value = null;
          }}
          onChanged={onChanged}
        />
      )}
      {adding.value && (
        <SingleSlot
          experiences={id ? experiences.filter((one) => one.id === id) : experiences}
          day={day}
          onClose={() => {
            adding.value = false;
          }}
          onAdded={(slot) => {
            adding.value = false;
            setQuery({ day: slot.date });
            onChanged();
          }}
        />
      )}
    </div>
  );
}

function Chooser({ id, experiences }: { id: string | null; experiences: Experience[] }) {
  // The day that was looked at stays.
  const choose = (chosen: string) =>
    go((chosen ? hrefOf("schedule", chosen) : hrefOf("schedule")) + location.search, true);
  const weekly = id ?? (experiences.length === 1 ? experiences[0]?.id : undefined);
  return (
    <div class="chooser">
      <Select
        at="/experience"
        label={t("experience")}
        value={id ?? ""}
        options={[
          { value: "", label: t("experience.all") },
          ...experiences.map((one) => ({ value: one.id, label: one.title })),
        ]}
        onChange={choose}
      />
      {weekly ? (
        <Link class="button" href={hrefOf("schedule", weekly, "weekly")}>
          {t("weekly")}
        </Link>
      ) : (
        <WeeklyChoice experiences={experiences} />
      )}
    </div>
  );
}

/** With several experiences, whose weekly times? */
function WeeklyChoice({ experiences }: { experiences: Experience[] }) {
  return (
    <details class="fold weekly-choice">
      <summary class="button">{t("weekly")}</summary>
      <ul>
        {experiences.map((one) => (
          <li key={one.id}>
            <Link class="guest-row" href={hrefOf("schedule", one.id, "weekly")}>
              {one.title}
              <Icon name="calendar" small />
            </Link>
          </li>
        ))}
      </ul>
    </details>
  );
}
