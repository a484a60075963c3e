/** Income and evidence: months, reviews, what people wish for, and keys of resellers. */
import type { ComponentType } from "preact";
import { Link } from "../../staff/Link";
import { Page } from "../../staff/Page";
import type { PartProps } from "../../staff/parts";
import { hrefOf } from "../../staff/route";
import { may } from "../../staff/session";
import { Ideas } from "./Ideas";
import { Income } from "./Income";
import { Resellers } from "./Resellers";
import { Reviews } from "./Reviews";
import { t } from "./words";
import "./income.css";

const PAGES = ["income", "reviews", "ideas", "resellers"] as const;
type PageName = (typeof PAGES)[number];

const CONTENT: Record<PageName, ComponentType> = {
  income: Income,
  reviews: Reviews,
  ideas: Ideas,
  resellers: Resellers,
};

export default function IncomePart({ rest }: PartProps) {
  const page = PAGES.find((one) => one === rest[0]) ?? "income";
  const Content = CONTENT[page];
  const shown = PAGES.filter((one) => one !== "resellers" || may("owner"));
  return (
    <Page key={page} title={t(`page.${page}`)}>
      <nav class="subnav" aria-label={t("pages")}>
        {shown.map((one) => (
          <Link
            key={one}
            class="chip plain"
            current={one === page}
            href={one === "income" ? hrefOf("income") : hrefOf("income", one)}
          >
            {t(`page.${one}`)}
          </Link>
        ))}
      </nav>
      <Content />
    </Page>
  );
}
