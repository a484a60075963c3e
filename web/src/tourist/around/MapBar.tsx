/** Over the map: what kinds of places it shows, and the way to the list of them. */
import "./around.css";
import { t } from "../../i18n";
import { characterOf } from "../../map/stamps";
import { Icon } from "../../ui/Icon";
import { filter, regionCategories, spots } from "../state/around";
import { loaded } from "../state/load";
import { mapState } from "../state/map";
import { categoryName } from "../state/places";
import { openView, route } from "../state/route";

/** Only what most places are; all kinds are in the list. */
const MOST_CHIPS = 12;

export function toggleCategory(code: string): void {
  const { categories } = filter.value;
  const others = categories.filter((one) => one !== code);
  const chosen = others.length < categories.length ? others : [...categories, code];
  filter.value = { ...filter.value, categories: chosen };
}

export function toggleLesser(): void {
  filter.value = { ...filter.value, lesserOnly: !filter.value.lesserOnly };
}

export function CategoryChip({ code }: { code: string }) {
  return (
    <button
      type="button"
      class="chip"
      aria-pressed={filter.value.categories.includes(code)}
      onClick={() => toggleCategory(code)}
    >
      <span class="stamp" lang="ja" aria-hidden="true">
        {characterOf(code)}
      </span>
      {categoryName(code)}
    </button>
  );
}

export function LesserChip() {
  return (
    <button
      type="button"
      class="chip lesser-chip"
      aria-pressed={filter.value.lesserOnly}
      onClick={toggleLesser}
    >
      <span class="stamp lesser round" lang="ja" aria-hidden="true">
        寄
      </span>
      {t("map.legend.lesser")}
    </button>
  );
}

export function MapBar() {
  const kinds = (loaded(regionCategories) ?? []).slice(0, MOST_CHIPS);
  const isOpen = route.value.view === "around";
  return (
    <div class="map-bar">
      <button
        type="button"
        class="chip plain map-list"
        aria-expanded={isOpen}
        onClick={() => openView("around", undefined, isOpen)}
      >
        <Icon name="layers" small />
        {t("around.open")}
      </button>
      {mapState.value === "there" && (
        <div class="map-chips" role="group" aria-label={t("around.kinds")}>
          <LesserChip />
          {kinds.map(({ code }) => (
            <CategoryChip code={code} key={code} />
          ))}
        </div>
      )}
      <MapState />
    </div>
  );
}

/** Says when the map shows less than there is. */
function MapState() {
  const { state, section } = spots.found.value;
  const text =
    state === "far"
      ? t("around.far")
      : state === "failed"
        ? t("around.failed")
        : state === "there" && section && !section.whole
          ? t("around.more")
          : "";
  return (
    <p class="map-said" role="status">
      {mapState.value === "there" && text && <span>{text}</span>}
    </p>
  );
}
