import { useEffect } from "preact/hooks";
import { Link } from "./Link";
import { hrefOf } from "./route";
import { Empty } from "./states";
import { t } from "./words";

export function NotFound() {
  useEffect(() => document.getElementById("main")?.focus(), []);
  return (
    <Empty title={t("notFound.title")} icon="search">
      <p>{t("notFound.lead")}</p>
      <Link class="button" href={hrefOf()}>
        {t("notFound.home")}
      </Link>
    </Empty>
  );
}
