DROP INDEX "sla_promises_next";--> statement-breakpoint
CREATE INDEX "conversations_to_do_first" ON "conversations" USING btree ((-priority),coalesce(waiting_since, arrived_at),"id") WHERE status = 'open' and waiting_on = 'agent';--> statement-breakpoint
CREATE INDEX "conversations_to_do_longest" ON "conversations" USING btree (coalesce(waiting_since, arrived_at),"id") WHERE status = 'open' and waiting_on = 'agent';--> statement-breakpoint
CREATE INDEX "sla_promises_next" ON "sla_promises" USING btree ("next_due_at","conversation_id") WHERE next_due_at is not null;--> statement-breakpoint
-- Whether a conversation is open says much of whom it waits for. Taken for independent, the to-do list
-- looks ten times shorter than it is, and is read whole and sorted where an index has its order.
CREATE STATISTICS "conversations_open_waiting" (mcv) ON status, waiting_on FROM "conversations";
