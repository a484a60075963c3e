import { t as word } from "../../i18n";
import { money } from "../../i18n/format";
import { Icon } from "../../ui/Icon";
import { bookingFigures, type Figure, growth, incomeOf, planFigures } from "./figures";
import type { Everything } from "./load";
import { t } from "./words";

/** The period at a glance, each number beside that of the period before. */
export function Cards({ all, months }: { all: Everything; months: number }) {
  const plans = planFigures(all.planned, months);
  const bookings = bookingFigures(all.short, all.long);
  const income = incomeOf(all.short)
    .map(([currency, minor]) => money(minor, currency))
    .join(word("list.dot"));
  return (
    <dl class="cards">
      <Card name={t("plans")} figure={plans.plans} told={plain} />
      <Card name={t("visits")} figure={plans.visits} told={plain} />
      <Card name={t("lesser")} figure={plans.lesser} told={percent} isShare />
      <Card name={t("bookings")} figure={bookings.bookings} told={plain} />
      <Card name={t("guests")} figure={bookings.guests} told={plain} />
      <Card name={t("rate")} figure={bookings.rate} told={percent} isShare />
      {income && (
        <div class="figure-card">
          <dt>{t("income")}</dt>
          <dd class="clock">{income}</dd>
        </div>
      )}
    </dl>
  );
}

export const plain = (value: number) => value.toLocaleString();
export const percent = (value: number) => t("percent", { percent: Math.round(value * 100) });

interface CardProps {
  name: string;
  figure: Figure;
  told: (value: number) => string;
  /** A share is not said to have grown by hundredths of itself. */
  isShare?: boolean;
}

function Card({ name, figure, told, isShare }: CardProps) {
  const { now, before } = figure;
  return (
    <div class="figure-card">
      <dt>{name}</dt>
      <dd class="clock">{now === null ? t("unknown") : told(now)}</dd>
      <dd class="note">
        {before === null || before === 0 ? (
          t("before.none")
        ) : (
          <>
            {t("before", { value: told(before) })} {!isShare && <Growth figure={figure} />}
          </>
        )}
      </dd>
    </div>
  );
}

function Growth({ figure }: { figure: Figure }) {
  const grown = growth(figure);
  if (grown === null) return null;
  if (grown === 0) return <span>{t("grew.same")}</span>;
  return (
    <span class="growth">
      <Icon name={grown > 0 ? "up" : "down"} small />
      {t(grown > 0 ? "grew.up" : "grew.down", { percent: Math.abs(grown) })}
    </span>
  );
}
