/** Sending a file, with how far it has come: `fetch` cannot tell. */
import { address } from "../api/client";
import { Problem, type ProblemBody, problemFrom } from "../api/problem";
import { wantedLanguages } from "../i18n";
import { renew, tokens } from "./tokens";

export interface UploadOptions {
  /** Share of the body that is sent, 0 to 1; at 1 the server still works on it. */
  onProgress?: (share: number) => void;
  signal?: AbortSignal;
}

interface Answered {
  status: number;
  text: string;
  header: (name: string) => string | null;
}

function sent(path: string, form: FormData, options: UploadOptions): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", path);
    request.setRequestHeader("Accept-Language", wantedLanguages());
    if (tokens.value) request.setRequestHeader("Authorization", `Bearer ${tokens.value.access}`);
    request.upload.onprogress = (event) =>
      event.lengthComputable && options.onProgress?.(event.loaded / event.total);
    request.onload = () =>
      resolve({
        status: request.status,
        text: request.responseText,
        header: (name) => request.getResponseHeader(name),
      });
    request.onerror = () => reject(new Problem("offline", 0, ""));
    request.onabort = () => reject(new DOMException("Aborted", "AbortError"));
    options.signal?.addEventListener("abort", () => request.abort());
    request.send(form);
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

/** Post `form`; failures are `Problem`s, and an access token that has run out is renewed. */
export async function upload<T>(
  path: string,
  form: FormData,
  options: UploadOptions & { query?: Parameters<typeof address>[1] } = {},
): Promise<T> {
  const to = address(path, options.query);
  let answer = await sent(to, form, options);
  if (answer.status === 401 && (await renew())) answer = await sent(to, form, options);
  const body = parsed(answer.text);
  if (answer.status >= 200 && answer.status < 300) return body as T;
  throw problemFrom(answer.status, body as ProblemBody, answer.header("Retry-After"));
}
