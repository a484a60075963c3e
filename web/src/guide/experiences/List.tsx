import { money } from "../../i18n/format";
import { Link } from "../../staff/Link";
import { Page } from "../../staff/Page";
import { hrefOf } from "../../staff/route";
import { may } from "../../staff/session";
import { Empty, useLoader, WithLoaded } from "../../staff/states";
import { Icon } from "../../ui/Icon";
import { Tag } from "../../ui/pieces";
import { listExperiences } from "../api";
import type { Experience } from "../types";
import { type Standing, standingOf } from "./life";
import { t } from "./words";

export function ExperienceList() {
  const loader = useLoader(listExperiences);
  return (
    <Page title={t("title")}>
      {may("owner", "editor") && (
        <Link class="button primary wide tall" href={hrefOf("experiences", "new")}>
          <Icon name="plus" />
          {t("new")}
        </Link>
      )}
      <WithLoaded from={loader}>
        {(all) =>
          all.length === 0 ? (
            <Empty title={t("none")} icon="hands">
              <p>{t("none.lead")}</p>
              <Link class="button" href={hrefOf("income", "ideas")}>
                {t("ideas")}
              </Link>
            </Empty>
          ) : (
            <ul class="cards columns">
              {all.map((one) => (
                <Card key={one.id} experience={one} />
              ))}
            </ul>
          )
        }
      </WithLoaded>
    </Page>
  );
}

const TONES: Record<Standing, string> = {
  draft: "",
  returned: "kaki",
  in_review: "gold",
  published: "leaf",
  lapsed: "gold",
  suspended: "kaki",
  withdrawn: "",
};

export function StandingTag({ experience }: { experience: Experience }) {
  const standing = standingOf(experience, new Date());
  return <Tag tone={TONES[standing]}>{t(`standing.${standing}`)}</Tag>;
}

function Card({ experience }: { experience: Experience }) {
  const price = experience.price_from_minor;
  return (
    <li class="card">
      <Link class="card-link" href={hrefOf("experiences", experience.id)}>
        <strong class="card-name">{experience.title || t("untitled")}</strong>
        {price !== null && (
          <span>{t("price.from", { price: money(price, experience.currency) })}</span>
        )}
      </Link>
      <StandingTag experience={experience} />
    </li>
  );
}
