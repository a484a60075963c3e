/** Short names for what the contract calls the people who work here. */
import type { components } from "../api/schema.gen";

type S = components["schemas"];

export type Me = S["MeOut"];
export type Organisation = S["OrganisationOut"];
export type OrganisationList = S["OrganisationListOut"];
export type Role = "owner" | "editor" | "viewer";
export type OrganisationKind = "municipality" | "tourism_association" | "guide_business";
