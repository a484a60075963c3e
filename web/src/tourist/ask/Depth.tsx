import { type Key, t } from "../../i18n";
import { wish, wishes } from "../state/wishes";

const STEPS = 4;

/** How far off the beaten track: a slider that says in words what it means. */
export function Depth() {
  const step = Math.round(wishes.value.lesserKnown * STEPS);
  const said = t(`ask.lesser.${step}` as Key);
  return (
    <div class="depth" data-step={step}>
      <label class="field">
        <span class="label">{t("ask.lesser")}</span>
        <input
          type="range"
          min={0}
          max={STEPS}
          step={1}
          value={step}
          aria-valuetext={said}
          onInput={(event) => wish({ lesserKnown: Number(event.currentTarget.value) / STEPS })}
        />
      </label>
      <div class="depth-ends" aria-hidden="true">
        <span>{t("ask.lesser.low")}</span>
        <span>{t("ask.lesser.high")}</span>
      </div>
      <p class="depth-said">{said}</p>
    </div>
  );
}
