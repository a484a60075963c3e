import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { listReviews } from "../../api/guests";
import type { Review } from "../../api/types";
import { t } from "../../i18n";
import { fullDate } from "../../i18n/format";
import { type Load, load } from "../state/load";

/** What guests who came say, with the guide's answers; nothing while nobody has said anything. */
export function Reviews({ experienceId }: { experienceId: string }) {
  const found = useSignal<Load<Review[]>>({ state: "idle" });
  useEffect(() => void load(found, () => listReviews(experienceId)), [experienceId]);
  const shown = found.value;
  if (shown.state !== "there" || shown.value.length === 0) return null;
  return (
    <section class="stack tight">
      <h3>{t("review.list")}</h3>
      <ul class="reviews">
        {shown.value.map((review) => (
          <li key={review.id}>
            <p>
              <span role="img" aria-label={t("review.stars", { count: review.stars })}>
                {"★".repeat(review.stars)}
                {"☆".repeat(5 - review.stars)}
              </span>{" "}
              <span class="note">
                {review.author} {fullDate(review.written_at)}
              </span>
            </p>
            {review.text && <p lang={review.language}>{review.text}</p>}
            {review.reply && (
              <blockquote>
                <span class="note block">{t("review.reply")}</span>
                {review.reply}
              </blockquote>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
