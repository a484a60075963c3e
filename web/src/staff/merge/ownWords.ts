/** Words that can be saved nowhere any more, kept in sight until their author has seen them. */
import { signal } from "@preact/signals";

export interface OwnWords {
  /** What they are about. */
  name: string;
  lines: readonly { label: string; words: string }[];
  /** Why they could not be saved. */
  reason: unknown;
}

/** Outside of the page: that may close, for who may not see it any more. */
export const ownWords = signal<OwnWords | null>(null);

export function holdWords(held: OwnWords): void {
  if (held.lines.length > 0) ownWords.value = held;
}

/** As one text, to be taken elsewhere. */
export function asText({ name, lines }: OwnWords): string {
  return [name, ...lines.map(({ label, words }) => `${label}\n${words}`)].join("\n\n");
}
