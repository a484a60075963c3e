import { t } from "../../i18n";
import { Icon } from "../../ui/Icon";
import { loaded } from "../state/load";
import { notices } from "../state/places";
import { openView } from "../state/route";

/** What the region says of the day beside its stops: works on streets, and what holds everywhere. */
export function DayNotices() {
  const told = loaded(notices)?.filter((notice) => notice.spot_id === null) ?? [];
  if (told.length === 0) return null;
  return (
    <section class="day-notices" aria-label={t("notice.inPlan")}>
      <ul>
        {told.map((notice) => (
          <li key={notice.id}>
            <button type="button" class="place-row" onClick={() => openView("notice", notice.id)}>
              <Icon name={notice.kind === "at_its_best" ? "spark" : "alert"} />
              <span class="grow">
                <strong>{notice.title}</strong>
                <span class="note block">{t(`notice.kind.${notice.kind}`)}</span>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
