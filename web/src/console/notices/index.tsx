import "../pieces/pieces.css";
import "../../staff/pin/pin.css";
import "./notices.css";
import type { PartProps } from "../../staff/parts";
import { Editor } from "./Editor";
import { List } from "./List";

/** What holds for a while: closures, blossoms, road works. */
export default function Notices({ rest: [id] }: PartProps) {
  return id ? <Editor key={id} id={id === "new" ? null : id} /> : <List />;
}
