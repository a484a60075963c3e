/** Who is expected today; somebody without a ticket is checked in by name. */
import { useSignal } from "@preact/signals";
import { clock } from "../../i18n/format";
import { confirmed } from "../../staff/Dialog";
import { Button } from "../../ui/controls";
import { Tag } from "../../ui/pieces";
import { party, people, wallClock } from "../common/say";
import type { Expected } from "../types";
import type { Lists } from "./lists";
import { t } from "./words";

interface GuestListProps {
  lists: Lists;
  today: string;
  onRefresh: () => Promise<void>;
  onVouch: (guest: Expected) => void;
}

const EXPECTED = ["CONFIRMED", "REDEEMED"];

export function GuestList({ lists, today, onRefresh, onVouch }: GuestListProps) {
  const busy = useSignal(false);
  const guests = lists.expected
    .filter((one) => one.starts_at.slice(0, 10) === today && EXPECTED.includes(one.status))
    .sort((a, b) => a.starts_at.localeCompare(b.starts_at));
  const sum = (of: Expected[]) => of.reduce((total, one) => total + one.people, 0);
  const came = guests.filter((one) => one.redeemed_at);
  const refresh = async () => {
    busy.value = true;
    await onRefresh();
    busy.value = false;
  };
  return (
    <section class="guide-block" aria-labelledby="list-title">
      <h2 id="list-title">{t("list")}</h2>
      {lists.savedAt ? (
        <>
          <p role="status">
            {guests.length === 0
              ? t("list.none")
              : t("list.sum", { people: sum(guests), came: sum(came) })}
          </p>
          <p class="note">{t("list.saved", { time: wallClock(lists.savedAt) })}</p>
        </>
      ) : (
        <p>{t("list.never")}</p>
      )}
      <ul class="cards">
        {guests.map((guest) => (
          <Row key={guest.booking_id} guest={guest} onVouch={onVouch} />
        ))}
      </ul>
      <Button icon="refresh" busy={busy.value} onClick={() => void refresh()}>
        {t("list.refresh")}
      </Button>
    </section>
  );
}

function Row({ guest, onVouch }: { guest: Expected; onVouch: (guest: Expected) => void }) {
  const name = guest.name ?? t("nameless");
  const vouch = async () => {
    const question = {
      title: t("list.ask", { name, people: guest.people }),
      lead: t("list.ask.lead"),
      yes: t("list.redeem"),
    };
    if (await confirmed(question)) onVouch(guest);
  };
  return (
    <li class="card list-row">
      <span class="clock gathering-time">{clock(guest.starts_at)}</span>
      <span class="slot-what">
        <strong>
          {name} {people(guest.people)}
        </strong>
        <span class="note">{party(guest.units)}</span>
        {guest.redeemed_at && (
          <span>
            <Tag tone="leaf" icon="check">
              {t("list.came", { time: wallClock(guest.redeemed_at) })}
            </Tag>
          </span>
        )}
      </span>
      {!guest.redeemed_at && (
        <button
          type="button"
          class="button"
          aria-label={t("list.redeem.label", { name })}
          onClick={() => void vouch()}
        >
          {t("list.redeem")}
        </button>
      )}
    </li>
  );
}
