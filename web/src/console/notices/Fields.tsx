import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Notice } from "../../api/types";
import { faultAt } from "../../staff/faults";
import { Check, TextField } from "../../staff/form";
import { region } from "../../staff/session";
import { Button, Segments } from "../../ui/controls";
import type { FieldsProps } from "../pieces/Entry";
import { zoneName } from "../pieces/here";
import { SpotPicker } from "../pieces/SpotPicker";
import { type Choice, choicesOf } from "../pieces/spots";
import { WordsFields } from "../pieces/WordsFields";
import { t as piece } from "../pieces/words";
import { AreaField } from "./AreaField";
import { aboutOf, KINDS, type NoticeForm, withKind } from "./form";
import { t } from "./words";

export type NoticeFields = FieldsProps<Notice, NoticeForm>;

export function Fields(props: NoticeFields) {
  const { form, onChange, faults, kept } = props;
  return (
    <>
      <section class="card section">
        {kept ? (
          <p>
            <strong>{t(`kind.${form.kind}`)}</strong>
          </p>
        ) : (
          <Segments
            legend={t("kind")}
            name="kind"
            value={form.kind}
            choices={KINDS.map((value) => ({ value, label: t(`kind.${value}`) }))}
            onChange={(kind) => onChange(withKind(form, kind))}
          />
        )}
        <p class="note" aria-live="polite">
          {t(`kind.${form.kind}.does`)}
        </p>
        <About {...props} />
      </section>
      <section class="card section">
        <h2>{t("period")}</h2>
        <Period {...props} />
      </section>
      <WordsFields
        heading={t("words")}
        hint={t("words.hint")}
        name={{ key: "title", label: t("words.title"), field: "/titles" }}
        more={{
          key: "body",
          label: t("words.body"),
          field: "/bodies",
          rows: 4,
        }}
        value={form.texts}
        faults={faults}
        onChange={(texts) => onChange({ ...form, texts })}
      />
    </>
  );
}

function About({ form, onChange, faults, kept }: NoticeFields) {
  const where = region.value;
  if (!where) return null;
  return (
    <>
      {aboutOf(form.kind) === "either" && !kept && (
        <Segments
          legend={t("about")}
          name="about"
          value={form.about}
          choices={(["spot", "area"] as const).map((value) => ({
            value,
            label: t(`about.${value}`),
          }))}
          onChange={(about) => onChange({ ...form, about })}
        />
      )}
      {form.about === "area" ? (
        <AreaField
          region={where}
          corners={form.corners}
          faults={faults}
          onChange={(corners) => onChange({ ...form, corners })}
        />
      ) : (
        <SpotField
          region={where.code}
          spotId={form.spotId}
          fault={faultAt(faults, "/spot_id")}
          onChange={kept ? undefined : (spotId) => onChange({ ...form, spotId })}
        />
      )}
    </>
  );
}

interface SpotFieldProps {
  region: string;
  spotId: string | null;
  fault: string | undefined;
  /** Undefined where it stays. */
  onChange: ((spotId: string | null) => void) | undefined;
}

function SpotField({ region: code, spotId, fault, onChange }: SpotFieldProps) {
  const chosen = useSignal<Choice | null>(null);
  useEffect(() => {
    if (!spotId || chosen.value?.id === spotId) return;
    void choicesOf([spotId]).then(([found]) => {
      chosen.value = found ?? null;
    });
  }, [spotId]);
  return (
    <div class="field" id="field-spot-id" tabIndex={-1}>
      <span class="label">{t("about.spot")}</span>
      {spotId ? (
        <p class="row">
          <strong>{chosen.value?.name ?? "…"}</strong>
          {onChange && (
            <Button kind="quiet" onClick={() => onChange(null)}>
              {piece("spots.change")}
            </Button>
          )}
        </p>
      ) : (
        <SpotPicker
          single
          region={code}
          taken={[]}
          onPick={([one]) => {
            chosen.value = one ?? null;
            onChange?.(one?.id ?? null);
          }}
        />
      )}
      {fault && <span class="fault">{fault}</span>}
    </div>
  );
}

function Period({ form, onChange, faults }: NoticeFields) {
  const { wholeDays: whole, from, until } = form;
  const type = whole ? "date" : "datetime-local";
  const shown = (local: string) => (whole ? local.slice(0, 10) : local);
  const kept = (typed: string) => (whole && typed ? `${typed}T00:00` : typed);
  return (
    <>
      <Check
        label={t("period.days")}
        checked={whole}
        onChange={(wholeDays) => onChange({ ...form, wholeDays })}
      />
      <div class="columns">
        <TextField
          at="/valid_from"
          type={type}
          label={t(whole ? "period.from.day" : "period.from")}
          value={shown(from)}
          faults={faults}
          required
          onInput={(typed) => onChange({ ...form, from: kept(typed) })}
        />
        <TextField
          at="/valid_until"
          type={type}
          label={t(whole ? "period.until.day" : "period.until")}
          value={shown(until)}
          faults={faults}
          required={form.kind !== "information"}
          hint={form.kind === "information" ? t("period.open") : undefined}
          onInput={(typed) => onChange({ ...form, until: kept(typed) })}
        />
      </div>
      <p class="note">{t("period.zone", { zone: zoneName() })}</p>
    </>
  );
}
