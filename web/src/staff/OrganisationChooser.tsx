import { language } from "../i18n";
import { go, hrefOf } from "./route";
import { chooseOrganisation, nameOf, organisation, organisations } from "./session";
import { t } from "./words";

/** For whom one works; a plain name where there is only one. */
export function OrganisationChooser() {
  void language.value;
  const all = organisations.value;
  const chosen = organisation.value;
  if (!chosen) return null;
  if (all.length === 1) return <span class="organisation">{nameOf(chosen.names)}</span>;
  return (
    <label class="organisation">
      <span class="sr">{t("organisation.choose")}</span>
      <select
        class="input"
        value={chosen.id}
        onChange={(event) => {
          chooseOrganisation(event.currentTarget.value);
          go(hrefOf());
        }}
      >
        {all.map((one) => (
          <option key={one.id} value={one.id}>
            {nameOf(one.names)}
          </option>
        ))}
      </select>
    </label>
  );
}
