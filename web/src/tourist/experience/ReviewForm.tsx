import { useSignal } from "@preact/signals";
import { writeReview } from "../../api/guests";
import { Problem } from "../../api/problem";
import { language, t } from "../../i18n";
import type { KeptBooking } from "../../offline/db";
import { Button, Field } from "../../ui/controls";
import { into } from "../../ui/into";
import { Callout, Failed } from "../../ui/pieces";
import { markReviewed } from "../state/bookings";

const STARS = [1, 2, 3, 4, 5] as const;

/** Say how it was, once, after the visit. */
export function ReviewForm({ kept }: { kept: KeptBooking }) {
  const stars = useSignal(0);
  const text = useSignal("");
  const author = useSignal("");
  const busy = useSignal(false);
  const fault = useSignal("");
  const failure = useSignal<unknown>(null);
  if (kept.reviewed)
    return (
      <Callout tone="good" icon="check">
        {t("review.thanks")}
      </Callout>
    );
  const send = async () => {
    fault.value = stars.value === 0 ? t("review.error.stars") : "";
    if (fault.value) return;
    busy.value = true;
    failure.value = null;
    const opinion = { stars: stars.value, text: text.value.trim(), author: author.value.trim() };
    try {
      await writeReview(kept.id, kept.key, { ...opinion, language: language.value });
      markReviewed(kept.id);
    } catch (cause) {
      if (cause instanceof Problem && cause.code === "already_reviewed") markReviewed(kept.id);
      else failure.value = cause;
    }
    busy.value = false;
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
      <label class="field">
        <span class="label">{t("review.text")}</span>
        <textarea
          class="input"
          maxLength={2000}
          value={text.value}
          onInput={(event) => {
            text.value = event.currentTarget.value;
          }}
        />
      </label>
      <Field name="author" label={t("review.author")} value={author.value} onInput={into(author)} />
      {failure.value !== null && <Failed failure={failure.value} />}
      <Button kind="primary" submit busy={busy.value}>
        {t("review.send")}
      </Button>
    </form>
  );
}
