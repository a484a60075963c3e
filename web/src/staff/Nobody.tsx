import type { ComponentChildren } from "preact";
import { Link } from "./Link";
import { Page } from "./Page";
import { hrefOf } from "./route";
import { t } from "./words";

/** What who belongs to no organisation sees. */
export function Nobody({ children }: { children?: ComponentChildren }) {
  return (
    <Page title={t("organisation.none")}>
      <p class="lead">{t("organisation.none.lead")}</p>
      <div class="row">
        <Link class="button" href={hrefOf("invitation")}>
          {t("invitation.have")}
        </Link>
      </div>
      {children}
    </Page>
  );
}
