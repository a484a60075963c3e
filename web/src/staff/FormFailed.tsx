import { Failed } from "../ui/pieces";
import type { Faults } from "./faults";
import { FaultSummary } from "./form";
import { ChangeFailed } from "./states";

interface FormFailedProps {
  /** Null where nothing failed. */
  failure: unknown;
  faults: Faults;
  /** What each field is called, by pointer. */
  labels?: Record<string, string> | undefined;
  prefix?: string | undefined;
  /** Get what is there now, where the form changes something that others may change too. */
  onReload?: (() => void) | undefined;
  /** Whether that leaves in place what somebody has typed. */
  merges?: boolean | undefined;
}

/** Why a form was not taken: the faults of its fields, or else what the server says of all of it. */
export function FormFailed({ failure, faults, labels, prefix, onReload, merges }: FormFailedProps) {
  if (failure === null) return null;
  if (Object.keys(faults).length > 0)
    return <FaultSummary faults={faults} labels={labels} prefix={prefix} />;
  return onReload ? (
    <ChangeFailed failure={failure} onReload={onReload} merges={merges} />
  ) : (
    <Failed failure={failure} />
  );
}
