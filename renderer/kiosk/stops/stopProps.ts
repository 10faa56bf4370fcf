/** What every stop of the tour is given: the street as it is now, and the language. */
import type { Lang } from "../../../shared/ipc/ledgerViews.ts";
import type { Street } from "../answers.ts";

export interface StopProps {
  readonly street: Street;
  readonly lang: Lang;
}
