import type { ComponentChildren } from "preact";
import type { SpotProperties } from "../../api/types";
import { maybe, t } from "../../i18n";
import { dayOfYear, fullDate, money } from "../../i18n/format";
import { Icon, type IconName } from "../../ui/Icon";
import { Callout } from "../../ui/pieces";
import { lastsOf } from "../around/NoticeView";
import { loaded } from "../state/load";
import { notices } from "../state/places";
import { hoursInWords } from "./hours";

function Fact(props: { icon: IconName; name: string; children: ComponentChildren }) {
  return (
    <div class="fact">
      <Icon name={props.icon} />
      <dt>{props.name}</dt>
      <dd>{props.children}</dd>
    </div>
  );
}

export function SpotNotices({ spotId }: { spotId: string }) {
  const told = loaded(notices)?.filter((notice) => notice.spot_id === spotId) ?? [];
  return (
    <>
      {told.map((notice) => (
        <Callout key={notice.id} tone={notice.kind === "at_its_best" ? "good" : ""} icon="info">
          <strong>{notice.title}</strong>
          {notice.body && <p>{notice.body}</p>}
          <p class="note">{lastsOf(notice)}</p>
        </Callout>
      ))}
    </>
  );
}

export function SpotFacts({ facts }: { facts: SpotProperties }) {
  const accessible = Object.entries(facts.accessibility).filter(([, known]) => known);
  return (
    <dl class="facts">
      <Fact icon="clock" name={t("spot.hours")}>
        <Hours facts={facts} />
      </Fact>
      <Fact icon="ticket" name={t("spot.fee")}>
        <Fees facts={facts} />
      </Fact>
      <Fact icon="hands" name={t("spot.access")}>
        {accessible.length > 0 ? (
          <ul>
            {accessible.map(([name]) => (
              <li key={name}>{maybe(`access.${name}`) ?? name}</li>
            ))}
          </ul>
        ) : (
          <span class="note">{t("spot.access.unknown")}</span>
        )}
      </Fact>
      {facts.address && (
        <Fact icon="pin" name={t("spot.address")}>
          {facts.address}
        </Fact>
      )}
      {(facts.phone || facts.url) && (
        <Fact icon="info" name={facts.phone ? t("spot.phone") : t("spot.url")}>
          {facts.phone && <a href={`tel:${facts.phone}`}>{facts.phone}</a>}
          {facts.phone && facts.url && " · "}
          {/^https?:/.test(facts.url) && (
            <a href={facts.url} rel="noreferrer" target="_blank">
              {t("spot.url")}
            </a>
          )}
        </Fact>
      )}
      <Trust facts={facts} />
    </dl>
  );
}

function Hours({ facts }: { facts: SpotProperties }) {
  const lines = facts.opening_hours ? hoursInWords(facts.opening_hours) : [];
  return (
    <>
      {lines.map((line) => (
        <span key={line} class="block">
          {line}
        </span>
      ))}
      {facts.hours_note && <span class="note block">{facts.hours_note}</span>}
      {facts.seasons.map((season) => (
        <span key={season.first} class="note block">
          {t("spot.season", { first: dayOfYear(season.first), last: dayOfYear(season.last) })}
        </span>
      ))}
      {!facts.opening_hours && !facts.hours_note && (
        <span class="note">{t("spot.hours.unknown")}</span>
      )}
    </>
  );
}

function Fees({ facts }: { facts: SpotProperties }) {
  const { fee_minor: fee, currency } = facts;
  const plain =
    fee === null ? t("plan.fee.unknown") : fee ? money(fee, currency) : t("plan.fee.free");
  return (
    <>
      <span class={fee === null ? "note" : ""}>{plain}</span>
      {facts.fees.map((one) => (
        <span key={one.who} class="block">
          {one.who}: {money(one.amount_minor, currency)}
        </span>
      ))}
      {facts.fee_note && <span class="note block">{facts.fee_note}</span>}
    </>
  );
}

function Trust({ facts }: { facts: SpotProperties }) {
  const checked = facts.verified_at && t("spot.verified", { date: fullDate(facts.verified_at) });
  if (!checked && !facts.overdue && facts.marks.length === 0) return null;
  return (
    <Fact icon="check" name={t("spot.marks")}>
      {facts.marks.map((mark) => (
        <span key={mark.id} class="block">
          {mark.evidence}
        </span>
      ))}
      {checked && <span class="note block">{checked}</span>}
      {facts.overdue && <span class="note block">{t("spot.overdue")}</span>}
    </Fact>
  );
}
