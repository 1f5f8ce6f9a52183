/* What a browser judges promises with: apart from the schemas, so that no validator comes along. */
export { BRAZILIAN_HOLIDAYS, judgeTarget, type TargetVerdict } from "@circuito/domain";
