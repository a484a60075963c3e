import { Select } from "../../../staff/form";
import { Button } from "../../../ui/controls";
import { type Key, t } from "../words";
import { SpanFields } from "./SpanFields";
import type { Holiday, Hours, Span, Week } from "./weekly";

type Weekly = Extract<Hours, { mode: "weekly" }>;

interface WeekFieldsProps {
  hours: Weekly;
  onChange: (hours: Weekly) => void;
  readOnly: boolean;
}

const BEGIN: Span = { opens: "09:00", closes: "17:00" };
export const dayName = (day: number) => t(`hours.day.${day}` as Key);

/** Monday to Sunday, each open or closed, with any number of spans; then public holidays. */
export function WeekFields({ hours, onChange, readOnly }: WeekFieldsProps) {
  const { week, holiday } = hours;
  const setDay = (day: number, spans: Span[]) =>
    onChange({ ...hours, week: week.map((old, at) => (at === day ? spans : old)) });
  return (
    <ul class="week">
      {week.map((spans, day) => (
        <li key={day}>
          <label class="check">
            <input
              type="checkbox"
              checked={spans.length > 0}
              disabled={readOnly}
              aria-label={t("hours.open", { day: dayName(day) })}
              onChange={(event) =>
                setDay(day, event.currentTarget.checked ? [openedLike(week, day)] : [])
              }
            />
            <span>{dayName(day)}</span>
          </label>
          {spans.length === 0 ? (
            <span class="note">{t("hours.closed")}</span>
          ) : (
            <div class="spans">
              <SpanFields
                name={dayName(day)}
                at={`week-${day}`}
                spans={spans}
                onChange={(changed) => setDay(day, changed)}
                readOnly={readOnly}
              />
              {!readOnly && differs(week, day) && (
                <Button
                  kind="quiet"
                  onClick={() => onChange({ ...hours, week: copied(week, day) })}
                >
                  {t("hours.copy", { day: dayName(day) })}
                </Button>
              )}
            </div>
          )}
        </li>
      ))}
      <li>
        <span class="check">{dayName(7)}</span>
        <HolidayFields
          holiday={holiday}
          onChange={(changed) => onChange({ ...hours, holiday: changed })}
          readOnly={readOnly}
        />
      </li>
    </ul>
  );
}

/** A day that is opened begins like one that is open already. */
function openedLike(week: Week, day: number): Span {
  const before = week[day - 1]?.[0] ?? week.find((spans) => spans.length > 0)?.[0];
  return before ? { ...before } : BEGIN;
}

/** Whether this is the first open day, and another open one has other hours. */
function differs(week: Week, day: number): boolean {
  if (week.findIndex((spans) => spans.length > 0) !== day) return false;
  const mine = JSON.stringify(week[day]);
  return week.some((spans) => spans.length > 0 && JSON.stringify(spans) !== mine);
}

function copied(week: Week, day: number): Week {
  return week.map((spans) => (spans.length > 0 ? structuredClone(week[day] ?? []) : spans));
}

interface HolidayProps {
  holiday: Holiday;
  onChange: (holiday: Holiday) => void;
  readOnly: boolean;
}

function HolidayFields({ holiday, onChange, readOnly }: HolidayProps) {
  const turn = (mode: string) =>
    onChange(
      mode === "own" ? { mode, spans: [BEGIN] } : { mode: mode === "closed" ? mode : "usual" },
    );
  return (
    <div class="spans">
      <Select
        at="/holiday-mode"
        label={t("hours.holidayMode")}
        value={holiday.mode}
        options={[
          { value: "usual", label: t("hours.asUsual") },
          { value: "closed", label: t("hours.closed") },
          { value: "own", label: t("hours.holiday.open") },
        ]}
        onChange={turn}
        readOnly={readOnly}
      />
      {holiday.mode === "own" && (
        <SpanFields
          name={dayName(7)}
          at="week-7"
          spans={holiday.spans}
          onChange={(spans) => onChange(spans.length ? { mode: "own", spans } : { mode: "closed" })}
          readOnly={readOnly}
        />
      )}
    </div>
  );
}
