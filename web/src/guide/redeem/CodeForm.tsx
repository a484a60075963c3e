import { useSignal } from "@preact/signals";
import { TextField } from "../../staff/form";
import { Button } from "../../ui/controls";
import { into } from "../../ui/into";
import { t } from "./words";

/** A booking's number, typed as somebody reads it aloud. */
export function CodeForm({ busy, onCode }: { busy: boolean; onCode: (code: string) => void }) {
  const code = useSignal("");
  return (
    <form
      class="form code-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (code.value.trim() && !busy) onCode(code.value);
      }}
    >
      <TextField
        at="/code"
        label={t("code")}
        hint={t("code.hint")}
        autocomplete="off"
        value={code.value}
        onInput={into(code)}
      />
      <Button tall wide submit busy={busy}>
        {t("code.do")}
      </Button>
    </form>
  );
}
