-- The answers to Idempotency-Keys, for a day. An answer is sealed; the key itself is not kept.
create table crm.idempotency_record (
    tenant_id uuid not null,
    key_hash bytea not null,
    body_hash bytea not null,
    -- NULL: begun, the outcome is not known (yet).
    status integer,
    answer bytea,
    resource_id uuid,
    venue_ids uuid[],
    created_at timestamptz not null,
    primary key (tenant_id, key_hash)
);
create index on crm.idempotency_record using brin (created_at);
call crm.protect('crm.idempotency_record');
grant select, insert, update, delete on crm.idempotency_record to crm_app;

grant select, delete on crm.idempotency_record to crm_lookup;
create policy lookup on crm.idempotency_record to crm_lookup using (true);

set local role crm_lookup;
create function lookup.delete_idempotency_records(before timestamptz) returns bigint
    language sql security definer set search_path = ''
as $$
        with gone as (delete from crm.idempotency_record where created_at < before returning 1)
        select count(*) from gone;
$$;
revoke all on function lookup.delete_idempotency_records(timestamptz) from public;
grant execute on function lookup.delete_idempotency_records(timestamptz) to crm_app;
reset role;
