import { useMemo } from "preact/hooks";
import { FormFailed } from "../../staff/FormFailed";
import type { Faults } from "../../staff/faults";
import { type Key as SharedKey, t as shared } from "../../staff/words";
import { type Key, t } from "./words";

/** Of pointers that have words in the kit. */
const PLACES: Record<string, SharedKey> = { "/lat": "pin.lat", "/lon": "pin.lon" };

const LABELS: Record<string, Key> = {
  "/names": "name",
  "/descriptions": "description",
  "/name_kana": "kana",
  "/categories": "categories",
  "/opening_hours": "section.hours",
  "/hours_note": "hours.note",
  "/dated": "hours.dated",
  "/seasons": "hours.seasons",
  "/fee_minor": "fee.amount",
  "/fees": "fee.others",
  "/fee_note": "fee.note",
  "/visit_minutes": "minutes",
  "/renown": "renown",
  "/accessibility": "section.access",
  "/address": "address",
  "/phone": "phone",
  "/url": "url",
  "/attribution": "attribution",
  "/licence": "licence",
};

function labelOf(field: string): string | null {
  const [place, own] = [PLACES[field], LABELS[field]];
  if (place) return shared(place);
  return own ? t(own) : null;
}

function withLabels(faults: Faults): Faults {
  const named = Object.entries(faults).map(([pointer, message]): [string, string] => {
    const label = labelOf(`/${pointer.split("/")[1] ?? ""}`);
    return [pointer, label ? `${label}: ${message}` : message];
  });
  return Object.fromEntries(named);
}

interface SaveFailedProps {
  failure: unknown;
  faults: Faults;
  onReload: () => void;
}

/** Why nothing was saved: faults by field, or a conflict, or what the server says. */
export function SaveFailed({ failure, faults, onReload }: SaveFailedProps) {
  const named = useMemo(() => withLabels(faults), [faults]);
  return <FormFailed failure={failure} faults={named} onReload={onReload} merges />;
}
