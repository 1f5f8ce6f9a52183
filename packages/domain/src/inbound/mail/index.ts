export * from "./mail-author.ts";
export * from "./mail-class.ts";
export { isOwnAddress, isStaffAddress, withoutDetail } from "./mail-people.ts";
export * from "./mail-record.ts";
export * from "./mail-world.ts";
export * from "./route-mail.ts";
export * from "./take-bounce.ts";
