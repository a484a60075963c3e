import { Check, Select, TextField } from "../../staff/form";
import { nameOf, organisation, region, regions } from "../../staff/session";
import { Button, Segments } from "../../ui/controls";
import { Callout } from "../../ui/pieces";
import { discardEdits, restored } from "./corrections";
import { Drop } from "./Drop";
import { SheetChoice } from "./SheetChoice";
import { work } from "./sending";
import type { Kind } from "./sheet";
import { check, file, guessed, isBroken, MOST_BYTES, report, wish, wishes } from "./state";
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
      {restored.value > 0 && (
        <Callout>
          <p role="status">{t("edits.restored", { count: restored.value })}</p>
          <Button onClick={discardEdits}>{t("edits.discard")}</Button>
        </Callout>
      )}
      {isBroken.value && <Callout>{t("file.broken")}</Callout>}
      {chosen && chosen.size <= MOST_BYTES && <How />}
    </section>
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
        <SheetChoice />
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
