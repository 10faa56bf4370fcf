/** A key's passphrase: from the file that WATTLIGHT_KEY_PASSPHRASE_FILE names, else asked on the terminal, where it is not shown. */
import { createInterface } from "node:readline/promises";
import { Writable } from "node:stream";
import { decodeUtf8 } from "../../shared/codec/bytes.ts";
import { Complaint } from "../command/complaint.ts";
import { bytesOf } from "../files/inputFile.ts";
import { type AskPassphrase, SHORTEST_PASSPHRASE } from "./keyFile.ts";

export const PASSPHRASE_FILE = "WATTLIGHT_KEY_PASSPHRASE_FILE";

/** Throws a Complaint where there is neither file nor terminal, or a new one is too short or was typed differently the second time. */
export function askingPassphrase(env: Readonly<Record<string, string | undefined>>): AskPassphrase {
  return async (path, again) => {
    const file = env[PASSPHRASE_FILE];
    const passphrase = file === undefined ? await typed(`Passphrase of ${path}: `) : lineIn(file);
    if (!again) return passphrase;
    if ([...passphrase].length < SHORTEST_PASSPHRASE)
      throw new Complaint({
        en: `A new passphrase has at least ${SHORTEST_PASSPHRASE} characters. Nothing was written.`,
        zh: `新口令至少 ${SHORTEST_PASSPHRASE} 个字符。没有写入任何内容。`,
      });
    if (file === undefined && (await typed("The same again: ")) !== passphrase)
      throw new Complaint({
        en: "The two passphrases differ. Nothing was written.",
        zh: "两次口令不同。没有写入任何内容。",
      });
    return passphrase;
  };
}

function lineIn(file: string): string {
  const text = decodeUtf8(bytesOf(file, 1024))?.replace(/\r?\n$/, "");
  if (text !== undefined && text !== "" && !/[\r\n]/.test(text)) return text;
  throw new Complaint({ en: `${file} does not hold one line of text.`, zh: `${file} 不是一行文本。` });
}

async function typed(question: string): Promise<string> {
  if (!process.stdin.isTTY)
    throw new Complaint({
      en: `The key is sealed and there is no terminal to ask at: name a file with the passphrase in ${PASSPHRASE_FILE}.`,
      zh: `密钥已加封，又没有终端可询问：请在 ${PASSPHRASE_FILE} 中给出口令文件。`,
    });
  process.stderr.write(question);
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: silent, terminal: true });
  try {
    return await lines.question("");
  } finally {
    lines.close();
    process.stderr.write("\n");
  }
}
