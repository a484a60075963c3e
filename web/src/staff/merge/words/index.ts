import { speaker } from "../../../i18n";
import { en } from "./en";
import { ja } from "./ja";

export type { Key } from "./ja";
export const t = speaker({ ja, en });
