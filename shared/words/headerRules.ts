/** The light client's rules as a clause that says what a header lacks: for a reader who has never heard of the rule's name. */
import type { RuleName } from "../light/rules.ts";
import type { Both } from "./format.ts";

const b = (en: string, zh: string): Both => ({ en, zh });

/** After "header 40: ". Without a full stop. */
export const HEADER_RULES: Readonly<Record<RuleName | "notEnoughTrust", Both>> = {
  blockVersion: b("it is of another version of the block protocol", "其区块协议版本不同"),
  chainId: b("it is of another chain", "它属于另一条链"),
  commitHeight: b("its signatures are for another height", "其签名属于另一高度"),
  commitHash: b("its signatures are for another header", "其签名属于另一区块头"),
  commitSize: b("it does not have one vote for each validator", "其投票数与验证者数不符"),
  validatorsHash: b("its validators are not those it names", "其验证者与所载不符"),
  nextValidatorsHash: b("the next validators are not those it names", "其下一组验证者与所载不符"),
  announcedValidators: b(
    "its validators are not those that the header before it announced",
    "其验证者不是前一区块头所公布的",
  ),
  lastBlock: b("it does not follow the header before it", "它与前一区块头不相衔接"),
  trustedValidators: b(
    "the validators kept with the trusted header are not its own",
    "随可信区块头保存的验证者与之不符",
  ),
  anchor: b("it is not the header of the trust anchor", "它不是信任锚所指的区块头"),
  height: b("its height does not follow the one before it", "其高度与前一个不相衔接"),
  timeMonotonic: b("it is not later than the header before it", "它不晚于前一区块头"),
  trustingPeriod: b("the header before it is older than the trusting period", "前一区块头已超出信任期"),
  future: b("it is later than this computer’s clock", "它晚于本机时钟"),
  validatorAddress: b("the address of a validator is not that of its key", "有验证者的地址与其密钥不符"),
  duplicateValidator: b("a validator stands there twice", "有验证者重复出现"),
  votingPower: b("a validator’s voting power is none", "有验证者的投票权无效"),
  voteAddress: b("a vote is of another validator than stands at its place", "有一票不属于该位置的验证者"),
  doubleVote: b("a validator voted twice", "有验证者投票两次"),
  signature: b("a validator’s signature does not hold", "有验证者的签名无效"),
  twoThirds: b("not more than two thirds of its validators signed it", "签名的验证者未超过三分之二"),
  notEnoughTrust: b(
    "too few of the validators trusted before it signed it; headers between are missing",
    "此前信任的验证者中签名者太少；缺少中间的区块头",
  ),
};
