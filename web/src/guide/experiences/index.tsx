/** The guide's experiences: a list, one of them, its form, its photos, and how guests see it. */
import type { PartProps } from "../../staff/parts";
import { Editor } from "./form/Editor";
import { ExperienceList } from "./List";
import { Overview } from "./Overview";
import { PhotosPage } from "./PhotosPage";
import { Preview } from "./Preview";
import "./experiences.css";

export default function Experiences({ rest }: PartProps) {
  const [id, page] = rest;
  if (!id) return <ExperienceList />;
  if (id === "new") return <Editor key={rest.join("/")} id={null} />;
  if (page === "edit") return <Editor key={rest.join("/")} id={id} />;
  if (page === "photos") return <PhotosPage key={rest.join("/")} id={id} />;
  if (page === "preview") return <Preview key={rest.join("/")} id={id} />;
  return <Overview key={rest.join("/")} id={id} />;
}
