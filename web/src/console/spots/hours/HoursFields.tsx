import { faultAt, fieldId } from "../../../staff/faults";
import { Check, TextArea, TextField } from "../../../staff/form";
import { Segments } from "../../../ui/controls";
import { t } from "../words";
import { DatedFields } from "./DatedFields";
import type { HoursProps } from "./props";
import { SeasonFields } from "./SeasonFields";
import { WeekFields } from "./WeekFields";
import { expressionOf, type Hours, usualWeek } from "./weekly";

type Mode = Hours["mode"];
const MODES = ["weekly", "always", "unknown", "raw"] as const;

export function HoursFields(props: HoursProps) {
  const { form, change, faults, readOnly } = props;
  const { hours } = form;
  const fault = faultAt(faults, "/opening_hours");
  return (
    <>
      <div class="stack" id={hours.mode === "raw" ? undefined : fieldId("/opening_hours")}>
        <Segments
          legend={t("hours.mode")}
          name="hours-mode"
          value={hours.mode}
          choices={MODES.map((value) => ({ value, label: t(`hours.${value}`) }))}
          onChange={(mode) => !readOnly && change({ hours: turned(hours, mode) })}
        />
        {hours.mode === "weekly" && (
          <WeekFields
            hours={hours}
            onChange={(changed) => change({ hours: changed })}
            readOnly={readOnly}
          />
        )}
        {hours.mode === "weekly" && fault && <span class="fault">{fault}</span>}
        {hours.mode === "raw" && (
          <TextField
            at="/opening_hours"
            label={t("hours.raw.label")}
            hint={t("hours.raw.hint")}
            value={hours.text}
            onInput={(text) => change({ hours: { mode: "raw", text } })}
            faults={faults}
            readOnly={readOnly}
          />
        )}
      </div>
      {(hours.mode === "weekly" || hours.mode === "raw") && !readOnly && (
        <Check
          label={t("hours.afterHoliday")}
          checked={form.afterHoliday}
          onChange={(afterHoliday) => change({ afterHoliday })}
        />
      )}
      <TextArea
        at="/hours_note"
        label={t("hours.note")}
        rows={2}
        value={form.hoursNote}
        onInput={(hoursNote) => change({ hoursNote })}
        faults={faults}
        readOnly={readOnly}
      />
      <DatedFields {...props} />
      <SeasonFields {...props} />
    </>
  );
}

/** The same hours in another way, as far as there is one. */
function turned(hours: Hours, mode: Mode): Hours {
  if (mode === hours.mode) return hours;
  if (mode === "weekly") return { mode, week: usualWeek(), holiday: { mode: "usual" } };
  if (mode === "raw") return { mode, text: expressionOf(hours) ?? "" };
  return { mode };
}
