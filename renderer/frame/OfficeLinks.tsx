/** The rail's places of an office. */
import type { Office } from "../../shared/ipc/officeIntent.ts";
import { pageNamed, pagesOf } from "../screens/office/places.ts";
import { officeWords } from "../screens/office/words.ts";
import { hrefOf } from "../store/app.ts";

export function OfficeLinks({ offices, here }: { offices: readonly Office[]; here: string | null }) {
  const t = officeWords.use();
  const pages = pagesOf(offices);
  const current = here === null ? null : pageNamed(here, pages);
  return pages.map((page) => (
    <a key={page} href={hrefOf("office", page)} aria-current={current === page ? "page" : undefined}>
      {t(`page.${page}`)}
    </a>
  ));
}
