/** The map's inks, by day and by night; the same family as ui/tokens.css. */
export interface Palette {
  paper: string;
  water: string;
  green: string;
  built: string;
  street: string;
  casing: string;
  main: string;
  path: string;
  label: string;
  halo: string;
  leaf: string;
  onLeaf: string;
  kaki: string;
  ai: string;
  gold: string;
  ink: string;
}

export const DAY: Palette = {
  paper: "#f4f0e6",
  water: "#cfdfe2",
  green: "#dde7d2",
  built: "#ebe5d7",
  street: "#fffdf8",
  casing: "#ddd5c4",
  main: "#fff6df",
  path: "#c9bfa8",
  label: "#5c5a50",
  halo: "#f7f3ea",
  leaf: "#2f6b4f",
  onLeaf: "#fffdf9",
  kaki: "#a4441b",
  ai: "#2c4c7c",
  gold: "#7d5a08",
  ink: "#22302b",
};

export const NIGHT: Palette = {
  paper: "#161c19",
  water: "#1b2f36",
  green: "#1c2b21",
  built: "#1c2320",
  street: "#343d38",
  casing: "#20272a",
  main: "#464b3d",
  path: "#3a443c",
  label: "#b0aca0",
  halo: "#161c19",
  leaf: "#93cdae",
  onLeaf: "#10211a",
  kaki: "#f0a07a",
  ai: "#a6c1ee",
  gold: "#e5c46f",
  ink: "#ece8dd",
};
