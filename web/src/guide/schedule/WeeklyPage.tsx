/** The weekly rules of an experience. */
import { useSignal } from "@preact/signals";
import { language } from "../../i18n";
import { dayOfYear, fullDate, shortDate } from "../../i18n/format";
import { todayIn } from "../../plan/wall";
import { confirmed } from "../../staff/Dialog";
import { Page } from "../../staff/Page";
import { hrefOf } from "../../staff/route";
import { may } from "../../staff/session";
import { ChangeFailed, useLoader, WithLoaded } from "../../staff/states";
import { Button } from "../../ui/controls";
import { Tag } from "../../ui/pieces";
import { say } from "../../ui/toasts";
import { endSchedule, getExperience, listSchedules } from "../api";
import type { Experience, Schedule } from "../types";
import { weekdayName } from "./Calendar";
import { isOngoing } from "./slots";
import { WeeklyForm } from "./WeeklyForm";
import { t } from "./words";

export function WeeklyPage({ id }: { id: string }) {
  const loader = useLoader(async () => {
    const [experience, schedules] = await Promise.all([getExperience(id), listSchedules(id)]);
    return { experience: experience.value, schedules };
  });
  const editing = useSignal<Schedule | "new" | null>(null);
  const close = () => {
    editing.value = null;
  };
  return (
    <Page
      title={t("weekly.title")}
      lead={loader.value.value?.experience.title ?? t("weekly.lead")}
      back={{ href: hrefOf("schedule", id), label: t("title") }}
    >
      <WithLoaded from={loader}>
        {({ experience, schedules }) => (
          <div class="stack">
            {schedules.length === 0 && <p class="lead">{t("weekly.none")}</p>}
            <p class="note">{t("weekly.lead")}</p>
            <ul class="cards columns">
              {schedules.map((one) => (
                <Rule
                  key={one.id}
                  schedule={one}
                  experience={experience}
                  onEdit={() => {
                    editing.value = one;
                  }}
                  onEnded={loader.reload}
                />
              ))}
            </ul>
            {may("owner", "editor") && (
              <Button
                kind="primary"
                tall
                icon="plus"
                onClick={() => {
                  editing.value = "new";
                }}
              >
                {t("weekly.new")}
              </Button>
            )}
            {editing.value && (
              <WeeklyForm
                experience={experience}
                kept={editing.value === "new" ? null : editing.value}
                onClose={close}
                onSaved={loader.reload}
              />
            )}
          </div>
        )}
      </WithLoaded>
    </Page>
  );
}

const list = (words: string[]) => words.join(language.value === "ja" ? "・" : ", ");

interface RuleProps {
  schedule: Schedule;
  experience: Experience;
  onEdit: () => void;
  onEnded: () => void;
}

function Rule({ schedule, experience, onEdit, onEnded }: RuleProps) {
  const failure = useSignal<unknown>(null);
  const option = experience.options.find((one) => one.id === schedule.option_id);
  const today = todayIn(experience.time_zone);
  const end = async () => {
    const question = {
      title: t("weekly.end.title"),
      lead: t("weekly.end.lead"),
      yes: t("weekly.end"),
      danger: true,
    };
    if (!(await confirmed(question))) return;
    try {
      await endSchedule(schedule);
      say(t("weekly.ended"));
      onEnded();
    } catch (reason) {
      failure.value = reason;
    }
  };
  return (
    <li class="card">
      <div>
        <strong class="card-name">
          {t("weekly.days", { days: list(schedule.weekdays.map((day) => weekdayName(day))) })}
        </strong>
        <p class="clock starts-line">{list(schedule.starts)}</p>
        <p>
          {option?.name && `${option.name} · `}
          {t("weekly.capacity", { count: schedule.capacity })}
        </p>
        <p class="note">{span(schedule)}</p>
        {schedule.seasons.map((season) => (
          <p class="note" key={season.first}>
            {t("weekly.season", { first: dayOfYear(season.first), last: dayOfYear(season.last) })}
          </p>
        ))}
        {schedule.except_dates.length > 0 && (
          <p class="note">
            {t("weekly.except", { dates: list(schedule.except_dates.map(shortDate)) })}
          </p>
        )}
        {!isOngoing(schedule, today) && <Tag>{t("weekly.over")}</Tag>}
      </div>
      {failure.value !== null && <ChangeFailed failure={failure.value} onReload={onEnded} />}
      {may("owner", "editor") && (
        <div class="two-buttons">
          <Button onClick={onEdit}>{t("weekly.edit")}</Button>
          <Button kind="danger" onClick={() => void end()}>
            {t("weekly.end")}
          </Button>
        </div>
      )}
    </li>
  );
}

function span({ first_date: first, last_date: last }: Schedule): string {
  return last
    ? t("weekly.until", { first: fullDate(first), last: fullDate(last) })
    : t("weekly.from", { first: fullDate(first) });
}
