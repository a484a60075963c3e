/** Which page is shown: one to sign in on, one of the parts, or why there is none. */
import type { ComponentType } from "preact";
import { language } from "../i18n";
import { Bones, Failed } from "../ui/pieces";
import { Toasts } from "../ui/toasts";
import { EntryPage } from "./entry/EntryPage";
import { ForgotForm, ResetForm } from "./entry/Forgot";
import { Invitation } from "./entry/Invitation";
import { RegisterForm } from "./entry/Register";
import { SignInForm } from "./entry/SignIn";
import { SignInAgain } from "./entry/SignInAgain";
import { LazyPart } from "./LazyPart";
import { Nobody } from "./Nobody";
import { NotFound } from "./NotFound";
import { Page } from "./Page";
import { isFor, type Part } from "./parts";
import { where } from "./route";
import { Shell } from "./Shell";
import { failure, loadSession, me, organisation, role } from "./session";
import { ended, tokens } from "./tokens";
import { type Key, t } from "./words";

export interface StaffAppProps {
  /** The app's name beside the product's. */
  name: () => string;
  parts: readonly Part[];
  /** Shown to who belongs to no organisation; nobody to wait for where one may begin by oneself. */
  start?: ComponentType;
}

const ENTRIES: Record<string, { title: Key; form: ComponentType }> = {
  forgot: { title: "forgot.title", form: ForgotForm },
  reset: { title: "reset.title", form: ResetForm },
  register: { title: "register.title", form: () => <RegisterForm /> },
};

export function StaffApp(props: StaffAppProps) {
  const app = props.name();
  const first = where.value.segments[0];
  if (first === "invitation")
    return (
      <EntryPage app={app} title={t("invitation.title")}>
        <Invitation />
        <Toasts />
      </EntryPage>
    );
  const entry = ENTRIES[first ?? ""];
  if (entry && (!tokens.value || first === "reset"))
    return (
      <EntryPage app={app} title={t(entry.title)}>
        <entry.form />
      </EntryPage>
    );
  const isHeld = ended.value && me.value !== null;
  if (!tokens.value && !isHeld)
    return (
      <EntryPage app={app} title={t("signIn.title")}>
        <SignInForm />
      </EntryPage>
    );
  return (
    <>
      <Inside {...props} />
      {!tokens.value && <SignInAgain />}
    </>
  );
}

function Inside({ name, parts, start: Start }: StaffAppProps) {
  if (failure.value !== null && !me.value)
    return (
      <EntryPage app={name()} title={t("failed.title")}>
        <Failed failure={failure.value} onRetry={() => void loadSession()} />
      </EntryPage>
    );
  if (!me.value)
    return (
      <EntryPage app={name()} title={t("loading")}>
        <Bones />
      </EntryPage>
    );
  const kind = organisation.value?.kind;
  const theirs = organisation.value
    ? parts.filter((part) => isFor(part, role.value, kind))
    : parts.filter((part) => part.alone);
  const [first, ...rest] = where.value.segments;
  const wanted = first ?? theirs.find((part) => !part.hidden)?.path;
  return (
    <Shell app={name()} parts={theirs} active={wanted}>
      {content(parts, theirs, wanted, rest, Start)}
    </Shell>
  );
}

function content(
  parts: readonly Part[],
  theirs: readonly Part[],
  wanted: string | undefined,
  rest: string[],
  Start: ComponentType | undefined,
) {
  const part = theirs.find((one) => one.path === wanted);
  // Another person, organisation or language is another page: nothing of the former may stay.
  if (part)
    return (
      <LazyPart
        key={`${part.path} ${me.value?.id} ${organisation.value?.id} ${language.value}`}
        part={part}
        rest={rest}
      />
    );
  if (!organisation.value) return Start ? <Start /> : <Nobody />;
  const known = parts.some((one) => one.path === wanted);
  return known ? <NotAllowed /> : <NotFound />;
}

function NotAllowed() {
  return (
    <Page title={t("notAllowed.title")}>
      <p class="lead">{t("notAllowed.lead")}</p>
    </Page>
  );
}
