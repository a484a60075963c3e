import { language, setLanguage, t } from "../../i18n";
import { Icon } from "../../ui/Icon";
import { openAsk, openView, route } from "../state/route";

export function TopBar() {
  const other = language.value === "ja" ? "en" : "ja";
  return (
    <header class="topbar">
      <a
        class="brand"
        href="/"
        onClick={(event) => {
          event.preventDefault();
          openAsk();
        }}
      >
        <svg viewBox="0 0 96 96" aria-hidden="true">
          <path class="trail" d="M14 80c14-2 16-14 28-18s24-8 30-36" />
          <path class="sprout" d="M48 58C34 56 26 44 27 28c16 2 23 14 21 30z" />
          <circle cx="74" cy="20" r="9" />
        </svg>
        <span>{t("app.name")}</span>
      </a>
      <nav aria-label={t("app.menu")}>
        {route.value.planId && (
          <button type="button" class="pill" onClick={openAsk}>
            <Icon name="plus" />
            <span class="wide-only">{t("app.new")}</span>
            <span class="sr narrow-only">{t("app.new")}</span>
          </button>
        )}
        <button type="button" class="pill" onClick={() => openView("trips")}>
          <Icon name="trips" />
          <span class="wide-only">{t("app.trips")}</span>
          <span class="sr narrow-only">{t("app.trips")}</span>
        </button>
        <button
          type="button"
          class="pill"
          lang={other}
          aria-label={t("app.language.label")}
          onClick={() => setLanguage(other)}
        >
          {t("app.language")}
        </button>
      </nav>
    </header>
  );
}
