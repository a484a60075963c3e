import { NotFound } from "../../staff/NotFound";
import type { PartProps } from "../../staff/parts";
import { may } from "../../staff/session";
import { EditPage } from "./EditPage";
import { HistoryPage } from "./HistoryPage";
import { ListPage } from "./ListPage";
import { NewPage } from "./NewPage";
import "./spots.css";

export default function Spots({ rest }: PartProps) {
  const [id, view, ...more] = rest;
  if (!id) return <ListPage />;
  if (more.length > 0 || (view && view !== "history")) return <NotFound />;
  if (id === "new") return may("owner", "editor") ? <NewPage /> : <NotFound />;
  if (view === "history") return <HistoryPage id={id} key={id} />;
  return <EditPage id={id} key={id} />;
}
