import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { Region } from "../../api/types";
import { type Faults, faultAt } from "../../staff/faults";
import { Button, IconButton } from "../../ui/controls";
import { type Corners, crossesItself, squareKm, withCorner } from "./area";
import type { AreaMap } from "./areaMap";
import { CornerList } from "./CornerList";
import { t } from "./words";

interface AreaFieldProps {
  region: Region;
  corners: Corners;
  onChange: (corners: Corners) => void;
  faults: Faults;
}

/** An area drawn on the map, and its corners as numbers for who does without. */
export function AreaField({ region, corners, onChange, faults }: AreaFieldProps) {
  const box = useRef<HTMLDivElement>(null);
  const shown = useRef<AreaMap | null>(null);
  const failed = useSignal(false);
  const latest = useRef({ corners, onChange });
  latest.current = { corners, onChange };
  useEffect(() => {
    let gone = false;
    const begin = async () => {
      const { AreaMap } = await import("./areaMap");
      if (gone || !box.current) return;
      const put = (after: Corners) => latest.current.onChange(after);
      shown.current = new AreaMap(box.current, region, {
        onAdd: (at) => put(withCorner(latest.current.corners, at)),
        onMove: (corner, at) =>
          put(latest.current.corners.map((one, index) => (index === corner ? at : one))),
        onRemove: (corner) => put(latest.current.corners.filter((_, index) => index !== corner)),
        labelOf: (corner) => t("area.corner", { number: corner + 1 }),
      });
      shown.current.show(latest.current.corners);
    };
    begin().catch((cause: unknown) => {
      console.warn(cause);
      failed.value = true;
    });
    return () => {
      gone = true;
      shown.current?.destroy();
      shown.current = null;
    };
  }, [region.code]);
  useEffect(() => shown.current?.show(corners), [corners]);
  const fault = faultAt(faults, "/area");
  const addHere = () => {
    const centre = shown.current?.centre ?? region.centre;
    onChange(withCorner(corners, centre));
  };
  return (
    <div class="area" id="field-area" tabIndex={-1}>
      <p class="note">{failed.value ? t("area.failed") : t("area.lead")}</p>
      <div class="area-map" hidden={failed.value}>
        <div class="area-canvas" ref={box} />
        <div class="area-cross" aria-hidden="true" />
        <div class="pin-tools">
          <IconButton icon="plus" label={t("area.in")} onClick={() => shown.current?.zoomBy(1)} />
          <IconButton
            icon="minus"
            label={t("area.out")}
            onClick={() => shown.current?.zoomBy(-1)}
          />
          <IconButton icon="fit" label={t("area.fit")} onClick={() => shown.current?.fit()} />
        </div>
      </div>
      <div class="row">
        <Button icon="plus" onClick={addHere}>
          {failed.value ? t("area.addInNumbers") : t("area.add")}
        </Button>
        {corners.length > 0 && (
          <Button kind="quiet" onClick={() => onChange([])}>
            {t("area.clear")}
          </Button>
        )}
        <span class="note" aria-live="polite">
          {sizeOf(corners)}
        </span>
      </div>
      {(fault || crossesItself(corners)) && (
        <p class="fault" role="alert">
          {fault ?? t("lack.crossing")}
        </p>
      )}
      <CornerList corners={corners} onChange={onChange} open={failed.value} />
    </div>
  );
}

function sizeOf(corners: Corners): string {
  if (corners.length < 3) return t("area.few", { count: 3 - corners.length });
  const km = squareKm(corners);
  const size = km < 0.1 ? km.toFixed(3) : km.toFixed(2);
  return t("area.size", { count: corners.length, size });
}
