/** What stands around every page of a staff app: header, navigation, the organisation, the person. */
import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import { t as word } from "../i18n";
import { online } from "../offline/status";
import { IconButton } from "../ui/controls";
import { Icon } from "../ui/Icon";
import { Toasts } from "../ui/toasts";
import { Confirmation } from "./Dialog";
import { LanguageButton } from "./LanguageButton";
import { Link } from "./Link";
import { Mark } from "./Mark";
import { OwnWords } from "./merge/OwnWords";
import { OrganisationChooser } from "./OrganisationChooser";
import type { Part } from "./parts";
import { hrefOf, where } from "./route";
import { me } from "./session";
import { signOut } from "./tokens";
import { t } from "./words";

interface ShellProps {
  app: string;
  parts: readonly Part[];
  active: string | undefined;
  children: ComponentChildren;
}

export function Shell({ app, parts, active, children }: ShellProps) {
  const open = useSignal(false);
  useEffect(() => {
    open.value = false;
  }, [where.value]);
  return (
    <div class="staff" data-menu={open.value ? "open" : "closed"}>
      <a class="skip button" href="#main">
        {t("skip")}
      </a>
      <header class="staff-head">
        <span class="menu-button">
          <IconButton
            icon={open.value ? "close" : "menu"}
            label={open.value ? t("menu.close") : t("menu.open")}
            expanded={open.value}
            onClick={() => {
              open.value = !open.value;
            }}
          />
        </span>
        <Link class="brand" href={hrefOf()}>
          <Mark />
          <span>
            {word("app.name")} <small>{app}</small>
          </span>
        </Link>
        <OrganisationChooser />
      </header>
      <nav class="staff-nav" aria-label={t("menu")}>
        <ul>
          {parts
            .filter((part) => !part.hidden)
            .map((part) => (
              <li key={part.path}>
                <Link href={hrefOf(part.path)} current={part.path === active}>
                  <Icon name={part.icon} />
                  <span>{part.label()}</span>
                </Link>
              </li>
            ))}
        </ul>
        <Person />
      </nav>
      <main class="staff-main" id="main" tabIndex={-1}>
        {!online.value && (
          <p class="offline-line" role="status">
            <Icon name="away" small />
            {t("offline")}
          </p>
        )}
        {children}
      </main>
      <Tabs parts={parts} active={active} />
      <Toasts />
      <OwnWords />
      <Confirmation />
    </div>
  );
}

function Tabs({ parts, active }: { parts: readonly Part[]; active: string | undefined }) {
  const tabs = parts.filter((part) => part.tab);
  if (tabs.length === 0) return null;
  return (
    <nav class="staff-tabs" aria-label={t("menu.tabs")}>
      {tabs.map((part) => (
        <Link key={part.path} href={hrefOf(part.path)} current={part.path === active}>
          <Icon name={part.icon} />
          <span>{part.label()}</span>
        </Link>
      ))}
    </nav>
  );
}

function Person() {
  return (
    <div class="person">
      <Link href={hrefOf("account")} class="person-name">
        <Icon name="person" />
        <span>
          {me.value?.name}
          <span class="sr"> {t("account.open")}</span>
        </span>
      </Link>
      <LanguageButton />
      <button type="button" class="button quiet" onClick={() => void signOut()}>
        {t("signOut")}
      </button>
    </div>
  );
}
