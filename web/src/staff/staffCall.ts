/** Calls on behalf of who is signed in. */
import { signal } from "@preact/signals";
import { type Call, send } from "../api/client";
import { Problem } from "../api/problem";
import { renew, tokens } from "./tokens";

export interface StaffCall extends Call {
  /** The version that was seen, for `If-Match`. */
  match?: string | undefined;
}

/** Something with the version that a change of it must name. */
export interface Versioned<T> {
  value: T;
  etag: string;
}

/** How often something was refused that the page had offered: the person may be less by now. */
export const refusals = signal(0);

/** For who is no member any more, an organisation's things are not there. */
const DENIALS = [403, 404];

// Whoever asks for something follows what it is of, not the tokens: these only change by themselves.
function signed(options: StaffCall): Call {
  const { match, ...rest } = options;
  const headers: Record<string, string> = { ...rest.headers };
  const held = tokens.peek();
  if (held) headers.Authorization = `Bearer ${held.access}`;
  if (match) headers["If-Match"] = match;
  return { ...rest, headers };
}

/** Send with the access token, and once more with a fresh one where it has run out. */
export async function staffSend(path: string, options: StaffCall = {}): Promise<Response> {
  const used = tokens.peek()?.access;
  try {
    return await send(path, signed(options));
  } catch (failure) {
    if (failure instanceof Problem && DENIALS.includes(failure.status)) refusals.value += 1;
    if (!(failure instanceof Problem) || failure.status !== 401 || !used) throw failure;
    const anew = tokens.peek()?.access !== used || (await renew());
    if (!anew) throw failure;
    return send(path, signed(options));
  }
}

export async function staffCall<T>(path: string, options: StaffCall = {}): Promise<T> {
  const answer = await staffSend(path, options);
  return (answer.status === 204 ? undefined : await answer.json()) as T;
}

export async function versionedCall<T>(
  path: string,
  options: StaffCall = {},
): Promise<Versioned<T>> {
  const answer = await staffSend(path, options);
  return { value: (await answer.json()) as T, etag: answer.headers.get("ETag") ?? "" };
}

/** Whether somebody else changed it first. */
export function isConflict(failure: unknown): boolean {
  return failure instanceof Problem && failure.status === 412;
}

interface Page {
  links: Record<string, string>;
}

/** Follow `next` to the end, or to `most` pages. */
export async function allPages<P extends Page>(first: string, most = 50): Promise<P[]> {
  const pages: P[] = [];
  let next: string | undefined = first;
  while (next && pages.length < most) {
    const page: P = await staffCall<P>(next);
    pages.push(page);
    next = page.links.next;
  }
  return pages;
}
