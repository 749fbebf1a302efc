-- A company that never changed its stages has no row, and the default ones.
create table leads.pipeline (
    tenant_id uuid primary key,
    stages jsonb not null
);
call crm.protect('leads.pipeline');
grant select, insert, update on leads.pipeline to crm_app;

-- What people did with a lead. What arrived for it lies where it arrived: submissions, consents, messages.
create table leads.history (
    tenant_id uuid not null,
    id uuid not null,
    lead_id uuid not null,
    kind text not null,
    at timestamptz not null,
    actor_kind text not null,
    actor_id uuid,
    before text,
    after text,
    text text,
    primary key (tenant_id, id),
    foreign key (tenant_id, lead_id) references leads.lead on delete cascade
);
create index history_by_lead on leads.history (tenant_id, lead_id, at desc, id desc);
call crm.protect('leads.history');
grant select, insert on leads.history to crm_app;

alter table leads.lead add column contacted_at timestamptz, add column deleted_at timestamptz;
-- Both hold only what is not new: a lead that is added pays for neither.
create index lead_deleted on leads.lead (tenant_id, deleted_at) where deleted_at is not null;
create index lead_changed on leads.lead (tenant_id, updated_at desc, id desc) where updated_at > created_at;

-- The searches of 0006 and 0014, without what was deleted. Not by the policy: one with a condition would stand before the search
-- itself, which could then use no index.
set local role crm_search;
do $do$
declare
    way record;
    tags constant text := '(tag is null or l.tags @> array[tag])';
begin
    for way in
        select p.oid, pg_get_functiondef(p.oid) as definition
        from pg_proc p join pg_namespace n on n.oid = p.pronamespace
        where n.nspname = 'search' and p.proname ~ '^(indexed_)?(newest|oldest)(_within)?$'
    loop
        if position(tags in way.definition) = 0 then
            raise exception 'A search is not as 0006 and 0014 made it: %', way.definition;
        end if;

        execute replace(way.definition, tags, tags || ' and l.deleted_at is null');
    end loop;
end
$do$;
reset role;

grant usage on schema leads to crm_lookup;
grant select (tenant_id, id, deleted_at) on leads.lead to crm_lookup;
create policy lookup on leads.lead for select to crm_lookup using (true);

set local role crm_lookup;
create function lookup.leads_to_purge(deleted_before timestamptz, most integer) returns table (tenant_id uuid, lead_id uuid)
    language sql stable security definer set search_path = ''
as $$
        select l.tenant_id, l.id from leads.lead l
        where l.deleted_at < deleted_before
        order by l.deleted_at
        limit most;
$$;
revoke all on function lookup.leads_to_purge(timestamptz, integer) from public;
grant execute on function lookup.leads_to_purge(timestamptz, integer) to crm_app;
reset role;
