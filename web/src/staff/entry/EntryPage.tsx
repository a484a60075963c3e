import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import { t as word } from "../../i18n";
import { LanguageButton } from "../LanguageButton";
import { Mark } from "../Mark";

interface EntryPageProps {
  app: string;
  title: string;
  children: ComponentChildren;
}

/** A page for who is not signed in: one sheet in the middle. */
export function EntryPage({ app, title, children }: EntryPageProps) {
  useEffect(() => {
    document.title = `${title} · ${app} · ${word("app.name")}`;
    document.querySelector<HTMLElement>("[data-title]")?.focus();
  }, [title, app]);
  return (
    <div class="entry">
      <header class="entry-head">
        <span class="brand">
          <Mark />
          <span>
            {word("app.name")} <small>{app}</small>
          </span>
        </span>
        <LanguageButton />
      </header>
      <main class="entry-sheet" id="main">
        <h1 data-title tabIndex={-1}>
          {title}
        </h1>
        {children}
      </main>
    </div>
  );
}
