/* What a browser shows lists with: apart from the schemas, so that no validator comes along. */
export {
  LIST_GROUPS,
  LIST_ORDERS,
  type ListGroup,
  type ListOrder,
  PRIORITY_NAMES,
  type PriorityName,
  priorityNameOf,
} from "@circuito/domain";
