/** Of conversation `t` that has an owner: it waited for them. What one of us began was theirs at once. */
export const WAITED = "t.assigned_at <> t.arrived_at";
