/** An experience by itself: what it is, what guests say, and every time at which it takes place. */

import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { ExperienceFacts } from "../../experience/ExperienceFacts";
import "../sheets/sheets.css";
import "./experience.css";
import { getExperience } from "../../api/bookings";
import { listSlots } from "../../api/guests";
import type { Experience, Slot } from "../../api/types";
import { language, maybe, t } from "../../i18n";
import { clock, longDate, money } from "../../i18n/format";
import { todayIn } from "../../plan/wall";
import { addDays } from "../../plan/wishes";
import { Button } from "../../ui/controls";
import { Bones, Callout, Failed } from "../../ui/pieces";
import { ViewHead } from "../shell/ViewHead";
import { dayShown } from "../state/around";
import { type Load, load } from "../state/load";
import { openView } from "../state/route";
import { wishes } from "../state/wishes";
import { addressOf } from "./fitting";
import { Reviews } from "./Reviews";

const DAYS_AHEAD = 6;

export function ExperienceView({ id }: { id: string }) {
  const found = useSignal<Load<Experience>>({ state: "loading" });
  const ask = () => void load(found, () => getExperience(id));
  useEffect(ask, [id, language.value]);
  const shown = found.value;
  return (
    <article class="stack">
      <ViewHead title={shown.state === "there" ? shown.value.title : t("book.title")} />
      {shown.state === "loading" && <Bones lines={3} tall />}
      {shown.state === "failed" && (
        <Failed title={t("exp.failed")} failure={shown.failure} onRetry={ask} />
      )}
      {shown.state === "there" && (
        <>
          <ExperienceFacts experience={shown.value} />
          <Times experience={shown.value} />
          <Reviews experienceId={shown.value.id} />
        </>
      )}
    </article>
  );
}

function Times({ experience }: { experience: Experience }) {
  const from = useSignal(dayShown.value);
  const found = useSignal<Load<Slot[]>>({ state: "loading" });
  const until = addDays(from.value, DAYS_AHEAD);
  const ask = () =>
    void load(found, () => listSlots(experience.id, from.value, until, wishes.value.party));
  useEffect(ask, [experience.id, from.value]);
  const move = (by: number) => () => {
    from.value = addDays(from.value, by);
  };
  const shown = found.value;
  return (
    <section class="stack tight">
      <h3>{t("times.title")}</h3>
      <div class="row spread">
        {from.value > todayIn(experience.time_zone) ? (
          <Button icon="back" onClick={move(-DAYS_AHEAD - 1)}>
            {t("times.before")}
          </Button>
        ) : (
          <span />
        )}
        <Button onClick={move(DAYS_AHEAD + 1)}>{t("times.after")}</Button>
      </div>
      <p class="note" aria-live="polite">
        {longDate(from.value)} – {longDate(until)}
      </p>
      {shown.state === "loading" && <Bones lines={3} />}
      {shown.state === "failed" && <Failed failure={shown.failure} onRetry={ask} />}
      {shown.state === "there" && shown.value.length === 0 && (
        <Callout tone="plain">{t("times.none")}</Callout>
      )}
      {shown.state === "there" && (
        <ul class="slots">
          {shown.value.map((slot) => (
            <li key={slot.id}>
              <Time slot={slot} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

const FULL = new Set(["sold_out", "too_few_left"]);

function Time({ slot }: { slot: Slot }) {
  const when = `${longDate(slot.starts_at)} ${clock(slot.starts_at)}–${clock(slot.ends_at)}`;
  const price = slot.price_from_minor;
  return (
    <div class="slot">
      <strong class="clock">{when}</strong>
      {slot.bookable && (
        <Button kind="primary" onClick={() => openView("book", addressOf(slot))}>
          {t("exp.book")}
          <span class="sr"> {when}</span>
        </Button>
      )}
      {!slot.bookable && FULL.has(slot.reason ?? "") && (
        <Button icon="clock" onClick={() => openView("wait", addressOf(slot))}>
          {t("wait.join")}
          <span class="sr"> {when}</span>
        </Button>
      )}
      <p class="note">
        {slot.bookable
          ? [
              t("times.left", { count: slot.vacancies }),
              price !== null && t("exp.from", { money: money(price, slot.currency) }),
            ]
              .filter(Boolean)
              .join(" · ")
          : (maybe(`times.reason.${slot.reason}`) ?? "")}
      </p>
    </div>
  );
}
