/* What a browser shows contact forms with: apart from the schemas, so that no validator comes along. */
export {
  ADDED_KINDS,
  FORM_FIELDS_MAX,
  FORM_LOCALES,
  FORM_OPTIONS_MAX,
  type FormFieldKind,
  type FormLocale,
  type FormWords,
  formLabel,
  formWords,
  OWN_KINDS,
  USUAL_FIELDS,
} from "@circuito/domain";
