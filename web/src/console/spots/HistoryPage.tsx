import { useSignal } from "@preact/signals";
import { t as word } from "../../i18n";
import { confirmed } from "../../staff/Dialog";
import { type ChangeList, type KnownHistory, loadHistory } from "../../staff/history";
import { Page } from "../../staff/Page";
import { go, hrefOf } from "../../staff/route";
import { may, nameOf, ofOrganisation } from "../../staff/session";
import { staffCall, type Versioned, versionedCall } from "../../staff/staffCall";
import { ChangeFailed, useLoader, WithLoaded } from "../../staff/states";
import { type Column, Table } from "../../staff/Table";
import { dayAndTime } from "../../staff/when";
import { Button } from "../../ui/controls";
import { Tag } from "../../ui/pieces";
import { say } from "../../ui/toasts";
import { fieldNames } from "./fieldNames";
import type { Change, KeptSpot } from "./model";
import { type Key, t } from "./words";

interface Seen extends KnownHistory<Change> {
  spot: Versioned<KeptSpot>;
}

/** Who changed what, and the way back to what it said. */
export function HistoryPage({ id }: { id: string }) {
  const here = ofOrganisation(`/spots/${encodeURIComponent(id)}`);
  const failure = useSignal<unknown>(null);
  const found = useLoader(async (): Promise<Seen> => {
    const [spot, history] = await Promise.all([
      versionedCall<KeptSpot>(here),
      loadHistory<Change>(here),
    ]);
    return { spot, ...history };
  });
  const restore = async (seen: Seen, version: number) => {
    const title = t("history.restore.sure", { version });
    const lead = t("history.lead");
    if (!(await confirmed({ title, lead, yes: t("history.restore") }))) return;
    failure.value = null;
    try {
      const options = { method: "POST", body: { version }, match: seen.spot.etag } as const;
      await staffCall(`${here}/restore`, options);
      say(t("history.restored", { version }));
      go(hrefOf("spots", id));
    } catch (reason) {
      failure.value = reason;
    }
  };
  const more = async (seen: Seen) => {
    const list = await staffCall<ChangeList<Change>>(seen.next ?? "");
    const changes = [...seen.changes, ...list.changes];
    found.put({ ...seen, changes, next: list.links.next });
  };
  const names = found.value.value?.spot.value.names;
  return (
    <Page
      title={`${t("history")}${names ? ` · ${nameOf(names)}` : ""}`}
      lead={t("history.lead")}
      back={{ href: hrefOf("spots", id), label: t("history.back") }}
    >
      {failure.value !== null && <ChangeFailed failure={failure.value} onReload={found.reload} />}
      <WithLoaded from={found}>
        {(seen) => (
          <div class="stack">
            <Table
              caption={t("history")}
              hideCaption
              columns={columns(seen, (version) => void restore(seen, version))}
              rows={seen.changes}
              id={(change) => String(change.version)}
            />
            {seen.next && (
              <div>
                <Button onClick={() => void more(seen)}>{t("list.more")}</Button>
              </div>
            )}
          </div>
        )}
      </WithLoaded>
    </Page>
  );
}

function columns(seen: Seen, onRestore: (version: number) => void): Column<Change>[] {
  const { version: now } = seen.spot.value;
  return [
    { key: "version", label: t("history.version"), numeric: true, cell: (one) => one.version },
    {
      key: "what",
      label: t("history.what"),
      heads: true,
      cell: (one) => (
        <>
          {t(`action.${one.action}` as Key)}
          {one.remark && <span class="prose block">{one.remark}</span>}
          {one.version > 1 && one.changed.length > 0 && (
            <span class="note block">{fieldNames(one).join(word("list.and"))}</span>
          )}
        </>
      ),
    },
    { key: "at", label: t("history.at"), cell: (one) => dayAndTime(one.at) },
    {
      key: "who",
      label: t("history.who"),
      cell: (one) =>
        one.account_id ? (seen.people[one.account_id] ?? t("history.gone")) : t("history.nobody"),
    },
    {
      key: "do",
      label: t("history.restore"),
      quiet: true,
      cell: (one) => {
        if (one.version === now) return <Tag tone="leaf">{t("history.now")}</Tag>;
        if (!may("owner", "editor")) return null;
        return (
          <Button icon="undo" onClick={() => onRestore(one.version)}>
            {t("history.restore")}
          </Button>
        );
      },
    },
  ];
}
