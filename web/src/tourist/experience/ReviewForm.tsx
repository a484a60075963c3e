import { useSignal } from "@preact/signals";
import { writeReview } from "../../api/guests";
import { Problem } from "../../api/problem";
import { language, t } from "../../i18n";
import type { KeptBooking } from "../../offline/db";
import { Button, Field } from "../../ui/controls";
import { into } from "../../ui/into";
import { Callout, Failed } from "../../ui/pieces";
import { useSending } from "../../ui/useSending";
import { markReviewed } from "../state/bookings";
import { LongField } from "./LongField";

const STARS = [1, 2, 3, 4, 5] as const;

/** Say how it was, once, after the visit. */
export function ReviewForm({ kept }: { kept: KeptBooking }) {
  const stars = useSignal(0);
  const text = useSignal("");
  const author = useSignal("");
  const fault = useSignal("");
  const { busy, failure, run } = useSending();
  if (kept.reviewed)
    return (
      <Callout tone="good" icon="check">
        {t("review.thanks")}
      </Callout>
    );
  const send = async () => {
    fault.value = stars.value === 0 ? t("review.error.stars") : "";
    if (fault.value) return;
    const opinion = { stars: stars.value, text: text.value.trim(), author: author.value.trim() };
    await run(async () => {
      await writeReview(kept.id, kept.key, { ...opinion, language: language.value }).catch(
        (cause: unknown) => {
          if (!(cause instanceof Problem && cause.code === "already_reviewed")) throw cause;
        },
      );
      markReviewed(kept.id);
    });
  };
  return (
    <form
      class="stack tight report"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <fieldset>
        <legend>{t("review.title")}</legend>
        <div class="stars">
          {STARS.map((count) => (
            <label key={count}>
              <input
                type="radio"
                name="stars"
                value={count}
                checked={stars.value === count}
                onChange={() => {
                  stars.value = count;
                }}
              />
              <span aria-hidden="true">{count <= stars.value ? "★" : "☆"}</span>
              <span class="sr">{t("review.stars", { count })}</span>
            </label>
          ))}
        </div>
        {fault.value && (
          <p class="fault" role="alert">
            {fault.value}
          </p>
        )}
      </fieldset>
      <LongField label={t("review.text")} value={text.value} onInput={into(text)} />
      <Field name="author" label={t("review.author")} value={author.value} onInput={into(author)} />
      {failure.value !== null && <Failed failure={failure.value} />}
      <Button kind="primary" submit busy={busy.value}>
        {t("review.send")}
      </Button>
    </form>
  );
}
