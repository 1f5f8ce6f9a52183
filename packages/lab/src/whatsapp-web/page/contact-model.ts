import type { WirePerson } from "../wire.ts";
import { Model } from "./model.ts";
import { Wid } from "./wid.ts";

export class ContactModel extends Model {
  declare readonly id: Wid;
  /** Known for a person that is met by their lid. */
  declare readonly phoneNumber?: Wid;
  declare readonly pushname?: string;
  declare readonly name?: string;
  declare readonly isBusiness: boolean;
  declare readonly isContactBlocked: boolean;
}

export function contactFromWire({ wid, pn, lid: _lid, ...rest }: WirePerson): ContactModel {
  const id = new Wid(wid);
  return new ContactModel({
    ...rest,
    id,
    isContactBlocked: false,
    ...(id.isLid() && pn !== undefined && { phoneNumber: new Wid(pn) }),
  });
}
