/** Why nothing can be signed with the account in front: it is only watched. To be spread over a button that would ask for a signature. */
import { useRead } from "../store/hooks.ts";
import { frameWords } from "./words.ts";

export function useWatched(): { readonly disabled?: true; readonly title?: string } {
  const t = frameWords.use();
  const accounts = useRead("accounts.list", {});
  const active = accounts.state === "ready" ? accounts.value.find((account) => account.active) : undefined;
  return active?.kind === "watch" ? { disabled: true, title: t("choice.watched") } : {};
}
