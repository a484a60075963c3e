import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { t as word } from "../../i18n";
import { megabytes } from "../../i18n/format";
import { Check, Select, TextField } from "../../staff/form";
import { nameOf, organisation, region, regions } from "../../staff/session";
import { Button, Segments } from "../../ui/controls";
import { Icon } from "../../ui/Icon";
import { Callout } from "../../ui/pieces";
import { type Kind, rowCount } from "./sheet";
import {
  check,
  choose,
  encoding,
  file,
  guessed,
  isBroken,
  MOST_BYTES,
  report,
  sheet,
  wish,
  wishes,
  work,
} from "./state";
import { t } from "./words";

const KINDS: readonly Kind[] = ["spots", "events", "toilets", "shelters"];

/** Which file it is, and how to take it. */
export function FileStep() {
  const chosen = file.value;
  return (
    <section class="card" aria-labelledby="imports-file">
      <h2 id="imports-file">{t("file.title")}</h2>
      <Drop />
      {chosen && chosen.size > MOST_BYTES && <Callout tone="bad">{t("file.large")}</Callout>}
      {isBroken.value && <Callout>{t("file.broken")}</Callout>}
      {chosen && chosen.size <= MOST_BYTES && <How />}
    </section>
  );
}

function Drop() {
  const input = useRef<HTMLInputElement>(null);
  const over = useSignal(false);
  const chosen = file.value;
  return (
    <div
      role="group"
      aria-label={t("file.title")}
      class={`drop ${over.value ? "over" : ""}`}
      onDragOver={(event) => {
        event.preventDefault();
        over.value = true;
      }}
      onDragLeave={() => {
        over.value = false;
      }}
      onDrop={(event) => {
        event.preventDefault();
        over.value = false;
        const [first] = event.dataTransfer?.files ?? [];
        if (first) void choose(first);
      }}
    >
      <Icon name="upload" />
      {chosen && <ChosenFile />}
      <input
        ref={input}
        class="sr"
        type="file"
        tabIndex={-1}
        aria-label={t("file.choose")}
        accept=".csv,.xlsx,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        onChange={(event) => {
          const [first] = event.currentTarget.files ?? [];
          event.currentTarget.blur();
          if (first) void choose(first);
        }}
      />
      <Button kind={chosen ? "plain" : "primary"} onClick={() => input.current?.click()}>
        {chosen ? t("file.other") : t("file.choose")}
      </Button>
      <p class="note">
        {t("file.drop")}
        <br />
        {t("file.hint")}
      </p>
    </div>
  );
}

function ChosenFile() {
  const table = sheet.value;
  const written = encoding.value;
  const rows = table ? rowCount(table) : 0;
  return (
    <p aria-live="polite">
      <strong>{file.value?.name}</strong>
      <br />
      <span class="note">
        {megabytes(file.value?.size ?? 0)}
        {word("list.dot")}
        {table && written
          ? t("file.rows", { rows, encoding: t(`export.encoding.${written}`) })
          : t("file.workbook")}
      </span>
    </p>
  );
}

function How() {
  const { kind, replace, attribution, licence } = wishes.value;
  const where = wishes.value.region || region.value?.code || "";
  return (
    <form
      class="form"
      onSubmit={(event) => {
        event.preventDefault();
        void check();
      }}
    >
      <Segments
        legend={t("kind")}
        name="kind"
        value={kind}
        choices={KINDS.map((value) => ({ value, label: t(`kind.${value}`) }))}
        onChange={(value) => wish({ kind: value, replace: false })}
      />
      {guessed.value && guessed.value === kind && (
        <p class="note">{t("kind.guessed", { kind: t(`kind.${kind}`) })}</p>
      )}
      <div class="columns">
        <Select
          at="/region"
          label={t("region")}
          value={where}
          options={regions.value.map((one) => ({ value: one.code, label: nameOf(one.names) }))}
          onChange={(value) => wish({ region: value })}
        />
      </div>
      <details class="fold">
        <summary>{t("source")}</summary>
        <div class="columns">
          <TextField
            at="/attribution"
            label={t("attribution")}
            hint={t("attribution.hint", { organisation: nameOf(organisation.value?.names) })}
            value={attribution}
            maxLength={500}
            onInput={(value) => wish({ attribution: value })}
          />
          <TextField
            at="/licence"
            label={t("licence")}
            hint={t("licence.hint")}
            value={licence}
            maxLength={500}
            onInput={(value) => wish({ licence: value })}
          />
        </div>
      </details>
      {(kind === "toilets" || kind === "shelters") && (
        <Check
          label={t("replace")}
          hint={t("replace.hint", { kind: t(`kind.${kind}`) })}
          checked={replace}
          onChange={(value) => wish({ replace: value })}
        />
      )}
      <div class="row">
        <Button submit kind={report.value ? "plain" : "primary"} busy={work.value !== null}>
          {t("check")}
        </Button>
        <span class="note">{t("check.note")}</span>
      </div>
    </form>
  );
}
