/** Saves what a page shows as CSV where the reader says. */
import { Button } from "@mantine/core";
import { say } from "../../store/app.ts";
import { useAct } from "../../store/hooks.ts";
import { officeWords } from "./words.ts";

export function SaveTable({ name, text }: { name: string; text: () => string }) {
  const t = officeWords.use();
  const save = useAct("file.saveCsv");
  return (
    <Button
      loading={save.busy}
      onClick={() => void save.run({ name, text: text() }).then((done) => done?.saved && say({ kind: "saved", name }))}
    >
      {t("saveCsv")}
    </Button>
  );
}
