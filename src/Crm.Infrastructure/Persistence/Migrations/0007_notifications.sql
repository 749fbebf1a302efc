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

-- Events are kept for a day, in all tenants at once.
grant usage on schema notifications to crm_lookup;
grant select, delete on notifications.event to crm_lookup;
create policy retention on notifications.event to crm_lookup using (true);

set local role crm_lookup;
create function lookup.delete_events(before timestamptz, at_most integer) returns bigint
    language sql volatile security definer set search_path = ''
as $$
        with gone as (
            delete from notifications.event where ctid = any (array(
                select ctid from notifications.event where occurred_at < before limit at_most))
            returning 1)
        select count(*) from gone;
$$;
revoke all on function lookup.delete_events(timestamptz, integer) from public;
grant execute on function lookup.delete_events(timestamptz, integer) to crm_app;
reset role;
