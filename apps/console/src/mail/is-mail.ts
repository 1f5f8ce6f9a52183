/** What comes in on these is answered by mail (domain, `isMailLike`). */
export const isMailLike = (channel: string): boolean => channel === "email" || channel === "form";
