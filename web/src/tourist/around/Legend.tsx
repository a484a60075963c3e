import { type Key, t } from "../../i18n";
import { layers } from "../state/around";
import { loaded } from "../state/load";
import { notices } from "../state/places";

/** What the signs on the map mean; only those that are on it. */
export function Legend() {
  const told = loaded(notices) ?? [];
  const { events, toilet, shelter } = layers.value;
  return (
    <section class="stack tight">
      <h3>{t("around.legend")}</h3>
      <ul class="legend">
        <Line sign="lesser round" character="寄" name="around.legend.lesser" />
        <Line sign="" character="寄" name="around.legend.known" />
        {told.length > 0 && <Line sign="news closure" character="" name="around.legend.closure" />}
        {told.length > 0 && <Line sign="news best" character="" name="around.legend.best" />}
        {told.some((one) => one.area) && (
          <Line sign="area" character="" name="around.legend.area" />
        )}
        {events && <Line sign="extra" character="祭" name="around.events" />}
        {toilet && <Line sign="extra" character="WC" name="around.toilets" />}
        {shelter && <Line sign="extra" character="避" name="around.shelters" />}
      </ul>
    </section>
  );
}

function Line({ sign, character, name }: { sign: string; character: string; name: Key }) {
  return (
    <li>
      <span class={`stamp ${sign}`} lang="ja" aria-hidden="true">
        {character}
      </span>
      {t(name)}
    </li>
  );
}
