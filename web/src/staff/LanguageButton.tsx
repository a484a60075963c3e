import { language, setLanguage } from "../i18n";
import { t } from "./words";

export function LanguageButton() {
  const other = language.value === "ja" ? "en" : "ja";
  return (
    <button
      type="button"
      class="button quiet"
      lang={other}
      aria-label={t("language.label")}
      onClick={() => setLanguage(other)}
    >
      {t("language")}
    </button>
  );
}
