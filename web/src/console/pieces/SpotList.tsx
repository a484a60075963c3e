import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { IconButton } from "../../ui/controls";
import { SpotPicker } from "./SpotPicker";
import { type Choice, choicesIn, choicesOf, moved } from "./spots";
import { t } from "./words";

interface SpotListProps {
  region: string;
  ids: string[];
  onChange: (ids: string[]) => void;
}

/** Several spots in their order, and the way to more of them. */
export function SpotList({ region, ids, onChange }: SpotListProps) {
  const names = useNames(region, ids);
  return (
    <>
      <div class="field">
        <span class="label" aria-live="polite">
          {t("spots.chosen", { count: ids.length })}
        </span>
        {ids.length === 0 && <p class="note">{t("spots.chosen.none")}</p>}
        <ol class="chosen">
          {ids.map((id, at) => (
            <Chosen
              key={id}
              name={names.get(id) ?? "…"}
              at={at}
              count={ids.length}
              onMove={(to) => onChange(moved(ids, at, to))}
              onRemove={() => onChange(ids.filter((one) => one !== id))}
            />
          ))}
        </ol>
      </div>
      {region && (
        <SpotPicker
          region={region}
          taken={ids}
          onPick={(picked) => onChange([...ids, ...picked.map(({ id }) => id)])}
        />
      )}
    </>
  );
}

interface ChosenProps {
  name: string;
  at: number;
  count: number;
  onMove: (to: number) => void;
  onRemove: () => void;
}

function Chosen({ name, at, count, onMove, onRemove }: ChosenProps) {
  return (
    <li>
      <span class="clock note">{at + 1}</span>
      <span class="name">{name}</span>
      <IconButton
        icon="up"
        label={t("spots.up", { name })}
        disabled={at === 0}
        onClick={() => onMove(at - 1)}
      />
      <IconButton
        icon="down"
        label={t("spots.down", { name })}
        disabled={at + 1 === count}
        onClick={() => onMove(at + 1)}
      />
      <IconButton icon="close" label={t("spots.remove", { name })} onClick={onRemove} />
    </li>
  );
}

/** Names of the region's spots, and of those chosen that lie elsewhere or are not public. */
function useNames(region: string, ids: readonly string[]): ReadonlyMap<string, string> {
  const names = useSignal<ReadonlyMap<string, string>>(new Map());
  const add = (found: Choice[]) => {
    names.value = new Map([
      ...names.value,
      ...found.map((one): [string, string] => [one.id, one.name]),
    ]);
  };
  useEffect(() => {
    const begin = async () => {
      if (region) add(await choicesIn(region));
      const missing = ids.filter((id) => !names.value.has(id));
      if (missing.length > 0) add(await choicesOf(missing));
    };
    begin().catch(() => {});
  }, [region]);
  return names.value;
}
