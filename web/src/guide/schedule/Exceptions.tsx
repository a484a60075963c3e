/** Days off, and seasons. */
import { useSignal } from "@preact/signals";
import { longDate } from "../../i18n/format";
import { Button } from "../../ui/controls";
import { Icon } from "../../ui/Icon";
import { monthDay, type Season } from "./rule";
import { t } from "./words";

interface ExceptionsProps {
  dates: string[];
  fault: string | undefined;
  onChange: (dates: string[]) => void;
}

export function Exceptions({ dates, fault, onChange }: ExceptionsProps) {
  const typed = useSignal("");
  const add = () => {
    if (!typed.value) return;
    onChange([...new Set([...dates, typed.value])].sort());
    typed.value = "";
  };
  return (
    <fieldset class="field">
      <legend>{t("form.except")}</legend>
      <div class="chips">
        {dates.map((date) => (
          <button
            key={date}
            type="button"
            class="chip plain"
            aria-label={t("form.except.remove", { date: longDate(date) })}
            onClick={() => onChange(dates.filter((one) => one !== date))}
          >
            {longDate(date)}
            <Icon name="close" small />
          </button>
        ))}
      </div>
      <div class="starts">
        <input
          class="input"
          type="date"
          aria-label={t("form.except")}
          value={typed.value}
          onInput={(event) => {
            typed.value = event.currentTarget.value;
          }}
        />
        <Button icon="plus" onClick={add}>
          {t("form.except.add")}
        </Button>
      </div>
      {fault && <span class="fault">{fault}</span>}
    </fieldset>
  );
}

interface SeasonsProps {
  seasons: Season[];
  fault: string | undefined;
  onChange: (seasons: Season[]) => void;
}

export function Seasons({ seasons, fault, onChange }: SeasonsProps) {
  const change = (n: number, part: Partial<Season>) =>
    onChange(seasons.map((season, m) => (m === n ? { ...season, ...part } : season)));
  return (
    <fieldset class="field">
      <legend>{t("form.season")}</legend>
      <span class="note">{t("form.season.lead")}</span>
      {seasons.map((season, n) => (
        <div class="season" key={`${n} of ${seasons.length}`}>
          <MonthDay
            label={t("form.season.first")}
            value={season.first}
            onChange={(first) => change(n, { first })}
          />
          <MonthDay
            label={t("form.season.last")}
            value={season.last}
            onChange={(last) => change(n, { last })}
          />
          <Button
            kind="quiet"
            icon="trash"
            onClick={() => onChange(seasons.filter((_, m) => m !== n))}
          >
            {t("form.season.remove", { number: n + 1 })}
          </Button>
        </div>
      ))}
      <div>
        <Button
          icon="plus"
          onClick={() => onChange([...seasons, { first: "05-01", last: "06-30" }])}
        >
          {t("form.season.add")}
        </Button>
      </div>
      {fault && <span class="fault">{fault}</span>}
    </fieldset>
  );
}

interface MonthDayProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
}

const numbers = (most: number) => Array.from({ length: most }, (_, n) => n + 1);

function MonthDay({ label, value, onChange }: MonthDayProps) {
  const [month, day] = [Number(value.slice(0, 2)), Number(value.slice(3))];
  return (
    <span class="month-day">
      <span>{label}</span>
      <select
        class="input"
        aria-label={`${label} ${t("form.season.month")}`}
        value={month}
        onChange={(event) => onChange(monthDay(Number(event.currentTarget.value), day))}
      >
        {numbers(12).map((n) => (
          <option key={n} value={n}>
            {n}
          </option>
        ))}
      </select>
      <span aria-hidden="true">/</span>
      <select
        class="input"
        aria-label={`${label} ${t("form.season.day")}`}
        value={day}
        onChange={(event) => onChange(monthDay(month, Number(event.currentTarget.value)))}
      >
        {numbers(31).map((n) => (
          <option key={n} value={n}>
            {n}
          </option>
        ))}
      </select>
    </span>
  );
}
