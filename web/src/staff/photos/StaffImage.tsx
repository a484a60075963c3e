import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { staffSend } from "../staffCall";

/** A picture that may be for members only: fetched as who is signed in, since `img` cannot. */
export function StaffImage({ src, alt }: { src: string; alt: string }) {
  const shown = useSignal<string | null>(null);
  useEffect(() => {
    const control = new AbortController();
    let made: string | null = null;
    staffSend(src, { signal: control.signal })
      .then((answer) => answer.blob())
      .then((blob) => {
        if (control.signal.aborted) return;
        made = URL.createObjectURL(blob);
        shown.value = made;
      })
      .catch(() => undefined);
    return () => {
      control.abort();
      if (made) URL.revokeObjectURL(made);
    };
  }, [src]);
  if (!shown.value) return <span class="photo-wait" role="img" aria-label={alt} />;
  return <img src={shown.value} alt={alt} />;
}
