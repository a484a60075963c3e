import { Link } from "../../staff/Link";
import { hrefOf } from "../../staff/route";
import { day } from "../../staff/when";
import { Tag } from "../../ui/pieces";
import { type Experience, reviewNotes } from "./model";
import { type Key, t } from "./words";

export function ExperienceCard({ experience }: { experience: Experience }) {
  const until = experience.keeping?.vouched_until;
  return (
    <li class="todo short">
      <h3>{experience.title}</h3>
      <Standing experience={experience} />
      <p class="note">
        {t("x.guide", { guide: experience.guide })}
        {until && ` · ${t("x.until", { at: day(until) })}`}
      </p>
      <div class="row">
        <Link class="button primary" href={hrefOf("queue", "experiences", experience.id)}>
          {t("x.look")}
          <span class="sr">{experience.title}</span>
        </Link>
      </div>
    </li>
  );
}

export function Standing({ experience }: { experience: Experience }) {
  const { changed, lapsed } = reviewNotes(experience, new Date());
  const shown = experience.status === "published";
  return (
    <div class="tags">
      <Tag tone={shown ? "leaf" : "gold"}>{t(`status.${experience.status}` as Key)}</Tag>
      {changed && <Tag tone="kaki">{t("x.changed")}</Tag>}
      {lapsed && <Tag tone="kaki">{t("x.lapsed")}</Tag>}
    </div>
  );
}
