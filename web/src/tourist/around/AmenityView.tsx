import { t } from "../../i18n";
import { Callout, Tag } from "../../ui/pieces";
import { ViewHead } from "../shell/ViewHead";
import { shownAmenities } from "../state/around";

/** A public toilet or an evacuation site. */
export function AmenityView({ id, kind }: { id: string; kind: "toilet" | "shelter" }) {
  const found = shownAmenities.value.find((one) => one.id === id)?.properties;
  const usual = t(kind === "toilet" ? "around.toilets" : "around.shelters");
  return (
    <article class="stack">
      <ViewHead title={found?.name || usual} />
      {!found && <Callout tone="plain">{t("amenity.gone")}</Callout>}
      {found && (
        <>
          <div class="tags">
            <Tag tone="ai">{usual}</Tag>
            {found.wheelchair && <Tag>{t("access.wheelchair")}</Tag>}
            {found.ostomate && <Tag>{t("access.ostomate_toilet")}</Tag>}
            {found.for_children && <Tag>{t("amenity.children")}</Tag>}
            {found.hazards?.map((hazard) => (
              <Tag key={hazard}>{t(`hazard.${hazard as Hazard}`)}</Tag>
            ))}
          </div>
          {found.address && <p>{found.address}</p>}
          {found.capacity !== null && <p>{t("amenity.capacity", { count: found.capacity })}</p>}
          <p class="note">
            {t("spot.source")}: {found.attribution}
          </p>
        </>
      )}
    </article>
  );
}

type Hazard =
  | "flood"
  | "landslide"
  | "storm_surge"
  | "earthquake"
  | "tsunami"
  | "large_fire"
  | "inland_flood"
  | "volcano";
