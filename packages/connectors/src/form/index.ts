export { form } from "./form.ts";
export { type FormSettings, formSettings, readFormSettings } from "./settings.ts";
