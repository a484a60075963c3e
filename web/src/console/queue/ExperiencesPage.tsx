import { useSignal } from "@preact/signals";
import { ofOrganisation } from "../../staff/session";
import { allPages } from "../../staff/staffCall";
import { useLoader, WithLoaded } from "../../staff/states";
import { Segments } from "../../ui/controls";
import { into } from "../../ui/into";
import { ExperienceCard } from "./ExperienceCard";
import type { Experience } from "./model";
import { t } from "./words";

type State = "waiting" | "published" | "suspended";

interface ListPage {
  experiences: Experience[];
  links: Record<string, string>;
}

/** All that the association was asked to vouch for. */
export function ExperiencesPage() {
  const state = useSignal<State>("waiting");
  const found = useLoader(async () => {
    const query = state.value === "waiting" ? "" : `&status=${state.value}`;
    const first = `${ofOrganisation("/experiences-to-review")}?limit=100${query}`;
    return (await allPages<ListPage>(first, 10)).flatMap((page) => page.experiences);
  });
  return (
    <div class="stack">
      <Segments
        legend={t("x.filter")}
        name="state"
        value={state.value}
        choices={[
          { value: "waiting", label: t("x.filter.waiting") },
          { value: "published", label: t("status.published") },
          { value: "suspended", label: t("status.suspended") },
        ]}
        onChange={into(state)}
      />
      <WithLoaded from={found}>
        {(experiences) =>
          experiences.length === 0 ? (
            <p class="note">{t("x.none")}</p>
          ) : (
            <ul class="todo-list">
              {experiences.map((experience) => (
                <ExperienceCard key={experience.id} experience={experience} />
              ))}
            </ul>
          )
        }
      </WithLoaded>
    </div>
  );
}
