import { faultAt, fieldId } from "../../../staff/faults";
import { Check, TextField } from "../../../staff/form";
import { Button, IconButton } from "../../../ui/controls";
import type { Dated } from "../model";
import { t } from "../words";
import type { HoursProps } from "./props";
import { SpanFields } from "./SpanFields";

/** Single days that differ. */
export function DatedFields({ form, change, faults, readOnly }: HoursProps) {
  const { dated } = form;
  const set = (index: number, part: Partial<Dated>) =>
    change({ dated: dated.map((one, at) => (at === index ? { ...one, ...part } : one)) });
  return (
    <fieldset class="stack" id={fieldId("/dated")}>
      <legend>{t("hours.dated")}</legend>
      <p class="note">{t("hours.dated.lead")}</p>
      {dated.map((one, index) => (
        <div class="dated-row" key={index}>
          <TextField
            at={`/dated/${index}/date`}
            label={t("hours.dated.date")}
            type="date"
            value={one.date}
            onInput={(date) => set(index, { date })}
            faults={faults}
            readOnly={readOnly}
          />
          <TextField
            at={`/dated/${index}/reason`}
            label={t("hours.dated.reason")}
            value={one.reason}
            onInput={(reason) => set(index, { reason })}
            faults={faults}
            readOnly={readOnly}
          />
          <div class="spans">
            <Check
              label={t("hours.dated.closed")}
              checked={one.open.length === 0}
              onChange={(closed) =>
                !readOnly &&
                set(index, { open: closed ? [] : [{ opens: "09:00", closes: "17:00" }] })
              }
            />
            <SpanFields
              name={one.date}
              at={`dated-${index}`}
              spans={one.open}
              onChange={(open) => set(index, { open })}
              readOnly={readOnly}
            />
            {faultAt(faults, `/dated/${index}/open`) && (
              <span class="fault">{faultAt(faults, `/dated/${index}/open`)}</span>
            )}
          </div>
          {!readOnly && (
            <IconButton
              icon="trash"
              label={t("hours.dated.remove", { date: one.date })}
              onClick={() => change({ dated: dated.filter((_, at) => at !== index) })}
            />
          )}
        </div>
      ))}
      {!readOnly && (
        <div>
          <Button
            icon="plus"
            onClick={() => change({ dated: [...dated, { date: "", open: [], reason: "" }] })}
          >
            {t("hours.dated.add")}
          </Button>
        </div>
      )}
    </fieldset>
  );
}
