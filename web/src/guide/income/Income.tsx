import { money, monthName } from "../../i18n/format";
import { useLoader, WithLoaded } from "../../staff/states";
import { Tag } from "../../ui/pieces";
import { getDashboard } from "../api";
import { statusName, statusTone } from "../common/say";
import type { Dashboard } from "../types";
import { type Bar, barsOf, currenciesOf, type Total, totalOf, trimmed } from "./bars";
import { t } from "./words";

export function Income() {
  const loader = useLoader(() => getDashboard());
  return (
    <WithLoaded from={loader} lines={8}>
      {(dashboard) => <Shown dashboard={dashboard} />}
    </WithLoaded>
  );
}

function Shown({ dashboard }: { dashboard: Dashboard }) {
  const currencies = currenciesOf(dashboard.months);
  return (
    <div class="stack">
      {currencies.length === 0 && <p class="lead">{t("income.none")}</p>}
      {currencies.map((currency) => (
        <OfCurrency key={currency} dashboard={dashboard} currency={currency} />
      ))}
      <Fill dashboard={dashboard} />
      <States dashboard={dashboard} />
      <p class="note">{t("income.lead")}</p>
    </div>
  );
}

function OfCurrency({ dashboard, currency }: { dashboard: Dashboard; currency: string }) {
  const { months, first_date: first, last_date: last } = dashboard;
  const bars = barsOf(months, currency, first, last);
  return (
    <>
      <Sums total={totalOf(bars)} currency={currency} />
      <Months bars={trimmed(bars)} currency={currency} />
    </>
  );
}

function Sums({ total, currency }: { total: Total; currency: string }) {
  return (
    <dl class="sums">
      <Sum name={t("income.total")} value={money(total.incomeMinor, currency)} />
      <Sum name={t("income.expected")} value={money(total.expectedMinor, currency)} />
      <Sum
        name={t("income.guests")}
        value={t("income.guests.value", { people: total.people, bookings: total.bookings })}
      />
    </dl>
  );
}

function Sum({ name, value }: { name: string; value: string }) {
  return (
    <div class="card sum">
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

function Months({ bars, currency }: { bars: Bar[]; currency: string }) {
  return (
    <div class="months">
      <table>
        <caption>{t("income.months", { currency })}</caption>
        <thead>
          <tr>
            <th scope="col">{t("income.month")}</th>
            <th scope="col" class="bar-cell">
              <span class="sr">{t("income.bar")}</span>
              <span class="legend income" aria-hidden="true">
                {t("income.legend.in")}
              </span>
              <span class="legend expected" aria-hidden="true">
                {t("income.legend.toCome")}
              </span>
            </th>
            <th scope="col" class="numeric">
              {t("income.in")}
            </th>
            <th scope="col" class="numeric">
              {t("income.toCome")}
            </th>
            <th scope="col" class="numeric wide-only">
              {t("income.back")}
            </th>
            <th scope="col" class="numeric wide-only">
              {t("income.bookings")}
            </th>
          </tr>
        </thead>
        <tbody>
          {bars.map((bar) => (
            <Row key={bar.month} bar={bar} currency={currency} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

const WIDTH = 100;

function Row({ bar, currency }: { bar: Bar; currency: string }) {
  const amount = (minor: number) => (minor === 0 ? "–" : money(minor, currency));
  return (
    <tr>
      <th scope="row">{monthName(bar.month)}</th>
      <td class="bar-cell">
        <svg viewBox={`0 0 ${WIDTH} 10`} preserveAspectRatio="none" aria-hidden="true">
          <rect class="income" height="10" width={bar.income * WIDTH} />
          <rect class="expected" height="10" x={bar.income * WIDTH} width={bar.expected * WIDTH} />
        </svg>
      </td>
      <td class="numeric">{amount(bar.incomeMinor)}</td>
      <td class="numeric">{amount(bar.expectedMinor)}</td>
      <td class="numeric wide-only">{amount(bar.refundMinor)}</td>
      <td class="numeric wide-only">
        {bar.bookings === 0
          ? "–"
          : t("income.bookings.value", { bookings: bar.bookings, people: bar.people })}
      </td>
    </tr>
  );
}

function Fill({ dashboard }: { dashboard: Dashboard }) {
  const { rate, taken, capacity } = dashboard.fill;
  return (
    <section class="card">
      <h2>{t("income.fill")}</h2>
      {rate === null ? (
        <p>{t("income.fill.none")}</p>
      ) : (
        <>
          <p class="clock">
            {t("income.fill.value", { percent: Math.round(rate * 100), taken, capacity })}
          </p>
          <meter min={0} max={1} value={rate} aria-label={t("income.fill")} />
        </>
      )}
    </section>
  );
}

function States({ dashboard }: { dashboard: Dashboard }) {
  const some = Object.entries(dashboard.bookings).filter(([, count]) => count > 0);
  if (some.length === 0) return null;
  return (
    <section class="card">
      <h2>{t("income.states")}</h2>
      <div class="tags">
        {some.map(([status, count]) => (
          <Tag key={status} tone={statusTone(status)}>
            {`${statusName(status)} ${count}`}
          </Tag>
        ))}
      </div>
    </section>
  );
}
