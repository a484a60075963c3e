import "./plan.css";
import "./timeline.css";
import "./print.css";
import type { Itinerary } from "../../api/types";
import { t } from "../../i18n";
import { distance, longDate, money, shortDate } from "../../i18n/format";
import { Bones } from "../../ui/pieces";
import { loaded } from "../state/load";
import { regionName } from "../state/places";
import { activeDay, days, itinerary } from "../state/trip";
import { Actions } from "./Actions";
import { DayNotices } from "./DayNotices";
import { OwnOrder } from "./OwnOrder";
import { PlanFailed } from "./PlanFailed";
import { Remarks } from "./Remarks";
import { Timeline } from "./Timeline";

export function Plan() {
  const load = itinerary.value;
  const plan = loaded(itinerary);
  if (load.state === "failed") return <PlanFailed failure={load.failure} />;
  if (!plan) return <PlanBones />;
  return (
    <article class="plan">
      <Head plan={plan} />
      {plan.days.length > 1 && <DayTabs />}
      <Actions plan={plan} />
      <OwnOrder />
      <DayNotices />
      {days.value.map((day, number) => (
        <section
          key={day.date}
          class="day"
          hidden={number !== activeDay.value}
          aria-label={longDate(day.date)}
        >
          <h2 class="sr day-title">{longDate(day.date)}</h2>
          <Timeline day={day} number={number} currency={plan.currency} />
        </section>
      ))}
      <Remarks plan={plan} />
    </article>
  );
}

function PlanBones() {
  return (
    <div class="stack">
      <Bones lines={2} />
      <Bones lines={4} tall />
    </div>
  );
}

function Head({ plan }: { plan: Itinerary }) {
  const many = plan.days.length > 1;
  const region = regionName(plan.region);
  return (
    <header class="plan-head">
      <p class="plan-date">
        {longDate(plan.days[0]?.date ?? "")}
        {many && ` – ${longDate(plan.days.at(-1)?.date ?? "")}`}
      </p>
      <h1 tabIndex={-1}>
        {many
          ? t("plan.title.days", { region, count: plan.days.length })
          : t("plan.title", { region })}
      </h1>
      <Summary plan={plan} />
    </header>
  );
}

function Summary({ plan }: { plan: Itinerary }) {
  const shown = days.value;
  const visits = shown.flatMap((day) =>
    day.stops.filter((stop) => stop.kind === "spot" || stop.kind === "experience"),
  );
  const far = shown.reduce((sum, day) => sum + day.distanceM, 0);
  const facts = [t("plan.stops", { count: visits.length }), far > 0 && distance(far), feesOf(plan)];
  return <p class="note">{facts.filter(Boolean).join(" · ")}</p>;
}

/** What the day costs as far as anybody says; nothing where nobody does. */
function feesOf(plan: Itinerary): string {
  const visits = plan.days.flatMap((day) => day.visits).filter((visit) => visit.kind === "spot");
  if (plan.cost_minor > 0)
    return t("plan.summary.known", { money: money(plan.cost_minor, plan.currency) });
  return visits.length > 0 && visits.every((visit) => visit.fee_minor === 0)
    ? t("plan.summary.free")
    : "";
}

function DayTabs() {
  const select = (number: number) => {
    activeDay.value = number;
  };
  return (
    <nav class="day-tabs" aria-label={t("plan.days")}>
      {days.value.map((day, number) => (
        <button
          type="button"
          key={day.date}
          data-day={number}
          aria-current={number === activeDay.value ? "true" : undefined}
          onClick={() => select(number)}
        >
          <span>{t("plan.day", { number: number + 1 })}</span>
          <span class="note">{shortDate(day.date)}</span>
        </button>
      ))}
    </nav>
  );
}
