/* What a browser knows of macros' acts: apart from the schemas, so that no validator comes along. */
export { arrangeActs, endsMacro, MACRO_ACT_KINDS } from "@circuito/domain";
