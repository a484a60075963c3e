import { Link } from "../../staff/Link";
import { NotFound } from "../../staff/NotFound";
import { Page } from "../../staff/Page";
import type { PartProps } from "../../staff/parts";
import { hrefOf } from "../../staff/route";
import { ExperiencePage } from "./ExperiencePage";
import { ExperiencesPage } from "./ExperiencesPage";
import "./queue.css";
import { ReviewsPage } from "./ReviewsPage";
import { SettledPage } from "./SettledPage";
import { TodoPage } from "./TodoPage";
import { t } from "./words";

const VIEWS = ["experiences", "reviews", "settled"];

export default function Queue({ rest }: PartProps) {
  const [view, id] = rest;
  if (view === "experiences" && id) return <ExperiencePage id={id} key={id} />;
  if (view && !VIEWS.includes(view)) return <NotFound />;
  return (
    <Page title={t("title")} lead={view ? undefined : t("lead")}>
      <Tabs view={view} />
      {view === "experiences" && <ExperiencesPage />}
      {view === "reviews" && <ReviewsPage />}
      {view === "settled" && <SettledPage />}
      {!view && <TodoPage />}
    </Page>
  );
}

function Tabs({ view }: { view: string | undefined }) {
  return (
    <nav class="tabs" aria-label={t("title")}>
      <Link class="chip plain" href={hrefOf("queue")} current={!view}>
        {t("tab.todo")}
      </Link>
      <Link
        class="chip plain"
        href={hrefOf("queue", "experiences")}
        current={view === "experiences"}
      >
        {t("tab.experiences")}
      </Link>
      <Link class="chip plain" href={hrefOf("queue", "reviews")} current={view === "reviews"}>
        {t("tab.reviews")}
      </Link>
      <Link class="chip plain" href={hrefOf("queue", "settled")} current={view === "settled"}>
        {t("tab.settled")}
      </Link>
    </nav>
  );
}
