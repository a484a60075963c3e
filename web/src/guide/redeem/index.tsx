/** Checking guests in: by camera, by number, or by name; with or without a network. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { online } from "../../offline/status";
import { todayIn } from "../../plan/wall";
import { Page } from "../../staff/Page";
import { organisation, region } from "../../staff/session";
import { Failed } from "../../ui/pieces";
import type { Expected } from "../types";
import { Camera } from "./Camera";
import { CodeForm } from "./CodeForm";
import { type Desk, lookAt, overrule, type Told, vouchFor } from "./checkIn";
import { GuestList } from "./GuestList";
import { lists, readLists, refreshLists } from "./lists";
import { readUnsent } from "./scans";
import { sendAll } from "./sending";
import { Unsent } from "./Unsent";
import { VerdictPanel } from "./VerdictPanel";
import { t } from "./words";
import "./redeem.css";
import { into } from "../../ui/into";

export default function Redeem() {
  const desk: Desk = {
    organisation: organisation.value?.id ?? "",
    today: todayIn(region.value?.time_zone ?? "Asia/Tokyo"),
  };
  const told = useSignal<Told | null>(null);
  const busy = useSignal(false);
  const scanning = useSignal(false);
  const failure = useSignal<unknown>(null);

  const refresh = async () => {
    await sendAll().catch(() => undefined);
    await refreshLists(desk.organisation, desk.today).catch(() => undefined);
  };
  useEffect(() => {
    readUnsent();
    readLists(desk.organisation, desk.today);
    if (online.value) void refresh();
  }, [desk.organisation, desk.today, online.value]);

  const run = async (work: () => Promise<Told>) => {
    if (busy.value) return;
    busy.value = true;
    failure.value = null;
    try {
      told.value = await work();
    } catch (reason) {
      failure.value = reason;
    } finally {
      busy.value = false;
    }
  };
  const look = (text: string) => void run(() => lookAt(text, desk, online.value));
  return (
    <Page title={t("title")}>
      <div class="redeem">
        <div class="stack">
          <div aria-live="assertive" class="verdict-place">
            {told.value && (
              <VerdictPanel
                told={told.value}
                busy={busy.value}
                onAnyway={() => {
                  const shown = told.value;
                  if (shown) void run(() => overrule(shown, desk));
                }}
                onNext={() => {
                  told.value = null;
                }}
              />
            )}
          </div>
          {failure.value !== null && <Failed failure={failure.value} />}
          {!told.value && (
            <>
              <Camera on={scanning.value} onToggle={into(scanning)} onText={look} />
              <CodeForm busy={busy.value} onCode={look} />
            </>
          )}
          {!busy.value && <Unsent onSend={() => void refresh()} />}
        </div>
        <GuestList
          lists={lists.value}
          today={desk.today}
          onRefresh={refresh}
          onVouch={(guest: Expected) => void run(() => vouchFor(guest, desk))}
        />
      </div>
    </Page>
  );
}
