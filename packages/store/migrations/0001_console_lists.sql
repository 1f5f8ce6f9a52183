DROP INDEX "conversations_to_do";--> statement-breakpoint
CREATE INDEX "conversations_finished" ON "conversations" USING btree (coalesce(resolved_at, arrived_at),"id") WHERE status in ('resolved','closed');--> statement-breakpoint
CREATE INDEX "conversations_newest" ON "conversations" USING btree ("arrived_at","id");--> statement-breakpoint
CREATE INDEX "conversations_to_do" ON "conversations" USING btree ("queue_id",(-priority),coalesce(waiting_since, arrived_at),"id") WHERE status = 'open' and waiting_on = 'agent';