/** Who works here, for which organisation, in which region. */

import { computed, effect, signal } from "@preact/signals";
import { call } from "../api/client";
import { listRegions } from "../api/places";
import { Problem } from "../api/problem";
import type { Region } from "../api/types";
import { lasting } from "../browser/shelves";
import { language } from "../i18n";
import { forgetSession, keepSession, keptSession } from "./keptSession";
import type { Me, Organisation, OrganisationKind, OrganisationList, Role } from "./people";
import { allPages, refusals, staffCall } from "./staffCall";
import { ended, tokens } from "./tokens";

const CHOSEN = "yorimichi.staff.organisation";

export const me = signal<Me | null>(null);
export const organisations = signal<Organisation[]>([]);
export const regions = signal<Region[]>([]);
export const failure = signal<unknown>(null);
const chosenId = signal(lasting().getItem(CHOSEN) ?? "");

export const organisation = computed<Organisation | null>(() => {
  const all = organisations.value;
  return all.find((one) => one.id === chosenId.value) ?? all[0] ?? null;
});

/** What the person is in the chosen organisation; administrators are as good as owners. */
export const role = computed<Role | null>(() => roleIn(organisation.value?.id));

/** Where the organisation's spots lie, unless somebody chooses another region in a form. */
export const region = computed<Region | null>(() => {
  const code = organisation.value?.region_code;
  return regions.value.find((one) => one.code === code) ?? null;
});

export function roleIn(organisationId: string | undefined): Role | null {
  const person = me.value;
  if (!person || !organisationId) return null;
  if (person.is_admin) return "owner";
  const found = person.memberships.find((one) => one.organisation_id === organisationId);
  return (found?.role as Role | undefined) ?? null;
}

export function may(...roles: Role[]): boolean {
  return role.value !== null && roles.includes(role.value);
}

export function chooseOrganisation(id: string): void {
  lasting().setItem(CHOSEN, id);
  chosenId.value = id;
}

export function nameOf(names: Record<string, string> | undefined): string {
  return names?.[language.value] ?? names?.ja ?? names?.en ?? Object.values(names ?? {})[0] ?? "";
}

/** Address below which everything of the chosen organisation is. */
export function ofOrganisation(path = ""): string {
  return `/v1/organisations/${encodeURIComponent(organisation.value?.id ?? "")}${path}`;
}

async function organisationsOf(person: Me): Promise<Organisation[]> {
  if (person.is_admin) {
    const pages = await allPages<OrganisationList>("/v1/organisations?limit=100", 20);
    return pages.flatMap((page) => page.organisations);
  }
  const asked = person.memberships.map(({ organisation_id: id }) =>
    call<Organisation>(`/v1/organisations/${encodeURIComponent(id)}`),
  );
  return Promise.all(asked);
}

let kinds: readonly OrganisationKind[] = [];

/** Show only organisations of these kinds; which app it is decides. */
export function onlyKinds(wanted: readonly OrganisationKind[]): void {
  kinds = wanted;
}

/** Ask who is signed in and what for; again after an invitation, or a change of the account. */
export async function loadSession(): Promise<void> {
  failure.value = null;
  try {
    const person = await staffCall<Me>("/v1/me");
    const [theirs, all] = await Promise.all([organisationsOf(person), listRegions()]);
    const shown = theirs.filter((one) => kinds.includes(one.kind as OrganisationKind));
    organisations.value = shown.sort((a, b) => nameOf(a.names).localeCompare(nameOf(b.names)));
    regions.value = all;
    me.value = person;
    keepSession({ me: person, organisations: organisations.value, regions: all });
  } catch (reason) {
    if (tokens.value && !resumed(reason)) failure.value = reason;
  }
}

/** Without a network go on as who was here last, and ask again as soon as there is one. */
function resumed(reason: unknown): boolean {
  const before = reason instanceof Problem && reason.isOffline ? keptSession() : null;
  if (!before) return false;
  organisations.value = before.organisations;
  regions.value = before.regions;
  me.value = before.me;
  addEventListener("online", () => void loadSession(), { once: true });
  return true;
}

function forgetPerson(): void {
  me.value = null;
  organisations.value = [];
}

/** Give up the page that was left open when the stay ended. */
export function leave(): void {
  ended.value = false;
  forgetPerson();
}

/** Load what belongs to the tokens whenever they come, and forget it when they go. */
export function followTokens(): () => void {
  let known = false;
  return effect(() => {
    const there = tokens.value !== null;
    if (there === known) return;
    known = there;
    queueMicrotask(() => {
      if (there) {
        void loadSession();
      } else {
        forgetSession();
        // A stay that ended by itself leaves the page as it is: somebody may be typing on it.
        if (!ended.peek()) forgetPerson();
      }
    });
  });
}

/** What was refused may tell that somebody else changed the person's role: look, and show it. */
export function followRefusals(): () => void {
  return effect(() => {
    if (refusals.value > 0) void lookForChanges();
  });
}

async function lookForChanges(): Promise<void> {
  const now = await staffCall<Me>("/v1/me").catch(() => null);
  const known = me.peek();
  const isSame = JSON.stringify(now?.memberships) === JSON.stringify(known?.memberships);
  if (now && known && !isSame) await loadSession();
}
