/** From where and when to where and when, drawn like the way it is. */
import { useState } from "preact/hooks";
import { findSpots } from "../../api/places";
import type { Spot } from "../../api/types";
import { t } from "../../i18n";
import { type Place, pointOf } from "../../plan/wishes";
import { Icon, type IconName } from "../../ui/Icon";
import { Failed } from "../../ui/pieces";
import { mapState, pickOnMap } from "../state/map";
import { region, regionName } from "../state/places";
import { findPosition, isIn } from "../state/position";
import { wish, wishes } from "../state/wishes";

type End = "from" | "to";

function nameOf(place: Place): string {
  switch (place.kind) {
    case "centre":
      return t("ask.place.centre", { region: regionName(wishes.value.region) });
    case "same":
      return t("ask.place.same");
    case "here":
      return t("ask.place.here");
    case "map":
      return t("ask.place.chosen");
    case "spot":
      return place.name;
  }
}

export function Ends({ faults }: { faults: Partial<Record<End, string | undefined>> }) {
  return (
    <div class="ends card">
      <EndRow end="from" fault={faults.from} />
      <EndRow end="to" fault={faults.to} />
    </div>
  );
}

function EndRow({ end, fault }: { end: End; fault?: string | undefined }) {
  const [open, setOpen] = useState(false);
  const field = end === "from" ? "startTime" : "endTime";
  const place = wishes.value[end];
  return (
    <div class={`end-row ${end}`}>
      <span class="end-dot" aria-hidden="true" />
      <button type="button" class="end-place" aria-expanded={open} onClick={() => setOpen(!open)}>
        <span class="label">{t(`ask.${end}`)}</span>
        <span class="end-name">{nameOf(place)}</span>
        <Icon name={open ? "up" : "down"} small />
      </button>
      <label>
        <span class="sr">{t(`ask.${end}.time`)}</span>
        <input
          class="input clock"
          type="time"
          value={wishes.value[field]}
          aria-invalid={fault ? "true" : undefined}
          aria-describedby={fault ? `fault-${field}` : undefined}
          onInput={(event) => wish({ [field]: event.currentTarget.value })}
        />
      </label>
      {fault && (
        <p class="fault" id={`fault-${field}`}>
          {fault}
        </p>
      )}
      {open && <Choices end={end} onDone={() => setOpen(false)} />}
    </div>
  );
}

function Choices({ end, onDone }: { end: End; onDone: () => void }) {
  const [trouble, setTrouble] = useState("");
  const choose = (place: Place) => {
    wish({ [end]: place });
    onDone();
  };
  const here = async () => {
    const at = await findPosition();
    const where = region.value;
    if (!at || !where) return setTrouble(t("ask.place.denied"));
    if (!isIn(where, at))
      return setTrouble(t("ask.place.away", { region: regionName(where.code) }));
    choose({ kind: "here", at, name: "" });
  };
  const onMap = async () => {
    const where = region.value;
    if (!where) return;
    const from = pointOf(wishes.value[end], where, wishes.value.from);
    const at = await pickOnMap(end === "from" ? "start" : "end", from);
    if (at) choose({ kind: "map", at, name: "" });
  };
  const option = (icon: IconName, label: string, run: () => void) => (
    <button type="button" class="chip plain" onClick={run}>
      <Icon name={icon} small />
      {label}
    </button>
  );
  return (
    <div class="end-choices">
      <div class="chips">
        {end === "to" &&
          option("refresh", t("ask.place.same"), () =>
            choose({ kind: "same", at: null, name: "" }),
          )}
        {option("pin", t("ask.place.centre", { region: regionName(wishes.value.region) }), () =>
          choose({ kind: "centre", at: null, name: "" }),
        )}
        {option("locate", t("ask.place.here"), () => void here())}
        {mapState.value === "there" && option("map", t("ask.place.map"), () => void onMap())}
      </div>
      {trouble && (
        <p class="fault" role="alert">
          {trouble}
        </p>
      )}
      <Search onFound={choose} />
    </div>
  );
}

const PAUSE_MS = 250;
let asked: AbortController | null = null;

/** Ask once somebody has stopped typing. */
function pause(signal: AbortSignal): Promise<void> {
  return new Promise((done, given) => {
    setTimeout(done, PAUSE_MS);
    signal.addEventListener("abort", given);
  });
}

function Search({ onFound }: { onFound: (place: Place) => void }) {
  const [found, setFound] = useState<Spot[] | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const search = async (words: string) => {
    asked?.abort();
    asked = null;
    setFailure(null);
    if (!words.trim()) return setFound(null);
    const mine = new AbortController();
    asked = mine;
    try {
      await pause(mine.signal);
      const spots = await findSpots(wishes.value.region, words.trim(), mine.signal);
      if (asked === mine) setFound(spots);
    } catch (cause) {
      if (asked === mine) setFailure(cause);
    }
  };
  const choose = (spot: Spot) => {
    const [lon = 0, lat = 0] = spot.geometry.coordinates;
    onFound({ kind: "spot", at: { lat, lon }, name: spot.properties.name });
  };
  return (
    <div class="stack tight">
      <label class="search">
        <Icon name="search" small />
        <span class="sr">{t("ask.place.search")}</span>
        <input
          class="input"
          type="search"
          placeholder={t("ask.place.search")}
          onInput={(event) => void search(event.currentTarget.value)}
          onKeyDown={(event) => event.key === "Enter" && event.preventDefault()}
        />
      </label>
      {failure !== null && <Failed failure={failure} />}
      <ul class="found" aria-live="polite">
        {found?.map((spot) => (
          <li key={spot.id}>
            <button type="button" onClick={() => choose(spot)}>
              {spot.properties.name}
            </button>
          </li>
        ))}
        {found?.length === 0 && <li class="note">{t("ask.place.none")}</li>}
      </ul>
    </div>
  );
}
