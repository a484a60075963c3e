/** What opens over a page: a place, detours, a booking. It has a way back and takes the focus. */
import { useEffect, useRef } from "preact/hooks";
import { AmenityView } from "../around/AmenityView";
import { AroundView } from "../around/AroundView";
import { EventView } from "../around/EventView";
import { NoticeView } from "../around/NoticeView";
import { AmendView } from "../experience/AmendView";
import { BookingView } from "../experience/BookingView";
import { BookView } from "../experience/BookView";
import { ExperiencesView } from "../experience/ExperiencesView";
import { ExperienceView } from "../experience/ExperienceView";
import { MessagesView } from "../experience/MessagesView";
import { PrivacyView } from "../experience/PrivacyView";
import { WaitingView, WaitView } from "../experience/WaitView";
import { AlternativesView } from "../sheets/AlternativesView";
import { DetoursView } from "../sheets/DetoursView";
import { ReplanView } from "../sheets/ReplanView";
import { ShareView } from "../sheets/ShareView";
import { TripsView } from "../sheets/TripsView";
import { SpotView } from "../spot/SpotView";
import { closeView, openerOf } from "../state/route";

export function View({ name, id }: { name: string; id: string | null }) {
  const page = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const opener = openerOf(name, id);
    page.current?.querySelector<HTMLElement>("[data-title]")?.focus({ preventScroll: true });
    const leave = (event: KeyboardEvent) => event.key === "Escape" && closeView();
    addEventListener("keydown", leave);
    return () => {
      removeEventListener("keydown", leave);
      if (opener instanceof HTMLElement && opener.isConnected)
        requestAnimationFrame(() => opener.focus({ preventScroll: true }));
    };
  }, []);
  return (
    <div class="page view" ref={page}>
      {content(name, id)}
    </div>
  );
}

function content(name: string, id: string | null) {
  switch (name) {
    case "spot":
      return <SpotView id={id ?? ""} />;
    case "around":
      return <AroundView />;
    case "notice":
      return <NoticeView id={id ?? ""} />;
    case "event":
      return <EventView id={id ?? ""} />;
    case "toilet":
    case "shelter":
      return <AmenityView id={id ?? ""} kind={name} />;
    case "detours":
      return <DetoursView />;
    case "alternatives":
      return <AlternativesView />;
    case "experiences":
      return <ExperiencesView />;
    case "book":
      return <BookView slotId={id ?? ""} />;
    case "experience":
      return <ExperienceView id={id ?? ""} />;
    case "amend":
      return <AmendView id={id ?? ""} />;
    case "messages":
      return <MessagesView id={id ?? ""} />;
    case "privacy":
      return <PrivacyView id={id ?? ""} />;
    case "wait":
      return <WaitView id={id ?? ""} />;
    case "waiting":
      return <WaitingView id={id ?? ""} />;
    case "booking":
      return <BookingView id={id ?? ""} />;
    case "replan":
      return <ReplanView />;
    case "share":
      return <ShareView />;
    default:
      return <TripsView />;
  }
}
