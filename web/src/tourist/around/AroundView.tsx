/** What the map shows, in words: for who cannot see it, and to choose what it shows. */
import "../sheets/sheets.css";
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Spot } from "../../api/types";
import { t } from "../../i18n";
import { characterOf } from "../../map/stamps";
import { isLesser } from "../../plan/view";
import { Button } from "../../ui/controls";
import { Bones, Callout, Tag } from "../../ui/pieces";
import { ViewHead } from "../shell/ViewHead";
import { filter, listOpen, regionCategories, spots, spotsInView } from "../state/around";
import { loaded } from "../state/load";
import { categoryName } from "../state/places";
import { openView } from "../state/route";
import { days } from "../state/trip";
import { LayerSwitches } from "./LayerSwitches";
import { Legend } from "./Legend";
import { CategoryChip, LesserChip } from "./MapBar";

const AT_ONCE = 30;

export function AroundView() {
  useEffect(() => {
    listOpen.value = true;
    return () => {
      listOpen.value = false;
    };
  }, []);
  return (
    <div class="stack">
      <div>
        <ViewHead title={t("around.title")} />
        <p class="note">{t("around.lead")}</p>
      </div>
      <Kinds />
      <Places />
      <LayerSwitches />
      <Legend />
    </div>
  );
}

function Kinds() {
  const { categories, lesserOnly } = filter.value;
  const clear = () => {
    filter.value = { categories: [], lesserOnly: false };
  };
  return (
    <section aria-label={t("around.kinds")} class="stack tight">
      <div class="scroll-chips">
        <LesserChip />
        {(loaded(regionCategories) ?? []).map(({ code }) => (
          <CategoryChip code={code} key={code} />
        ))}
      </div>
      {(categories.length > 0 || lesserOnly) && (
        <div>
          <Button kind="quiet" icon="close" onClick={clear}>
            {t("around.clear")}
          </Button>
        </div>
      )}
    </section>
  );
}

function Places() {
  const shown = useSignal(AT_ONCE);
  const found = spotsInView.value;
  const { state, section } = spots.found.value;
  if (state === "far") return <Callout tone="plain">{t("around.far")}</Callout>;
  return (
    <section class="stack tight">
      <h3 aria-live="polite">{t("around.count", { count: found.length })}</h3>
      {state === "loading" && found.length === 0 && <Bones lines={3} />}
      {state === "failed" && <Callout icon="away">{t("around.failed")}</Callout>}
      {section && !section.whole && <p class="note">{t("around.more")}</p>}
      {state === "there" && found.length === 0 && (
        <Callout tone="plain">{t("around.none")}</Callout>
      )}
      <ul class="place-list">
        {found.slice(0, shown.value).map((spot) => (
          <li key={spot.id}>
            <Row spot={spot} />
          </li>
        ))}
      </ul>
      {found.length > shown.value && (
        <Button
          onClick={() => {
            shown.value += AT_ONCE;
          }}
        >
          {t("around.next")}
        </Button>
      )}
    </section>
  );
}

function Row({ spot }: { spot: Spot }) {
  const { name, category, renown } = spot.properties;
  const lesser = isLesser(renown);
  const planned = days.value.some((day) => day.stops.some((stop) => stop.spotId === spot.id));
  return (
    <button type="button" class="place-row" onClick={() => openView("spot", spot.id)}>
      <span class={`stamp ${lesser ? "lesser round" : ""}`} lang="ja" aria-hidden="true">
        {characterOf(category)}
      </span>
      <span class="grow">
        <strong>{name}</strong>
        <span class="tags">
          <span class="note">{categoryName(category)}</span>
          {planned && (
            <Tag tone="leaf" icon="check">
              {t("around.planned")}
            </Tag>
          )}
          {lesser && (
            <Tag tone="kaki" icon="sprout">
              {t("plan.lesser")}
            </Tag>
          )}
        </span>
      </span>
    </button>
  );
}
