/** What each part of the opening hours is given. */
import type { Faults } from "../../../staff/faults";
import type { SpotForm } from "../model";

export interface HoursProps {
  form: SpotForm;
  change: (part: Partial<SpotForm>) => void;
  faults: Faults;
  readOnly: boolean;
}
