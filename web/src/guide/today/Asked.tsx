/** Who asked and waits for the guide's answer. */
import { useSignal } from "@preact/signals";
import { onceKey } from "../../api/bookings";
import { clock } from "../../i18n/format";
import { Dialog } from "../../staff/Dialog";
import { useSubmit } from "../../staff/entry/useSubmit";
import { TextArea } from "../../staff/form";
import { Link } from "../../staff/Link";
import { hrefOf } from "../../staff/route";
import { may } from "../../staff/session";
import { Button } from "../../ui/controls";
import { into } from "../../ui/into";
import { Tag } from "../../ui/pieces";
import { say } from "../../ui/toasts";
import { acceptBooking, rejectBooking, sendMessage } from "../api";
import { DialogEnd } from "../common/DialogEnd";
import { useNow } from "../common/KeptNote";
import { dayName, left, people } from "../common/say";
import type { Guest } from "../types";
import { timeLeft } from "./agenda";
import { t } from "./words";

interface AskedProps {
  guests: readonly Guest[];
  zone: string;
  onAnswered: () => void;
}

export function Asked({ guests, zone, onAnswered }: AskedProps) {
  if (guests.length === 0) return null;
  return (
    <section class="guide-block asked" aria-labelledby="asked-title">
      <h2 id="asked-title">{t("asked")}</h2>
      <p class="note">{t("asked.lead")}</p>
      <ul class="cards">
        {guests.map((guest) => (
          <Request key={guest.booking_id} guest={guest} zone={zone} onAnswered={onAnswered} />
        ))}
      </ul>
    </section>
  );
}

type Choice = "accept" | "decline";

interface RequestProps {
  guest: Guest;
  zone: string;
  onAnswered: () => void;
}

function Request({ guest, zone, onAnswered }: RequestProps) {
  const now = useNow();
  const choice = useSignal<Choice | null>(null);
  const time = guest.answer_by ? timeLeft(guest.answer_by, now) : null;
  const urgent = time && (time.unit === "over" || time.urgent);
  return (
    <li class="card">
      <Link class="card-link" href={hrefOf("bookings", guest.booking_id)}>
        <strong class="card-name">
          {guest.name ?? t("nameless")}
          <span class="card-people">{people(guest.people)}</span>
        </strong>
        <span>{guest.title}</span>
        <span class="clock">
          {dayName(guest.starts_at.slice(0, 10), zone, now)} {clock(guest.starts_at)}
        </span>
      </Link>
      {time && (
        <Tag tone={urgent ? "kaki" : "gold"} icon="clock">
          {left(time)}
        </Tag>
      )}
      {may("owner", "editor") && (
        <div class="two-buttons">
          <Button
            kind="primary"
            tall
            onClick={() => {
              choice.value = "accept";
            }}
          >
            {t("asked.accept")}
          </Button>
          <Button
            tall
            onClick={() => {
              choice.value = "decline";
            }}
          >
            {t("asked.decline")}
          </Button>
        </div>
      )}
      {choice.value && (
        <Answer
          guest={guest}
          choice={choice.value}
          onClose={() => {
            choice.value = null;
          }}
          onAnswered={onAnswered}
        />
      )}
    </li>
  );
}

interface AnswerProps {
  guest: { booking_id: string; name: string | null; people: number };
  choice: Choice;
  onClose: () => void;
  onAnswered: () => void;
}

/** Accept or decline, with a word. Both keys live as long as the dialog: pressing twice does once. */
export function Answer({ guest, choice, onClose, onAnswered }: AnswerProps) {
  const word = useSignal("");
  const keys = useSignal({ answer: onceKey(), message: onceKey() });
  const accepts = choice === "accept";
  const name = guest.name ?? t("nameless");
  const form = useSubmit(async () => {
    const told = await answered(guest.booking_id, choice, word.value.trim(), keys.value);
    onClose();
    say(told);
    onAnswered();
  });
  return (
    <Dialog
      title={
        accepts
          ? t("asked.accept.title", { name, people: guest.people })
          : t("asked.decline.title", { name })
      }
      onClose={onClose}
    >
      {!accepts && <p>{t("asked.decline.lead")}</p>}
      <TextArea
        at="/word"
        label={t("asked.word")}
        hint={t("asked.word.hint")}
        value={word.value}
        rows={3}
        onInput={into(word)}
      />
      <DialogEnd
        failure={form.failure.value}
        busy={form.busy.value}
        kind={accepts ? "primary" : "danger"}
        onDismiss={onClose}
        onDo={() => void form.submit()}
      >
        {accepts ? t("asked.accept") : t("asked.decline")}
      </DialogEnd>
    </Dialog>
  );
}

/** Answer, and say the word. What was accepted stays so, even where the word did not get through. */
async function answered(
  booking: string,
  choice: Choice,
  word: string,
  keys: { answer: string; message: string },
): Promise<string> {
  if (choice === "decline") {
    await rejectBooking(booking, word, keys.answer);
    return t("asked.declined");
  }
  await acceptBooking(booking, keys.answer);
  if (!word) return t("asked.accepted");
  const said = await sendMessage(booking, word, keys.message).catch(() => null);
  return said ? t("asked.accepted") : t("asked.accepted.unsaid");
}
