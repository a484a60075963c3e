/** What guest and guide write to each other. What was typed is kept until it is sent. */
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { onceKey } from "../../api/bookings";
import { shortDate } from "../../i18n/format";
import { useSubmit } from "../../staff/entry/useSubmit";
import { TextArea } from "../../staff/form";
import { where } from "../../staff/route";
import { useLoader, WithLoaded } from "../../staff/states";
import { Button } from "../../ui/controls";
import { Failed } from "../../ui/pieces";
import { listMessages, sendMessage } from "../api";
import { drop, keep, kept } from "../common/kept";
import { wall, wallClock } from "../common/say";
import type { Booking, Message } from "../types";
import { t } from "./words";

export function Thread({ booking, mayWrite }: { booking: Booking; mayWrite: boolean }) {
  const loader = useLoader(() => listMessages(booking.id));
  const box = useRef<HTMLElement>(null);
  useEffect(() => {
    if (where.value.hash === "messages") box.current?.scrollIntoView({ block: "start" });
  }, [loader.value.value !== null]);
  return (
    <section class="thread" aria-labelledby="messages" ref={box}>
      <h2 id="messages">{t("messages")}</h2>
      <WithLoaded from={loader} lines={2}>
        {(messages) => (
          <>
            {messages.length === 0 && <p class="note">{t("messages.none")}</p>}
            <ol class="bubbles">
              {messages.map((message) => (
                <Bubble key={message.id} message={message} />
              ))}
            </ol>
          </>
        )}
      </WithLoaded>
      {mayWrite ? (
        <Write booking={booking.id} onSent={loader.reload} />
      ) : (
        <p class="note">{t("messages.closed")}</p>
      )}
    </section>
  );
}

function Bubble({ message }: { message: Message }) {
  const side = message.sender === "guide" ? "guide" : "guest";
  return (
    <li class={`bubble ${side}`}>
      <span class="note clock">
        {t(`messages.${side}`)} {shortDate(wall(message.sent_at))} {wallClock(message.sent_at)}
        {side === "guide" && message.read_at && ` ${t("messages.read")}`}
      </span>
      <p>{message.text ?? t("messages.forgotten")}</p>
    </li>
  );
}

function Write({ booking, onSent }: { booking: string; onSent: () => void }) {
  const name = `message.${booking}`;
  const text = useSignal(kept<string>(name)?.value ?? "");
  const once = useSignal(onceKey());
  const { busy, failure, submit } = useSubmit(async () => {
    await sendMessage(booking, text.value.trim(), once.value);
    text.value = "";
    once.value = onceKey();
    drop(name);
    onSent();
  });
  return (
    <form
      class="form"
      onSubmit={(event) => {
        event.preventDefault();
        if (text.value.trim()) void submit();
      }}
    >
      <TextArea
        at="/text"
        label={t("messages.text")}
        hint={t("messages.lead")}
        rows={3}
        value={text.value}
        onInput={(value) => {
          text.value = value;
          // Another text is another message: it must not be taken for the one that failed.
          once.value = onceKey();
          keep(name, value);
        }}
      />
      {failure.value !== null && <Failed failure={failure.value} />}
      <Button kind="primary" tall wide submit busy={busy.value}>
        {t("messages.send")}
      </Button>
    </form>
  );
}
