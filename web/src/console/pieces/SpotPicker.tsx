import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { listCategories } from "../../api/places";
import type { Category } from "../../api/types";
import { Check, Select, TextField } from "../../staff/form";
import { Button } from "../../ui/controls";
import { Bones, Failed } from "../../ui/pieces";
import { type Choice, choicesIn, fitting, type Wanted } from "./spots";
import { t } from "./words";

const MOST_SHOWN = 8;

interface SpotPickerProps {
  region: string;
  /** Those that are not offered any more. */
  taken: readonly string[];
  onPick: (picked: Choice[]) => void;
  /** One is chosen, rather than several added. */
  single?: boolean;
}

/** Find public spots of a region, and pick one or all of those found. */
export function SpotPicker({ region, taken, onPick, single }: SpotPickerProps) {
  const wanted = useSignal<Wanted>({ words: "", category: "", lesser: false });
  const all = useSignal<Choice[] | null>(null);
  const failure = useSignal<unknown>(null);
  const categories = useSignal<Category[]>([]);
  const begin = () => {
    failure.value = null;
    choicesIn(region).then(
      (found) => {
        all.value = found;
      },
      (reason: unknown) => {
        failure.value = reason;
      },
    );
  };
  useEffect(begin, [region]);
  useEffect(() => {
    listCategories().then(
      (found) => {
        categories.value = found;
      },
      () => {},
    );
  }, []);
  if (failure.value) return <Failed failure={failure.value} onRetry={begin} />;
  if (!all.value) return <Bones lines={3} />;
  if (all.value.length === 0) return <p class="note">{t("spots.none")}</p>;
  const found = fitting(all.value, wanted.value).filter(({ id }) => !taken.includes(id));
  const wish = (change: Partial<Wanted>) => {
    wanted.value = { ...wanted.value, ...change };
  };
  return (
    <div class="picker">
      <div class="columns">
        <TextField
          at="/spot-words"
          type="search"
          label={t("spots.search")}
          value={wanted.value.words}
          onInput={(words) => wish({ words })}
        />
        <Select
          at="/spot-category"
          label={t("spots.category")}
          value={wanted.value.category}
          options={[
            { value: "", label: t("spots.category.any") },
            ...categories.value.map((one) => ({ value: one.code, label: one.name })),
          ]}
          onChange={(category) => wish({ category })}
        />
      </div>
      <Check
        label={t("spots.lesser")}
        checked={wanted.value.lesser}
        onChange={(lesser) => wish({ lesser })}
      />
      <p class="note" aria-live="polite">
        {t("spots.found", { count: found.length })}
      </p>
      <ul class="picks">
        {found.slice(0, MOST_SHOWN).map((one) => (
          <li key={one.id}>
            <button
              type="button"
              class="chip plain"
              aria-label={t(single ? "spots.choose" : "spots.add.one", { name: one.name })}
              onClick={() => onPick([one])}
            >
              {!single && <span aria-hidden="true">＋</span>}
              {one.name}
            </button>
          </li>
        ))}
      </ul>
      {found.length > MOST_SHOWN && (
        <p class="note">{t("spots.more", { count: found.length - MOST_SHOWN })}</p>
      )}
      {!single && found.length > 1 && found.length < all.value.length && (
        <div class="row">
          <Button icon="plus" onClick={() => onPick(found)}>
            {t("spots.add.all", { count: found.length })}
          </Button>
        </div>
      )}
    </div>
  );
}
