/** An experience as guests see it, wherever it is shown. */
import type { Experience } from "../api/types";
import { t } from "../i18n";
import { fullDate, languageName } from "../i18n/format";
import { Icon } from "../ui/Icon";
import { LongText } from "../ui/LongText";
import { Tag } from "../ui/pieces";
import "./facts.css";

/** What one should know before booking. */
export function ExperienceFacts({ experience }: { experience: Experience }) {
  const { text, vouched, rating } = experience;
  return (
    <div class="stack tight">
      <div class="tags">
        <Tag tone="ai" icon="hands">
          {t("exp.guide", { name: experience.guide })}
        </Tag>
        {rating && (
          <Tag>{`★ ${t("exp.rating", { stars: rating.stars.toFixed(1), count: rating.count })}`}</Tag>
        )}
        {experience.confirmation === "approval" && <Tag tone="gold">{t("exp.approval")}</Tag>}
      </div>
      <LongText text={text.description} />
      {vouched && (
        <p class="vouched">
          <Icon name="check" small />
          <span>
            {t("exp.vouched", { name: vouched.name })}
            <span class="note"> {t("exp.vouched.until", { date: fullDate(vouched.until) })}</span>
          </span>
        </p>
      )}
      <details class="fold">
        <summary>{[t("exp.meeting"), t("exp.bring"), t("exp.cancel")].join(t("list.dot"))}</summary>
        <dl class="exp-facts">
          <Line name={t("exp.meeting")} text={text.meeting_point} />
          <Line name={t("exp.included")} text={text.included} />
          <Line name={t("exp.notIncluded")} text={text.not_included} />
          <Line name={t("exp.bring")} text={text.to_bring} />
          <Line
            name={t("exp.languages")}
            text={experience.languages.map(languageName).join(t("list.and"))}
          />
          <Line name={t("exp.cancel")} text={cancelling(experience)} />
        </dl>
      </details>
    </div>
  );
}

function cancelling(experience: Experience): string {
  const steps = experience.cancellation.map((step) =>
    t("exp.cancel.step", { hours: step.hours_before, percent: step.refund_percent }),
  );
  return [...steps, t("exp.cancel.none")].join(t("list.and"));
}

function Line({ name, text }: { name: string; text: string | undefined }) {
  if (!text) return null;
  return (
    <>
      <dt>{name}</dt>
      <dd>{text}</dd>
    </>
  );
}
