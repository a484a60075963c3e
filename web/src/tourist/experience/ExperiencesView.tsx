import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import "../sheets/sheets.css";
import "./experience.css";
import { listExperiences } from "../../api/bookings";
import { listFitting } from "../../api/itineraries";
import type { ExperienceFound, FittingSlot } from "../../api/types";
import { language, t } from "../../i18n";
import { clock, money, shortDate } from "../../i18n/format";
import { Button } from "../../ui/controls";
import { Bones, Callout, Failed } from "../../ui/pieces";
import { WithoutPlan } from "../plan/PlanFailed";
import { ViewHead } from "../shell/ViewHead";
import { type Load, load, loaded } from "../state/load";
import { categoryName, regionCode } from "../state/places";
import { openView } from "../state/route";
import { days, itinerary } from "../state/trip";
import { fitting } from "./fitting";

export function ExperiencesView() {
  const plan = loaded(itinerary);
  const ask = () => {
    if (plan) void load(fitting, () => listFitting(plan.id));
  };
  useEffect(ask, [plan?.id, language.value]);
  const found = fitting.value;
  return (
    <div class="stack">
      <div>
        <ViewHead title={t("exp.title")} />
        <p class="note">{t("exp.lead")}</p>
      </div>
      {plan && found.state === "failed" && (
        <Failed title={t("exp.failed")} failure={found.failure} onRetry={ask} />
      )}
      {!plan && <WithoutPlan />}
      {plan && (found.state === "loading" || found.state === "idle") && <Bones lines={3} tall />}
      {plan && found.state === "there" && found.value.length === 0 && (
        <Callout tone="plain">{t("exp.none")}</Callout>
      )}
      {plan && found.state === "there" && (
        <ul class="offers">
          {grouped(found.value).map((slots) => (
            <li key={slots[0]?.experience_id}>
              <Offer slots={slots} currency={plan?.currency ?? "JPY"} />
            </li>
          ))}
        </ul>
      )}
      <Others />
    </div>
  );
}

/** Everything that the region offers, whether or not it fits into the plan. */
function Others() {
  const found = useSignal<Load<ExperienceFound[]>>({ state: "loading" });
  const code = regionCode.value;
  useEffect(() => {
    if (code) void load(found, () => listExperiences(code));
  }, [code, language.value]);
  const shown = found.value;
  if (shown.state !== "there" || shown.value.length === 0) return null;
  return (
    <section class="stack tight">
      <h3>{t("exp.all")}</h3>
      <p class="note">{t("exp.all.lead")}</p>
      <ul class="place-list">
        {shown.value.map(({ id, properties: one }) => (
          <li key={id}>
            <button type="button" class="place-row" onClick={() => openView("experience", id)}>
              <span class="grow">
                <strong>{one.title}</strong>
                <span class="note block">
                  {categoryName(one.category)}
                  {one.price_from_minor !== null &&
                    ` · ${t("exp.from", { money: money(one.price_from_minor, one.currency) })}`}
                </span>
              </span>
              <span class="note">{t("exp.times")}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Slots of one experience belong together. */
export function grouped(slots: FittingSlot[]): FittingSlot[][] {
  const groups = new Map<string, FittingSlot[]>();
  for (const slot of slots)
    groups.set(slot.experience_id, [...(groups.get(slot.experience_id) ?? []), slot]);
  return [...groups.values()];
}

interface OfferProps {
  slots: FittingSlot[];
  currency: string;
}

function Offer({ slots, currency }: OfferProps) {
  const first = slots[0];
  if (!first) return null;
  return (
    <article class="offer experience-offer">
      <div>
        <h3>{first.name}</h3>
        <p class="note">
          {categoryName(first.category)}
          {first.fee_minor !== null &&
            ` · ${t("exp.forParty", { money: money(first.fee_minor, currency) })}`}
        </p>
      </div>
      <ul class="slots">
        {slots.map((slot) => (
          <li key={slot.slot_id}>
            <Slot slot={slot} />
          </li>
        ))}
      </ul>
    </article>
  );
}

function Slot({ slot }: { slot: FittingSlot }) {
  const names = slot.in_place_of.map((one) => one.name).join(t("list.and"));
  const many = days.value.length > 1;
  return (
    <div class="slot">
      <strong class="clock">
        {many && `${shortDate(slot.date)} `}
        {clock(slot.begin)}–{clock(slot.leave)}
      </strong>
      <Button kind="primary" onClick={() => openView("book", slot.slot_id)}>
        {t("exp.book")}
      </Button>
      <p class="note">{names ? t("exp.instead", { names }) : t("exp.fits")}</p>
    </div>
  );
}
