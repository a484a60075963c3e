import { language, t } from "../../i18n";
import { characterOf } from "../../map/stamps";
import { regionCategories } from "../state/around";
import { loaded } from "../state/load";
import { categories } from "../state/places";
import { wish, wishes } from "../state/wishes";

/** Categories of which the region has places, the most frequent first; meals are asked elsewhere. */
function offered(): { code: string; name: string }[] {
  const counts = new Map(loaded(regionCategories)?.map(({ code, spots }) => [code, spots]));
  return (loaded(categories) ?? [])
    .filter(({ code }) => code !== "food" && (counts.size === 0 || counts.has(code)))
    .sort((a, b) => (counts.get(b.code) ?? 0) - (counts.get(a.code) ?? 0))
    .map(({ code, name, names }) => ({ code, name: names[language.value] ?? name }));
}

export function Likes() {
  const { likes } = wishes.value;
  const toggle = (code: string) =>
    wish({ likes: likes.includes(code) ? likes.filter((one) => one !== code) : [...likes, code] });
  return (
    <fieldset class="field">
      <legend>
        {t("ask.likes")} <span class="hint">{t("ask.likes.hint")}</span>
      </legend>
      <div class="chips">
        {offered().map(({ code, name }) => (
          <button
            type="button"
            class="chip"
            key={code}
            aria-pressed={likes.includes(code)}
            onClick={() => toggle(code)}
          >
            <span class="stamp" aria-hidden="true" lang="ja">
              {characterOf(code)}
            </span>
            {name}
          </button>
        ))}
      </div>
    </fieldset>
  );
}
