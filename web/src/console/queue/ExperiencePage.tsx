/** One experience as an association reviews it: everything that it says, then the decision. */
import { languageName, money } from "../../i18n/format";
import { Page } from "../../staff/Page";
import { StaffImage } from "../../staff/photos/StaffImage";
import { hrefOf } from "../../staff/route";
import { may } from "../../staff/session";
import { type Versioned, versionedCall } from "../../staff/staffCall";
import { useLoader, WithLoaded } from "../../staff/states";
import { Decision } from "./Decision";
import { Standing } from "./ExperienceCard";
import type { Experience } from "./model";
import { t } from "./words";

export function ExperiencePage({ id }: { id: string }) {
  const found = useLoader(() =>
    versionedCall<Experience>(`/v1/experiences/${encodeURIComponent(id)}`),
  );
  const title = found.value.value?.value.title ?? t("tab.experiences");
  const back = { href: hrefOf("queue", "experiences"), label: t("x.back") };
  return (
    <Page title={title} back={back}>
      <WithLoaded from={found}>
        {(seen: Versioned<Experience>) => (
          <div class="stack">
            <Standing experience={seen.value} />
            <Facts experience={seen.value} />
            {Object.entries(seen.value.texts).map(([language, text]) => (
              <Words key={language} language={language} text={text} />
            ))}
            <Pictures experience={seen.value} />
            {may("owner", "editor") && (
              <Decision seen={seen} onDone={found.put} onReload={found.reload} />
            )}
          </div>
        )}
      </WithLoaded>
    </Page>
  );
}

function Facts({ experience }: { experience: Experience }) {
  const { min_age: age } = experience;
  const refunds = experience.cancellation.map((step) =>
    t("x.refund", { hours: step.hours_before, percent: step.refund_percent }),
  );
  return (
    <dl class="facts card">
      <Fact name={t("x.guide", { guide: "" }).replace(/[:：]\s*$/, "")}>{experience.guide}</Fact>
      <Fact name={t("x.duration")}>{t("x.minutes", { count: experience.duration_minutes })}</Fact>
      <Fact name={t("x.party")}>
        {t("x.party.of", { least: experience.min_party, most: experience.max_party })}
      </Fact>
      <Fact name={t("x.age")}>{age === null ? t("x.age.any") : t("x.age.from", { age })}</Fact>
      <Fact name={t("x.languages")}>{experience.languages.map(languageName).join(", ")}</Fact>
      <Fact name={t("x.prices")}>
        {experience.options.map((option) => (
          <span class="block" key={option.id}>
            {option.name && `${option.name}: `}
            {option.units
              .map((unit) => `${unit.name} ${priceOf(unit.price_minor, experience.currency)}`)
              .join(", ")}
          </span>
        ))}
      </Fact>
      <Fact name={t("x.cancellation")}>{refunds.join(", ") || t("x.noRefund")}</Fact>
    </dl>
  );
}

function priceOf(minor: number, currency: string): string {
  return minor === 0 ? t("x.free") : money(minor, currency);
}

function Fact({ name, children }: { name: string; children: preact.ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

type Text = Experience["texts"][string];

function Words({ language, text }: { language: string; text: Text }) {
  return (
    <section class="card" lang={language} aria-label={languageName(language)}>
      <h2>{text.title}</h2>
      <span class="note">{languageName(language)}</span>
      <p class="prose">{text.description}</p>
      <dl class="facts">
        {(["meeting_point", "included", "not_included", "to_bring"] as const).map((part) =>
          text[part] ? (
            <Fact key={part} name={t(part === "meeting_point" ? "x.place" : `x.${part}`)}>
              <span class="prose">{text[part]}</span>
            </Fact>
          ) : null,
        )}
      </dl>
    </section>
  );
}

function Pictures({ experience }: { experience: Experience }) {
  if (experience.photos.length === 0) return null;
  return (
    <section aria-label={t("x.photos")}>
      <ul class="photo-strip">
        {experience.photos.map((photo) => (
          <li key={photo.id}>
            <StaffImage src={photo.small_url} alt={photo.caption} />
          </li>
        ))}
      </ul>
    </section>
  );
}
