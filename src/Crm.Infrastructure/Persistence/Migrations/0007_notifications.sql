-- What happened, written in the transaction that made it happen; read by the event stream and, later, by webhooks out.
-- Readers go by (transaction, id) and only below the oldest running transaction, so that one committed late is never skipped.
create table notifications.event (
    tenant_id uuid not null,
    id uuid not null,
    transaction xid8 not null default pg_current_xact_id(),
    type text not null,
    payload jsonb not null,
    occurred_at timestamptz not null,
    primary key (tenant_id, transaction, id)
);
call crm.protect('notifications.event');
grant select, insert, delete on notifications.event to crm_app;
