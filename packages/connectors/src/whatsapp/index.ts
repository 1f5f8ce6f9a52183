export * from "./settings.ts";
export * from "./whatsapp.ts";
