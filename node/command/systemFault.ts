/** Why the operating system refused a file, in words. */
import type { Both } from "../../shared/words/format.ts";

const REASONS: Readonly<Record<string, Both>> = {
  ENOENT: { en: "there is nothing of that name", zh: "没有这个名称的文件或文件夹" },
  EISDIR: { en: "it is a folder, not a file", zh: "它是文件夹，不是文件" },
  ENOTDIR: { en: "a part of its path is a file, not a folder", zh: "路径中有一部分是文件而不是文件夹" },
  EACCES: { en: "this account has no permission", zh: "当前账户没有权限" },
  EPERM: { en: "this account has no permission", zh: "当前账户没有权限" },
  EROFS: { en: "the disk is read-only", zh: "磁盘为只读" },
  ENOSPC: { en: "the disk is full", zh: "磁盘已满" },
  EDQUOT: { en: "this account’s share of the disk is used up", zh: "当前账户的磁盘配额已用完" },
  ENAMETOOLONG: { en: "its name is too long", zh: "名称过长" },
  EIO: { en: "the disk does not answer", zh: "磁盘没有响应" },
  EBUSY: { en: "another program is using it", zh: "另有程序正在使用它" },
};

/** A clause without a full stop, for an error that a file operation threw; other errors are thrown on. */
export function systemReason(error: unknown): Both {
  if (
    !(error instanceof Error) ||
    !("code" in error) ||
    typeof error.code !== "string" ||
    !/^E[A-Z0-9]+$/.test(error.code)
  )
    throw error;
  const { code } = error;
  return (
    (Object.hasOwn(REASONS, code) ? REASONS[code] : undefined) ?? {
      en: `the operating system refuses it (${code})`,
      zh: `操作系统拒绝（${code}）`,
    }
  );
}
