/** Why a chain of checkpoints leads to no anchor, as whole sentences that say what to do. */
import type { CheckpointFault } from "../light/checkpoint.ts";
import type { CheckpointRefusal } from "../light/checkpointChain.ts";
import { codecWords } from "./fileFaults.ts";
import { type Both, exactMoment, whole } from "./format.ts";

export function checkpointFaultWords(fault: CheckpointFault): Both {
  switch (fault.fault) {
    case "codec": {
      const { en, zh } = codecWords(fault.codec);
      return { en: `It is no checkpoint: the file ${en}.`, zh: `它不是检查点：文件${zh}。` };
    }
    case "format":
      return {
        en: `It is a “${fault.format}” file, which this version does not take for a checkpoint.`,
        zh: `它是“${fault.format}”文件，本版本不将其视为检查点。`,
      };
    case "shape":
      return fault.path === "$"
        ? { en: "It is no checkpoint: fields are missing or too many.", zh: "它不是检查点：字段缺失或多余。" }
        : {
            en: `It is no checkpoint: what stands at ${fault.path} is not what belongs there.`,
            zh: `它不是检查点：${fault.path} 处的内容不符合要求。`,
          };
  }
}

/** `offset`: seconds that the reader's clock is ahead of UTC. */
export function checkpointRefusalWords(refusal: CheckpointRefusal, offset = 0): Both {
  switch (refusal.rule) {
    case "none":
      return { en: "No checkpoint was given.", zh: "没有给出检查点。" };
    case "tooMany":
      return {
        en: `${whole(refusal.files)} files are more than are read at once (${refusal.limit}).`,
        zh: `共 ${whole(refusal.files)} 个文件，超过一次可读取的 ${refusal.limit} 个。`,
      };
    case "file":
      return checkpointFaultWords(refusal.fault);
    case "chain":
      return {
        en: `It is of the chain ${refusal.chainId}, not of ${refusal.expected}, which the network file names.`,
        zh: `它属于链 ${refusal.chainId}，而不是网络文件所载的 ${refusal.expected}。`,
      };
    case "sequence":
      return {
        en: `It is number ${refusal.sequence} where ${refusal.expected} should stand: one is missing or there twice. Give all files of the row.`,
        zh: `应为第 ${refusal.expected} 号，却是第 ${refusal.sequence} 号：缺了一个，或有重复。请给出整列文件。`,
      };
    case "before":
      return {
        en: "It does not follow from the checkpoint before it: it names another one, or the file was changed.",
        zh: "它与前一个检查点不相衔接：它指向另一个检查点，或文件被更改过。",
      };
    case "height":
      return {
        en: `Its block ${whole(refusal.height)} is not above ${whole(refusal.above)}, where trust stands already.`,
        zh: `其区块 ${whole(refusal.height)} 不高于已受信任的 ${whole(refusal.above)}。`,
      };
    case "time":
      return {
        en: `It is of ${exactMoment(refusal.time, offset, "en")}, not later than the checkpoint before it.`,
        zh: `其时间为 ${exactMoment(refusal.time, offset, "zh")}，不晚于前一个检查点。`,
      };
    case "stranger":
      return {
        en: `It is signed with a key that was not a regulator’s then: ${refusal.key}.`,
        zh: `签名密钥当时不属于监管方：${refusal.key}。`,
      };
    case "signature":
      return {
        en: `The signature of ${refusal.key} does not hold: the file was changed after it was signed.`,
        zh: `${refusal.key} 的签名无效：文件在签名后被更改。`,
      };
    case "tooFew":
      return {
        en: `${refusal.signed} of ${refusal.of} regulators signed it; more than two thirds are needed. Gather more signatures.`,
        zh: `${refusal.of} 个监管方中有 ${refusal.signed} 个签名，需要三分之二以上。请收集更多签名。`,
      };
    case "future":
      return {
        en: `It is of ${exactMoment(refusal.time, offset, "en")}, later than the clock of this computer, which says ${exactMoment(refusal.now, offset, "en")}. Check the clock; if it is right, the file is forged.`,
        zh: `其时间为 ${exactMoment(refusal.time, offset, "zh")}，晚于这台电脑的时钟 ${exactMoment(refusal.now, offset, "zh")}。请检查时钟；若时钟无误，则文件是伪造的。`,
      };
    case "old":
      return {
        en: `Trust from it lasted until ${exactMoment(refusal.until, offset, "en")}, and it is later now. Ask the regulators for a newer one.`,
        zh: `由它得到的信任至 ${exactMoment(refusal.until, offset, "zh")} 为止，现已过期。请向监管方索取更新的检查点。`,
      };
  }
}
