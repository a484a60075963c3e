/** What guests say, and the guide's replies. */
import { useSignal } from "@preact/signals";
import { useSubmit } from "../../staff/entry/useSubmit";
import { TextArea } from "../../staff/form";
import { may } from "../../staff/session";
import { Empty, useLoader, WithLoaded } from "../../staff/states";
import { day } from "../../staff/when";
import { Button } from "../../ui/controls";
import { into } from "../../ui/into";
import { Failed, Tag } from "../../ui/pieces";
import { say } from "../../ui/toasts";
import { getDashboard, listExperiences, replyToReview } from "../api";
import { t as word } from "../common/words";
import type { Review } from "../types";
import { t } from "./words";

async function seen() {
  const [dashboard, experiences] = await Promise.all([getDashboard(0), listExperiences()]);
  const titles = new Map(experiences.map((one) => [one.id, one.title]));
  return { reviews: dashboard.reviews, titles };
}

export function Reviews() {
  const loader = useLoader(seen);
  return (
    <WithLoaded from={loader}>
      {({ reviews, titles }) =>
        reviews.length === 0 ? (
          <Empty title={t("reviews.none")} icon="message">
            <p>{t("reviews.none.lead")}</p>
          </Empty>
        ) : (
          <ul class="cards columns">
            {reviews.map((review) => (
              <One
                key={review.id}
                review={review}
                title={titles.get(review.experience_id) ?? ""}
                onReplied={loader.reload}
              />
            ))}
          </ul>
        )
      }
    </WithLoaded>
  );
}

interface OneProps {
  review: Review;
  title: string;
  onReplied: () => void;
}

function One({ review, title, onReplied }: OneProps) {
  const open = useSignal(false);
  const author = review.author || t("reviews.anonymous");
  return (
    <li class="card">
      <p class="review-stars" role="img" aria-label={t("reviews.stars", { stars: review.stars })}>
        {"★".repeat(review.stars)}
        {"☆".repeat(5 - review.stars)}
      </p>
      <p class="review-text" lang={review.language}>
        {review.text ?? t("reviews.forgotten")}
      </p>
      <p class="note">
        {title} · {t("reviews.by", { author, date: day(review.written_at) })}
      </p>
      {review.hidden_reason && <Tag tone="kaki">{t("reviews.hidden")}</Tag>}
      {review.reply && (
        <blockquote class="reply">
          <strong>{t("reviews.reply")}</strong>
          <p>{review.reply}</p>
        </blockquote>
      )}
      {open.value ? (
        <Reply
          review={review}
          onDone={(replied) => {
            open.value = false;
            if (replied) onReplied();
          }}
        />
      ) : (
        may("owner", "editor") && (
          <Button
            onClick={() => {
              open.value = true;
            }}
          >
            {review.reply ? t("reviews.reply.change") : t("reviews.reply.write")}
          </Button>
        )
      )}
    </li>
  );
}

function Reply({ review, onDone }: { review: Review; onDone: (replied: boolean) => void }) {
  const text = useSignal(review.reply ?? "");
  const { busy, failure, submit } = useSubmit(async () => {
    await replyToReview(review.id, text.value.trim());
    say(t("reviews.replied"));
    onDone(true);
  });
  return (
    <div class="form">
      <TextArea
        at="/text"
        prefix={`reply-${review.id}`}
        label={t("reviews.reply.label")}
        rows={3}
        value={text.value}
        onInput={into(text)}
      />
      {failure.value !== null && <Failed failure={failure.value} />}
      <div class="two-buttons">
        <Button onClick={() => onDone(false)}>{word("dismiss")}</Button>
        <Button
          kind="primary"
          busy={busy.value}
          idle={!text.value.trim()}
          onClick={() => void submit()}
        >
          {t("reviews.reply.do")}
        </Button>
      </div>
    </div>
  );
}
