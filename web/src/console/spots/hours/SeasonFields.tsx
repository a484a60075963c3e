import { fieldId } from "../../../staff/faults";
import { TextField } from "../../../staff/form";
import { Button, IconButton } from "../../../ui/controls";
import { t } from "../words";
import type { HoursProps } from "./props";

/** Times of the year outside which the spot is closed. */
export function SeasonFields({ form, change, faults, readOnly }: HoursProps) {
  const { seasons } = form;
  const set = (index: number, part: Partial<(typeof seasons)[number]>) =>
    change({ seasons: seasons.map((one, at) => (at === index ? { ...one, ...part } : one)) });
  return (
    <fieldset class="stack" id={fieldId("/seasons")}>
      <legend>{t("hours.seasons")}</legend>
      <p class="note">{t("hours.seasons.lead")}</p>
      {seasons.map((season, index) => (
        <div class="season-row" key={index}>
          {(["first", "last"] as const).map((end) => (
            <TextField
              key={end}
              at={`/seasons/${index}/${end}`}
              label={t(`hours.seasons.${end}`)}
              hint={t("hours.monthDay")}
              value={season[end]}
              onInput={(typed) => set(index, { [end]: typed.normalize("NFKC") })}
              faults={faults}
              readOnly={readOnly}
            />
          ))}
          {!readOnly && (
            <IconButton
              icon="trash"
              label={t("hours.seasons.remove")}
              onClick={() => change({ seasons: seasons.filter((_, at) => at !== index) })}
            />
          )}
        </div>
      ))}
      {!readOnly && (
        <div>
          <Button
            icon="plus"
            onClick={() => change({ seasons: [...seasons, { first: "", last: "" }] })}
          >
            {t("hours.seasons.add")}
          </Button>
        </div>
      )}
    </fieldset>
  );
}
