import type { Profile } from "../shared/bridge-messages.ts";

export type ProfileField = "name" | "email" | "phone";
export type ProfileProblem = "badName" | "badEmail" | "badPhone" | "nothing";

const NAME_LENGTH_MAX = 120;
const EMAIL_LENGTH_MAX = 254;
const PHONE_LENGTH_MAX = 32;

/** What the visitor typed about themselves, as the server takes it, or what to correct where. */
export function checkProfile(
  typed: Readonly<Record<ProfileField, string>>,
):
  | { kind: "good"; profile: Profile }
  | { kind: "bad"; problems: Partial<Record<ProfileField, ProfileProblem>> } {
  const name = typed.name.trim();
  const email = typed.email.trim();
  const phone = typed.phone.trim();
  const problems: Partial<Record<ProfileField, ProfileProblem>> = {};
  if (name.length > NAME_LENGTH_MAX) problems.name = "badName";
  // Only the shape: whether the address exists is for whoever writes to it to find out.
  const looksLikeEmail = /^[\w.!#$%&'*+/=?^`{|}~-]+@[a-z\d-]+(\.[a-z\d-]+)+$/i.test(email);
  if (email && (!looksLikeEmail || email.length > EMAIL_LENGTH_MAX)) problems.email = "badEmail";
  const looksLikePhone = /^[\d\s()+.-]*$/.test(phone) && /\d/.test(phone);
  if (phone && (!looksLikePhone || phone.length > PHONE_LENGTH_MAX)) problems.phone = "badPhone";
  if (!name && !email && !phone) problems.name = "nothing";
  if (Object.keys(problems).length > 0) return { kind: "bad", problems };
  return {
    kind: "good",
    profile: { ...(name && { name }), ...(email && { email }), ...(phone && { phone }) },
  };
}
