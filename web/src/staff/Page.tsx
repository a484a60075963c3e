import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { t as word } from "../i18n";
import { Icon } from "../ui/Icon";
import { Link } from "./Link";

interface PageProps {
  title: string;
  lead?: string | undefined;
  /** Buttons beside the title. */
  actions?: ComponentChildren;
  back?: { href: string; label: string } | undefined;
  children: ComponentChildren;
}

/** One page of a part: its title names the document, and takes the focus when it appears. */
export function Page({ title, lead, actions, back, children }: PageProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · ${word("app.name")}`;
  }, [title]);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  return (
    <div class="staff-page">
      {back && (
        <Link class="back" href={back.href}>
          <Icon name="back" small />
          {back.label}
        </Link>
      )}
      <header class="page-head">
        <div>
          <h1 tabIndex={-1} ref={heading}>
            {title}
          </h1>
          {lead && <p class="note">{lead}</p>}
        </div>
        {actions && <div class="page-actions">{actions}</div>}
      </header>
      {children}
    </div>
  );
}
