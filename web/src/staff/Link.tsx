import type { ComponentChildren } from "preact";
import { go } from "./route";

interface LinkProps {
  href: string;
  children: ComponentChildren;
  class?: string | undefined;
  current?: boolean;
}

/** A link within the app; with a modifier key, or another button, it is like any other. */
export function Link(props: LinkProps) {
  return (
    <a
      href={props.href}
      class={props.class}
      aria-current={props.current ? "page" : undefined}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
        event.preventDefault();
        go(props.href);
      }}
    >
      {props.children}
    </a>
  );
}
