/** When experiences take place: a calendar of slots, and the weekly rules that make them. */
import type { PartProps } from "../../staff/parts";
import { CalendarPage } from "./CalendarPage";
import { WeeklyPage } from "./WeeklyPage";
import "./schedule.css";

export default function SchedulePart({ rest }: PartProps) {
  const [id, page] = rest;
  if (id && page === "weekly") return <WeeklyPage key={id} id={id} />;
  return <CalendarPage key={id} id={id ?? null} />;
}
