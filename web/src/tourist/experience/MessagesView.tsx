import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import "../sheets/sheets.css";
import "./experience.css";
import { listMessages } from "../../api/guests";
import type { Message } from "../../api/types";
import { t } from "../../i18n";
import { momentHere } from "../../i18n/format";
import type { KeptBooking } from "../../offline/db";
import { writeToGuide } from "../../offline/queue";
import { remembered } from "../../offline/remember";
import { unsentCount } from "../../offline/status";
import { Button } from "../../ui/controls";
import { into } from "../../ui/into";
import { Bones, Callout, Failed } from "../../ui/pieces";
import { useSending } from "../../ui/useSending";
import { ViewHead } from "../shell/ViewHead";
import { keptBooking } from "../state/bookings";
import { type Load, load } from "../state/load";
import { LongField } from "./LongField";

/** What guest and guide write to each other about a booking. */
export function MessagesView({ id }: { id: string }) {
  const kept = keptBooking(id);
  return (
    <div class="stack">
      <div>
        <ViewHead title={t("messages.title")} />
        <p class="note">{t("messages.lead")}</p>
      </div>
      {kept ? <Thread kept={kept} /> : <Callout tone="plain">{t("booking.notFound")}</Callout>}
    </div>
  );
}

function Thread({ kept }: { kept: KeptBooking }) {
  const found = useSignal<Load<Message[]>>({ state: "loading" });
  const ask = () =>
    void load(found, () =>
      remembered(`messages-${kept.id}`, () => listMessages(kept.id, kept.key)),
    );
  // What waited is there once it has been sent.
  useEffect(ask, [kept.id, unsentCount.value]);
  const shown = found.value;
  return (
    <>
      {shown.state === "failed" && <Failed failure={shown.failure} onRetry={ask} />}
      {shown.state === "loading" && <Bones lines={3} />}
      {shown.state === "there" && (
        <ol class="thread" aria-live="polite">
          {shown.value.length === 0 && <li class="note">{t("messages.none")}</li>}
          {shown.value.map((message) => (
            <li key={message.id} class={`said ${message.sender}`}>
              <span class="note">
                {t(message.sender === "guest" ? "messages.you" : "messages.guide")} ·{" "}
                {momentHere(message.sent_at)}
              </span>
              <p>{message.text ?? t("messages.erased")}</p>
            </li>
          ))}
        </ol>
      )}
      <Write kept={kept} onSent={ask} />
    </>
  );
}

function Write({ kept, onSent }: { kept: KeptBooking; onSent: () => void }) {
  const text = useSignal("");
  const said = useSignal("");
  const { busy, failure, run } = useSending();
  const send = async () => {
    if (!text.value.trim()) return;
    await run(async () => {
      const went = await writeToGuide(kept.id, kept.key, text.value.trim());
      text.value = "";
      said.value = went ? t("messages.sent") : t("messages.queued");
      onSent();
    });
  };
  return (
    <form
      class="stack tight"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <LongField label={t("messages.write")} value={text.value} onInput={into(text)} />
      {failure.value !== null && <Failed failure={failure.value} />}
      <p role="status" class="note">
        {said.value}
      </p>
      <Button kind="primary" submit busy={busy.value}>
        {t("messages.send")}
      </Button>
    </form>
  );
}
