/** A month as a table: each day is a button that says how much takes place and how full it is. */
import { language } from "../../i18n";
import { longDate, monthName } from "../../i18n/format";
import { IconButton } from "../../ui/controls";
import { addMonths, weeksOf } from "../logic/days";
import type { Slot } from "../types";
import { byDay, type DaySum, sumOf } from "./slots";
import { t } from "./words";

interface CalendarProps {
  month: string;
  onMonth: (month: string) => void;
  slots: readonly Slot[];
  day: string;
  today: string;
  onDay: (day: string) => void;
}

const locale = () => (language.value === "ja" ? "ja-JP" : "en-GB");

/** 1 is Monday. */
export function weekdayName(weekday: number, width: "short" | "long" = "short"): string {
  const options = { weekday: width, timeZone: "UTC" } as const;
  // The first of March 2027 is a Monday.
  const day = new Date(Date.UTC(2027, 2, weekday, 12));
  return new Intl.DateTimeFormat(locale(), options).format(day);
}

export function Calendar(props: CalendarProps) {
  const { month, onMonth, slots, day, today, onDay } = props;
  // Weeks begin on Sunday in Japanese calendars, on Monday in European ones.
  const first = language.value === "ja" ? 7 : 1;
  const weekdays = Array.from({ length: 7 }, (_, n) => ((first - 1 + n) % 7) + 1);
  const days = byDay(slots);
  const now = new Date();
  return (
    <section class="calendar">
      <header class="calendar-head">
        <IconButton
          icon="back"
          label={t("month.before")}
          onClick={() => onMonth(addMonths(month, -1))}
        />
        <h2 aria-live="polite">{monthName(month)}</h2>
        <span class="turned">
          <IconButton
            icon="back"
            label={t("month.after")}
            onClick={() => onMonth(addMonths(month, 1))}
          />
        </span>
      </header>
      <table>
        <caption class="sr">{t("month.label", { month: monthName(month) })}</caption>
        <thead>
          <tr>
            {weekdays.map((weekday) => (
              <th key={weekday} scope="col" abbr={weekdayName(weekday, "long")}>
                {weekdayName(weekday)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeksOf(month, first).map((week) => (
            <tr key={week.find(Boolean)}>
              {week.map((date, n) =>
                date ? (
                  <Cell
                    key={date}
                    date={date}
                    sum={days.has(date) ? sumOf(days.get(date) ?? [], now) : null}
                    chosen={date === day}
                    today={date === today}
                    onDay={onDay}
                  />
                ) : (
                  <td key={`empty ${weekdays[n]}`} />
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface CellProps {
  date: string;
  sum: DaySum | null;
  chosen: boolean;
  today: boolean;
  onDay: (day: string) => void;
}

function Cell({ date, sum, chosen, today, onDay }: CellProps) {
  const state = sum?.state ?? "none";
  return (
    <td>
      <button
        type="button"
        class={`calendar-day ${state}`}
        aria-pressed={chosen}
        aria-current={today ? "date" : undefined}
        onClick={() => onDay(date)}
      >
        <span class="sr">{`${longDate(date)}: ${said(sum)}`}</span>
        <span class="calendar-number" aria-hidden="true">
          {Number(date.slice(8))}
        </span>
        {sum && (
          <small aria-hidden="true">{sum.slots === 0 ? "×" : `${sum.taken}/${sum.capacity}`}</small>
        )}
      </button>
    </td>
  );
}

function said(sum: DaySum | null): string {
  if (!sum) return t("day.none");
  const { slots, taken, capacity, state } = sum;
  if (state === "cancelled") return t("day.cancelled");
  const seats = t("day.sum", { count: slots, taken, capacity });
  return state === "closed" ? `${seats}, ${t("day.closed")}` : seats;
}
