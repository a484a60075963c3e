import { useEffect } from "preact/hooks";
import type { Notice } from "../../api/types";
import { t } from "../../i18n";
import { longDate } from "../../i18n/format";
import { localIn } from "../../plan/wall";
import { Button } from "../../ui/controls";
import { LongText } from "../../ui/LongText";
import { Callout } from "../../ui/pieces";
import { ViewHead } from "../shell/ViewHead";
import { loaded } from "../state/load";
import { map } from "../state/map";
import { notices, region } from "../state/places";
import { openView } from "../state/route";

export function lastsOf({ valid_from: from, valid_until: until }: Notice): string {
  const day = (moment: string) => longDate(localIn(region.value?.time_zone, moment));
  return until
    ? t("notice.until", { from: day(from), until: day(until) })
    : t("notice.from", { from: day(from) });
}

function showArea(area: Notice["area"]): void {
  const points = area?.coordinates.flat() ?? [];
  const lons = points.map(([lon = 0]) => lon);
  const lats = points.map(([, lat = 0]) => lat);
  if (points.length > 0)
    map.value?.camera.fitBox([
      Math.min(...lons),
      Math.min(...lats),
      Math.max(...lons),
      Math.max(...lats),
    ]);
}

/** What an association says of a place, a street or the whole region. */
export function NoticeView({ id }: { id: string }) {
  const notice = loaded(notices)?.find((one) => one.id === id);
  useEffect(() => showArea(notice?.area ?? null), [notice?.id]);
  const spotId = notice?.spot_id;
  return (
    <article class="stack">
      <ViewHead title={notice?.title ?? t("spot.notices")} />
      {!notice && <Callout tone="plain">{t("notice.gone")}</Callout>}
      {notice && (
        <>
          <Callout tone={notice.kind === "at_its_best" ? "good" : ""}>
            <strong>{t(`notice.kind.${notice.kind}`)}</strong>
            <p>{lastsOf(notice)}</p>
          </Callout>
          <LongText text={notice.body} />
          {spotId && (
            <Button icon="pin" onClick={() => openView("spot", spotId)}>
              {t("event.spot")}
            </Button>
          )}
        </>
      )}
    </article>
  );
}
