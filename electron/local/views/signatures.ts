/** Whose signatures bind a contract, whatever it rests on. */
import { addressOf } from "../../../shared/codec/address.ts";
import { fromHex } from "../../../shared/codec/bytes.ts";
import type { Basis } from "../../../shared/ledger/records.ts";

/** Who offered and who agreed. */
export function partiesOf(basis: Basis): { readonly first: string; readonly second: string } {
  switch (basis.how) {
    case "taken":
      return { first: basis.offer.body.sender, second: basis.acceptance.body.sender };
    case "negotiated":
      return { first: basis.agreement.body.sender, second: basis.agreement.body.counterparty };
    case "auctioned":
      return { first: basis.sell.body.sender, second: basis.buy.body.sender };
  }
}

export interface SignatureBy {
  readonly party: string;
  readonly tx: string;
  readonly key: string;
}

/** Every signature with its party. Of an agreement's two, the one whose key made the counterparty's id is the counterparty's. */
export function signaturesOf(basis: Basis): readonly SignatureBy[] {
  const { first, second } = partiesOf(basis);
  const by = (
    party: string,
    signed: { readonly id: string; readonly signatures: readonly { readonly key: string }[] },
  ) => signed.signatures.map(({ key }) => ({ party, tx: signed.id, key }));
  switch (basis.how) {
    case "taken":
      return [...by(first, basis.offer), ...by(second, basis.acceptance)];
    case "negotiated":
      return by(first, basis.agreement).map((signature) =>
        addressOf(fromHex(signature.key)) === second ? { ...signature, party: second } : signature,
      );
    case "auctioned":
      return [...by(first, basis.sell), ...by(second, basis.buy)];
  }
}
