import { type BulletinLookout, lookForBulletins } from "../bulletins/look-for-bulletins.ts";
import type { Watch } from "../look-every.ts";
import { sendNewsMails } from "./send-news-mails.ts";

/** Writes to people who are not connected of what is new to them. */
export const watchNews = (lookout: BulletinLookout): Watch =>
  lookForBulletins(lookout, "news-mails", () => sendNewsMails(lookout));
