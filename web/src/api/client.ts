import { wantedLanguages } from "../i18n";
import { Problem, problemOf } from "./problem";

export interface Call {
  method?: "GET" | "PUT" | "POST" | "PATCH" | "DELETE";
  query?: Record<string, string | number | boolean | string[] | undefined>;
  body?: unknown;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

export function address(path: string, query: Call["query"] = {}): string {
  const sent = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined) continue;
    for (const one of Array.isArray(value) ? value : [value]) sent.append(name, String(one));
  }
  const text = sent.toString();
  return text ? `${path}?${text}` : path;
}

/** Fetch `path`, with failures as `Problem`s. */
export async function send(path: string, call: Call = {}): Promise<Response> {
  const headers: Record<string, string> = { "Accept-Language": wantedLanguages(), ...call.headers };
  const init: RequestInit = { method: call.method ?? "GET", headers };
  if (call.body instanceof FormData) init.body = call.body;
  else if (call.body !== undefined) {
    headers["Content-Type"] = "application/json";
    init.body = JSON.stringify(call.body);
  }
  if (call.signal) init.signal = call.signal;
  const answer = await fetch(address(path, call.query), init).catch((cause: unknown) => {
    if (call.signal?.aborted) throw cause;
    throw new Problem("offline", 0, "");
  });
  if (!answer.ok) throw await problemOf(answer);
  return answer;
}

export async function call<T>(path: string, options: Call = {}): Promise<T> {
  const answer = await send(path, options);
  return (answer.status === 204 ? undefined : await answer.json()) as T;
}
