/** An experience as guests see it, with the tourist's own pieces. */

import { ExperienceFacts } from "../../experience/ExperienceFacts";
import { clock, duration, longDate, money } from "../../i18n/format";
import { todayIn } from "../../plan/wall";
import { Page } from "../../staff/Page";
import { StaffImage } from "../../staff/photos/StaffImage";
import { hrefOf } from "../../staff/route";
import { useLoader, WithLoaded } from "../../staff/states";
import { Tag } from "../../ui/pieces";
import { getExperience, listSlots } from "../api";
import { kindName } from "../common/say";
import { addDays } from "../logic/days";
import type { Experience, Option, Slot } from "../types";
import { t } from "./words";

const NEXT_SHOWN = 5;

async function seen(id: string): Promise<{ experience: Experience; slots: Slot[] }> {
  const { value: experience } = await getExperience(id);
  const today = todayIn(experience.time_zone);
  const slots = await listSlots(id, today, addDays(today, 31));
  return { experience, slots: slots.filter((slot) => slot.keeping?.state === "open") };
}

export function Preview({ id }: { id: string }) {
  const loader = useLoader(() => seen(id));
  const back = { href: hrefOf("experiences", id), label: t("back.one") };
  return (
    <Page title={t("preview.title")} lead={t("preview.lead")} back={back}>
      <WithLoaded from={loader} lines={6}>
        {({ experience, slots }) => <AsSeen experience={experience} slots={slots} />}
      </WithLoaded>
    </Page>
  );
}

function AsSeen({ experience, slots }: { experience: Experience; slots: Slot[] }) {
  const photo = experience.photos[0];
  const time = duration(experience.duration_minutes * 60);
  return (
    <article class="phone-frame">
      {photo && <StaffImage src={photo.small_url} alt={photo.caption ?? experience.title} />}
      <h2>{experience.title}</h2>
      <div class="tags">
        <Tag icon="clock">{t("preview.minutes", { time })}</Tag>
        <Tag>{t("preview.party", { min: experience.min_party, max: experience.max_party })}</Tag>
      </div>
      <ExperienceFacts experience={experience} />
      <h3>{t("preview.prices")}</h3>
      {experience.options.map((option) => (
        <Prices key={option.id} option={option} currency={experience.currency} />
      ))}
      <h3>{t("preview.slots")}</h3>
      {slots.length === 0 && <p class="note">{t("preview.slots.none")}</p>}
      <ul>
        {slots.slice(0, NEXT_SHOWN).map((slot) => (
          <li key={slot.id} class="clock">
            {longDate(slot.date)} {clock(slot.starts_at)}–{clock(slot.ends_at)}
          </li>
        ))}
      </ul>
    </article>
  );
}

function Prices({ option, currency }: { option: Option; currency: string }) {
  return (
    <section>
      {option.name && <strong>{option.name}</strong>}
      <ul class="price-list">
        {option.units.map((unit) => (
          <li key={unit.id}>
            <span>{unit.name || kindName(unit.kind)}</span>
            <span class="clock">
              {unit.price_minor === 0 ? t("preview.free") : money(unit.price_minor, currency)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
