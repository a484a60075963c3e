import "../pieces/pieces.css";
import type { PartProps } from "../../staff/parts";
import { Editor } from "./Editor";
import { List } from "./List";

/** What takes place on certain dates. */
export default function Events({ rest: [id] }: PartProps) {
  return id ? <Editor key={id} id={id === "new" ? null : id} /> : <List />;
}
