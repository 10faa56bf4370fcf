/** Chinese and English, equal in rank, each named in itself. */
import { SegmentedControl } from "@mantine/core";
import type { Lang } from "../../shared/ipc/ledgerViews.ts";
import { partWords } from "./words.ts";

export function LanguageSwitch(props: { value: Lang; onChange: (lang: Lang) => void; size?: "xs" | "sm" }) {
  const t = partWords.use();
  return (
    <SegmentedControl<Lang>
      aria-label={t("language")}
      size={props.size ?? "sm"}
      value={props.value}
      onChange={props.onChange}
      data={[
        { value: "zh-CN", label: "中文" },
        { value: "en", label: "English" },
      ]}
    />
  );
}
