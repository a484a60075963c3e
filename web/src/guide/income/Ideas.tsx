/** What people wish for and do not find. */
import { useSignal } from "@preact/signals";
import { listCategories } from "../../api/places";
import { language } from "../../i18n";
import { languageName } from "../../i18n/format";
import { Select } from "../../staff/form";
import { Link } from "../../staff/Link";
import { hrefOf } from "../../staff/route";
import { nameOf, organisation, regions } from "../../staff/session";
import { useLoader, WithLoaded } from "../../staff/states";
import { into } from "../../ui/into";
import { listIdeas } from "../api";
import type { Idea } from "../types";
import { t } from "./words";

async function seenIn(region: string) {
  const [found, categories] = await Promise.all([listIdeas(region), listCategories()]);
  return { found, names: new Map(categories.map((one) => [one.code, one.name])) };
}

export function Ideas() {
  const region = useSignal(organisation.value?.region_code ?? regions.value[0]?.code ?? "");
  const loader = useLoader(() => seenIn(region.value));
  return (
    <div class="stack">
      <p class="lead">{t("ideas.lead")}</p>
      <div class="narrow">
        <Select
          at="/region"
          label={t("ideas.region")}
          value={region.value}
          options={regions.value.map((one) => ({ value: one.code, label: nameOf(one.names) }))}
          onChange={into(region)}
        />
      </div>
      <WithLoaded from={loader}>
        {({ found, names }) => (
          <div class="stack">
            {Object.keys(found.languages).length > 0 && (
              <p>{t("ideas.languages", { languages: spoken(found.languages) })}</p>
            )}
            {found.ideas.length === 0 && <p>{t("ideas.none")}</p>}
            <ul class="cards columns">
              {found.ideas.map((idea) => (
                <One key={idea.category} idea={idea} name={names.get(idea.category)} />
              ))}
            </ul>
            <Link class="button primary tall" href={hrefOf("experiences", "new")}>
              {t("ideas.write")}
            </Link>
          </div>
        )}
      </WithLoaded>
    </div>
  );
}

function spoken(languages: Record<string, number>): string {
  return Object.entries(languages)
    .sort(([, a], [, b]) => b - a)
    .map(([code, count]) => t("ideas.language", { language: languageName(code), count }))
    .join(language.value === "ja" ? "、" : ", ");
}

function One({ idea, name }: { idea: Idea; name: string | undefined }) {
  return (
    <li class="card">
      <h2>{name ?? idea.category}</h2>
      <dl class="facts">
        <Line name={t("ideas.plans")} value={t("ideas.times", { count: idea.plans })} />
        <Line name={t("ideas.searches")} value={t("ideas.times", { count: idea.searches })} />
        <Line
          name={t("ideas.seats")}
          value={t("ideas.seats.value", { count: idea.seats_awaited })}
        />
        <Line
          name={t("ideas.there")}
          value={t("ideas.there.value", {
            experiences: idea.experiences,
            seats: idea.free_seats,
          })}
        />
      </dl>
      {Object.keys(idea.languages).length > 0 && (
        <p class="note">{t("ideas.languages", { languages: spoken(idea.languages) })}</p>
      )}
    </li>
  );
}

function Line({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}
