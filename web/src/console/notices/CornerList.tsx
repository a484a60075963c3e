import { numberOf, TextField } from "../../staff/form";
import { IconButton } from "../../ui/controls";
import type { Corners } from "./area";
import { t } from "./words";

interface CornerListProps {
  corners: Corners;
  onChange: (corners: Corners) => void;
  /** Unfolded from the start, where there is no map to draw on. */
  open: boolean;
}

/** The corners as numbers. */
export function CornerList({ corners, onChange, open }: CornerListProps) {
  if (corners.length === 0) return null;
  const set = (at: number, key: "lat" | "lon", typed: string) => {
    const degrees = numberOf(typed);
    if (degrees === null || Number.isNaN(degrees)) return;
    onChange(corners.map((one, index) => (index === at ? { ...one, [key]: degrees } : one)));
  };
  return (
    <details class="fold" open={open}>
      <summary>{t("area.list")}</summary>
      <ol class="corners">
        {corners.map((corner, at) => (
          <li key={at}>
            {(["lat", "lon"] as const).map((key) => (
              <TextField
                key={key}
                at={`/area/${at}/${key}`}
                label={`${t("area.corner", { number: at + 1 })} ${t(`area.${key}`)}`}
                value={String(corner[key])}
                inputMode="decimal"
                onInput={(typed) => set(at, key, typed)}
              />
            ))}
            <IconButton
              icon="trash"
              label={t("area.remove", { number: at + 1 })}
              onClick={() => onChange(corners.filter((_, index) => index !== at))}
            />
          </li>
        ))}
      </ol>
    </details>
  );
}
