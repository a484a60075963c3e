import { useSignal } from "@preact/signals";
import { Dialog } from "../../staff/Dialog";
import { may, ofOrganisation } from "../../staff/session";
import { staffCall } from "../../staff/staffCall";
import { useLoader, WithLoaded } from "../../staff/states";
import { day } from "../../staff/when";
import { Button, Segments } from "../../ui/controls";
import { into } from "../../ui/into";
import { Failed, Tag } from "../../ui/pieces";
import { say } from "../../ui/toasts";
import type { Review } from "./model";
import { type Key, t } from "./words";

const REASONS = ["insult", "personal_data", "advertising", "not_about_this", "unlawful"] as const;

interface ReviewPage {
  reviews: Review[];
  links: Record<string, string>;
}

export function ReviewsPage() {
  const state = useSignal<"visible" | "hidden">("visible");
  const hiding = useSignal<Review | null>(null);
  const failure = useSignal<unknown>(null);
  const found = useLoader(() =>
    staffCall<ReviewPage>(ofOrganisation("/reviews"), { query: { state: state.value, limit: 50 } }),
  );
  const moderate = async (review: Review, reason: string | null) => {
    failure.value = null;
    hiding.value = null;
    try {
      const body = { hidden_reason: reason };
      await staffCall(`/v1/reviews/${review.id}/moderate`, { method: "POST", body });
      say(reason ? t("r.hidden") : t("r.shown"));
      found.reload();
    } catch (refusal) {
      failure.value = refusal;
    }
  };
  const loadMore = async (page: ReviewPage) => {
    const next = await staffCall<ReviewPage>(page.links.next ?? "");
    found.put({ reviews: [...page.reviews, ...next.reviews], links: next.links });
  };
  return (
    <div class="stack">
      <p class="note">{t("r.lead")}</p>
      <Segments
        legend={t("r.state")}
        name="review-state"
        value={state.value}
        choices={[
          { value: "visible", label: t("r.state.visible") },
          { value: "hidden", label: t("r.state.hidden") },
        ]}
        onChange={into(state)}
      />
      {failure.value !== null && <Failed failure={failure.value} />}
      <WithLoaded from={found}>
        {(page) => (
          <>
            {page.reviews.length === 0 && <p class="note">{t("r.none")}</p>}
            <ul class="todo-list">
              {page.reviews.map((review) => (
                <ReviewCard
                  key={review.id}
                  review={review}
                  onHide={() => {
                    hiding.value = review;
                  }}
                  onShow={() => void moderate(review, null)}
                />
              ))}
            </ul>
            {page.links.next && <Button onClick={() => void loadMore(page)}>{t("more")}</Button>}
          </>
        )}
      </WithLoaded>
      {hiding.value && (
        <Dialog
          title={t("r.hide.title")}
          onClose={() => {
            hiding.value = null;
          }}
        >
          <div class="stack">
            {REASONS.map((reason) => (
              <Button
                key={reason}
                wide
                onClick={() => hiding.value && void moderate(hiding.value, reason)}
              >
                {t(`r.reason.${reason}` satisfies Key)}
              </Button>
            ))}
          </div>
        </Dialog>
      )}
    </div>
  );
}

interface ReviewCardProps {
  review: Review;
  onHide: () => void;
  onShow: () => void;
}

function ReviewCard({ review, onHide, onShow }: ReviewCardProps) {
  const { stars, hidden_reason: hidden } = review;
  return (
    <li class="todo">
      <h3>{review.experience}</h3>
      <p>
        <span class="stars" role="img" aria-label={t("r.stars", { stars })}>
          {"★".repeat(stars)}
          {"☆".repeat(5 - stars)}
        </span>{" "}
        <span class="note">
          {t("r.by", { author: review.author || t("r.anonymous"), at: day(review.written_at) })}
        </span>
      </p>
      {hidden && <Tag tone="kaki">{t(`r.reason.${hidden}` as Key)}</Tag>}
      <p class="prose" lang={review.language}>
        {review.text}
      </p>
      {review.reply && (
        <blockquote>
          {review.reply}
          <footer class="note">{t("r.reply")}</footer>
        </blockquote>
      )}
      {may("owner", "editor") && (
        <div class="row">
          {hidden ? (
            <Button onClick={onShow}>{t("r.show")}</Button>
          ) : (
            <Button onClick={onHide}>{t("r.hide")}</Button>
          )}
        </div>
      )}
    </li>
  );
}
