import type { WirePerson } from "../wire.ts";
import type { ContactModel } from "./contact-model.ts";
import { define } from "./modules.ts";
import { askServer } from "./server.ts";
import { me } from "./session.ts";
import { createWid, Wid, type WidLike } from "./wid.ts";

/** What this page has learnt of who is who; it knows nothing that it did not ask for. */
const lidOfPn = new Map<string, Wid>();
const pnOfLid = new Map<string, Wid>();

export function learnAddresses({ lid, pn }: WirePerson): void {
  if (lid === undefined || pn === undefined) return;
  lidOfPn.set(pn, new Wid(lid));
  pnOfLid.set(lid, new Wid(pn));
}

function otherAddress(wid: Wid): Wid | undefined {
  return (wid.isLid() ? pnOfLid : lidOfPn).get(wid._serialized);
}

async function queryWidExists(wid: Wid): Promise<{ wid: Wid } | null> {
  const person = await askServer<WirePerson | null>({ kind: "exists", wid: wid._serialized });
  if (!person) return null;
  learnAddresses(person);
  return { wid: new Wid(person.wid) };
}

define({
  WAWebQueryExistsJob: { queryWidExists },
  WAWebApiContact: {
    getAlternateUserWid: otherAddress,
    getCurrentLid: (pn: Wid) => lidOfPn.get(pn._serialized),
    getPhoneNumber: (lid: Wid) => pnOfLid.get(lid._serialized),
  },
  WAWebLidMigrationUtils: {
    toPn: (like: WidLike) => {
      const wid = createWid(like);
      return wid.isLid() ? pnOfLid.get(wid._serialized) : wid;
    },
  },
  WAWebContactGetters: {
    getIsMe: ({ id }: ContactModel) => me.pn?.equals(id) === true || me.lid?.equals(id) === true,
    getIsUser: ({ id }: ContactModel) => id.isUser(),
    getIsGroup: ({ id }: ContactModel) => id.isGroup(),
    getIsWAContact: ({ id }: ContactModel) => id.isUser(),
    getUserid: ({ id, phoneNumber }: ContactModel) => (phoneNumber ?? id).user,
    getVerifiedName: () => undefined,
    getVerifiedLevel: () => undefined,
    getStatusMute: () => false,
    getName: ({ name }: ContactModel) => name,
    getShortName: ({ name }: ContactModel) => name?.split(" ")[0],
    getPushname: ({ pushname }: ContactModel) => pushname,
    getIsEnterprise: () => false,
  },
  WAWebFrontendContactGetters: { getIsMyContact: ({ name }: ContactModel) => name !== undefined },
});
