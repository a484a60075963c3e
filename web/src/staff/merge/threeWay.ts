/** What two people made of one thing, put together: what only one of them changed is taken. */

/** Something that a form says, and that is taken from one person or the other as a whole. */
export interface Statement<F> {
  key: string;
  label: string;
  /** Of what is said, where it is in a language of its own. */
  lang?: string | undefined;
  /** What a history calls the fields that it is made of. */
  fields?: readonly string[] | undefined;
  of: (form: F) => unknown;
  /** `form`, saying this as `from` does. */
  take: (form: F, from: F) => F;
  /** In words; empty where nothing is said. */
  told: (form: F) => string;
}

/** What a form can say; what belongs to a language or a list depends on the forms themselves. */
export type Statements<F> = (forms: readonly F[]) => Statement<F>[];

export interface Sides<F> {
  /** As both had it before them. */
  base: F;
  mine: F;
  /** As it is kept now. */
  theirs: F;
}

export interface Merge<F> extends Sides<F> {
  /** Theirs, with everything that only I changed. */
  form: F;
  /** What both changed, each to something else. */
  conflicts: Statement<F>[];
  /** What only the others changed. */
  news: Statement<F>[];
}

export type Side = "mine" | "theirs";
export type Choices = Readonly<Record<string, Side>>;

/** Blanks around a text and the order of keys are no difference. */
function plain(value: unknown): string | undefined {
  return JSON.stringify(value, (_, one: unknown) => {
    if (typeof one === "string") return one.replaceAll("\r\n", "\n").trim();
    if (one === null || typeof one !== "object" || Array.isArray(one)) return one;
    return Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}

const differs = <F>({ of }: Statement<F>, one: F, other: F) => plain(of(one)) !== plain(of(other));

/** What `after` says otherwise than `before`. */
export function changed<F>(before: F, after: F, statements: Statements<F>): Statement<F>[] {
  return statements([before, after]).filter((one) => differs(one, before, after));
}

export function mergeOf<F>(sides: Sides<F>, statements: Statements<F>): Merge<F> {
  const { base, mine, theirs } = sides;
  const merge: Merge<F> = { ...sides, form: theirs, conflicts: [], news: [] };
  for (const one of statements([base, mine, theirs])) {
    if (!differs(one, mine, theirs)) continue;
    if (!differs(one, base, mine)) merge.news.push(one);
    else if (!differs(one, base, theirs)) merge.form = one.take(merge.form, mine);
    else merge.conflicts.push(one);
  }
  return merge;
}

/** The first statement in conflict that nobody has decided. */
export function undecided<F>({ conflicts }: Merge<F>, choices: Choices): Statement<F> | null {
  return conflicts.find(({ key }) => choices[key] === undefined) ?? null;
}

/** The form as it was decided; what was not stays as theirs. */
export function settled<F>({ form, mine, conflicts }: Merge<F>, choices: Choices): F {
  return conflicts
    .filter(({ key }) => choices[key] === "mine")
    .reduce((done, one) => one.take(done, mine), form);
}
