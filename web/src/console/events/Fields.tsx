import { useSignal } from "@preact/signals";
import { NumberField, Select, TextArea, TextField } from "../../staff/form";
import { MapPin } from "../../staff/pin/MapPin";
import { region } from "../../staff/session";
import { Button } from "../../ui/controls";
import type { FieldsProps } from "../pieces/Entry";
import { currencyName } from "../pieces/here";
import { WordsFields } from "../pieces/WordsFields";
import type { Event, EventForm, Line } from "./form";
import { t } from "./words";

type Props = FieldsProps<Event, EventForm>;

export function Fields(props: Props) {
  const { form, onChange, faults } = props;
  return (
    <>
      <WordsFields
        heading={t("words")}
        hint={t("words.hint")}
        name={{ key: "name", label: t("words.name"), field: "/names" }}
        more={{
          key: "description",
          label: t("words.description"),
          field: "/descriptions",
          rows: 5,
        }}
        value={form.texts}
        faults={faults}
        onChange={(texts) => onChange({ ...form, texts })}
      >
        <div class="columns">
          <LineField {...props} line="name_kana" />
          <LineField {...props} line="category" hint={t("category.hint")} />
        </div>
      </WordsFields>
      <When {...props} />
      <Where {...props} />
      <Fee {...props} />
      <Contact {...props} />
    </>
  );
}

interface LineProps extends Props {
  line: Line;
  type?: "text" | "time" | "date" | "tel" | "url";
  hint?: string | undefined;
  rows?: number;
}

/** One of the many texts of an event. */
function LineField({ form, onChange, faults, line, type, hint, rows }: LineProps) {
  const common = {
    at: `/${line}`,
    label: t(line),
    hint,
    faults,
    value: form.lines[line],
    onInput: (text: string) => onChange({ ...form, lines: { ...form.lines, [line]: text } }),
  };
  return rows ? (
    <TextArea {...common} rows={rows} />
  ) : (
    <TextField {...common} type={type ?? "text"} />
  );
}

function When(props: Props) {
  const { form, onChange, faults } = props;
  return (
    <section class="card section">
      <h2>{t("when")}</h2>
      <div class="columns">
        <TextField
          at="/first_date"
          type="date"
          label={t("first_date")}
          value={form.first}
          faults={faults}
          required
          onInput={(first) => onChange({ ...form, first })}
        />
        <TextField
          at="/last_date"
          type="date"
          label={t("last_date")}
          hint={t("last_date.hint")}
          value={form.last}
          faults={faults}
          onInput={(last) => onChange({ ...form, last })}
        />
      </div>
      <div class="columns">
        <LineField {...props} line="begins_at" type="time" hint={t("times.hint")} />
        <LineField {...props} line="closes_at" type="time" />
      </div>
      <LineField {...props} line="remark" rows={2} />
    </section>
  );
}

function Where(props: Props) {
  const { form, onChange, faults } = props;
  const open = useSignal(form.lat !== "" || form.lon !== "");
  const where = region.value;
  return (
    <section class="card section">
      <h2>{t("where")}</h2>
      <div class="columns">
        <LineField {...props} line="place_name" />
        <LineField {...props} line="address" />
      </div>
      {open.value && where ? (
        <>
          <MapPin
            region={where}
            lat={form.lat}
            lon={form.lon}
            faults={faults}
            onMove={(lat, lon) => onChange({ ...form, lat, lon })}
          />
          <div class="row">
            <Button
              kind="quiet"
              onClick={() => {
                open.value = false;
                onChange({ ...form, lat: "", lon: "" });
              }}
            >
              {t("pin.remove")}
            </Button>
          </div>
        </>
      ) : (
        <div class="row">
          <Button
            icon="pin"
            onClick={() => {
              open.value = true;
            }}
          >
            {t("pin")}
          </Button>
          <span class="note">{t("pin.none")}</span>
        </div>
      )}
      <div class="columns">
        <LineField {...props} line="access" rows={2} />
        <LineField {...props} line="parking" rows={2} />
      </div>
    </section>
  );
}

function Fee(props: Props) {
  const { form, onChange, faults } = props;
  return (
    <section class="card section">
      <h2>{t("fee")}</h2>
      <div class="columns">
        <NumberField
          at="/fee_minor"
          label={t("fee_minor")}
          hint={t("fee_minor.hint")}
          value={form.fee}
          suffix={currencyName()}
          faults={faults}
          onInput={(fee) => onChange({ ...form, fee })}
        />
        <LineField {...props} line="fee_text" />
        <LineField {...props} line="capacity" />
      </div>
      <div class="columns">
        <Select
          at="/application_needed"
          label={t("application_needed")}
          value={form.application}
          options={(["unknown", "yes", "no"] as const).map((value) => ({
            value,
            label: t(`application.${value}`),
          }))}
          onChange={(value) =>
            onChange({ ...form, application: value as EventForm["application"] })
          }
        />
        {form.application === "yes" && (
          <>
            <LineField {...props} line="application_from" type="date" />
            <LineField {...props} line="application_until" type="date" />
          </>
        )}
      </div>
    </section>
  );
}

function Contact(props: Props) {
  return (
    <section class="card section">
      <h2>{t("contact.title")}</h2>
      <div class="columns">
        <LineField {...props} line="organiser" />
        <LineField {...props} line="contact" />
        <LineField {...props} line="phone" type="tel" />
        <LineField {...props} line="url" type="url" hint={t("url.hint")} />
        <LineField {...props} line="listed_id" hint={t("listed_id.hint")} />
      </div>
    </section>
  );
}
