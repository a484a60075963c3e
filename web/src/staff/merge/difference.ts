/** Where two texts part, so that the eye finds it. */

export interface Parted {
  before: string;
  /** What the other text has not, or has otherwise. */
  own: string;
  after: string;
}

/** The text, with what lies between the beginning and the end that it shares with `other`. */
export function parted(text: string, other: string): Parted {
  const [mine, theirs] = [[...text], [...other]];
  const shorter = Math.min(mine.length, theirs.length);
  let first = 0;
  while (first < shorter && mine[first] === theirs[first]) first += 1;
  let last = 0;
  while (last < shorter - first && mine.at(-1 - last) === theirs.at(-1 - last)) last += 1;
  const end = mine.length - last;
  const join = (from: number, until: number) => mine.slice(from, until).join("");
  return { before: join(0, first), own: join(first, end), after: join(end, mine.length) };
}

export interface Piece {
  text: string;
  differs: boolean;
}

/** A text in pieces; lines are compared one by one where there are as many of them. */
export function pieces(text: string, other: string): Piece[] {
  const [mine, theirs] = [text.split("\n"), other.split("\n")];
  if (mine.length === 1 || mine.length !== theirs.length) return piecesOf(parted(text, other));
  return mine.flatMap((line, at) => [
    ...(at > 0 ? [{ text: "\n", differs: false }] : []),
    ...piecesOf(parted(line, theirs[at] ?? "")),
  ]);
}

const piecesOf = ({ before, own, after }: Parted): Piece[] =>
  [
    { text: before, differs: false },
    { text: own, differs: true },
    { text: after, differs: false },
  ].filter((piece) => piece.text !== "");
