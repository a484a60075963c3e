import "../pieces/pieces.css";
import type { PartProps } from "../../staff/parts";
import { Editor } from "./Editor";
import { List } from "./List";

/** Spots that belong together for a while. */
export default function Campaigns({ rest: [id] }: PartProps) {
  return id ? <Editor key={id} id={id === "new" ? null : id} /> : <List />;
}
