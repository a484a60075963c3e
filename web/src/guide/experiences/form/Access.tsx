/** What people who need to know about barriers want to know. */
import { maybe } from "../../../i18n";
import { Select } from "../../../staff/form";
import { t as staffWord } from "../../../staff/words";
import type { SectionProps } from "./Section";
import { t } from "./words";

const FACTS = [
  "wheelchair",
  "step_free",
  "accessible_toilet",
  "stroller_use",
  "assistance_dogs",
  "writing_support",
  "priority_parking",
  "nursing_room",
  "diaper_table",
  "food_and_drink",
  "wheelchair_loan",
  "cane_loan",
  "stroller_loan",
  "ostomate_toilet",
  "tactile_guidance",
  "braille_or_audio",
  "subtitles",
];

export function AccessSection({ draft, set }: SectionProps) {
  const choose = (fact: string, value: string) =>
    set({
      accessibility: { ...draft.accessibility, [fact]: value === "" ? null : value === "yes" },
    });
  return (
    <details class="fold form-section">
      <summary>
        <h2>{t("access")}</h2>
      </summary>
      <p class="note">{t("access.lead")}</p>
      <div class="columns">
        {FACTS.map((fact) => {
          const known = draft.accessibility[fact];
          return (
            <Select
              key={fact}
              at={`/accessibility/${fact}`}
              label={maybe(`access.${fact}`) ?? fact}
              value={known === true ? "yes" : known === false ? "no" : ""}
              options={[
                { value: "", label: staffWord("unknown") },
                { value: "yes", label: staffWord("yes") },
                { value: "no", label: staffWord("no") },
              ]}
              onChange={(value) => choose(fact, value)}
            />
          );
        })}
      </div>
    </details>
  );
}
