import { useSignal } from "@preact/signals";
import { Problem } from "../../api/problem";
import { t } from "../../i18n";
import { Button, Field } from "../../ui/controls";
import { into } from "../../ui/into";
import { Callout, Failed } from "../../ui/pieces";
import { useSending } from "../../ui/useSending";
import { openByKey, type Tried } from "../state/letters";

/** Open a booking with what its letter says: number and key. */
export function OpenByKey({ id = "", tried = null }: { id?: string; tried?: Tried | null }) {
  const number = useSignal(id);
  const key = useSignal(tried?.key ?? "");
  const { busy, failure, run } = useSending(tried?.failure ?? null);
  const open = async () => {
    if (!number.value.trim() || !key.value.trim()) return;
    await run(() => openByKey(number.value.trim(), key.value.trim()));
  };
  const unknown = failure.value instanceof Problem && failure.value.status === 404;
  return (
    <form
      class="stack tight"
      onSubmit={(event) => {
        event.preventDefault();
        void open();
      }}
    >
      <p class="note">{t("open.lead")}</p>
      <Field
        name="booking-id"
        label={t("open.id")}
        value={number.value}
        autocomplete="off"
        onInput={into(number)}
      />
      <Field
        name="booking-key"
        label={t("open.key")}
        value={key.value}
        autocomplete="off"
        onInput={into(key)}
      />
      {unknown && (
        <Callout tone="bad" icon="alert">
          {t("open.unknown")}
        </Callout>
      )}
      {failure.value !== null && !unknown && <Failed failure={failure.value} />}
      <Button kind="primary" submit busy={busy.value}>
        {t("open.submit")}
      </Button>
    </form>
  );
}
