export * from "./change-contact.ts";
export * from "./dismiss-suggestion.ts";
export * from "./merge-contacts.ts";
export * from "./separate-contacts.ts";
export * from "./share-contact-address.ts";
