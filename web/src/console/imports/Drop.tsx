import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { t as word } from "../../i18n";
import { megabytes } from "../../i18n/format";
import { Button } from "../../ui/controls";
import { Icon } from "../../ui/Icon";
import { rowCount } from "./sheet";
import { choose, encoding, file, sheet } from "./state";
import { t } from "./words";

/** Where a file is dropped or chosen, and which one it is. */
export function Drop() {
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
  return (
    <p aria-live="polite">
      <strong>{file.value?.name}</strong>
      <br />
      <span class="note">
        {megabytes(file.value?.size ?? 0)}
        {word("list.dot")}
        {contents()}
      </span>
    </p>
  );
}

function contents(): string {
  const written = encoding.value;
  const form = written ? t(`export.encoding.${written}`) : t("file.workbook");
  return sheet.value ? t("file.rows", { rows: rowCount(sheet.value), encoding: form }) : form;
}
