-- The application runs every statement as crm_app: no login, no BYPASSRLS, so that row-level security holds even for a forgotten WHERE.
-- crm_lookup and crm_search own the few functions that may look before or across tenants.
-- Roles belong to the whole cluster and several databases may be migrated at once: "already there" is not a failure.
do $$
declare
    wanted text;
begin
    foreach wanted in array array['crm_app', 'crm_lookup', 'crm_search'] loop
        if not exists (select from pg_roles where rolname = wanted) then
            begin
                execute format('create role %I nologin noinherit', wanted);
            exception
                when duplicate_object or unique_violation then null;
            end;
        end if;
        if not pg_has_role(current_user, wanted, 'MEMBER') or not pg_has_role(current_user, wanted, 'USAGE') then
            begin
                execute format('grant %I to current_user', wanted);
            exception
                when unique_violation then null;
            end;
        end if;
    end loop;
end $$;

create extension if not exists pg_trgm;
create extension if not exists btree_gin;

create schema crm;
create schema vault;
create schema identity;
create schema tenancy;
create schema venues;
create schema integrations;
create schema leads;
create schema notifications;
create schema lookup authorization crm_lookup;
create schema search authorization crm_search;

grant usage on schema crm, vault, identity, tenancy, venues, integrations, leads, notifications, lookup, search to crm_app;
grant usage on schema crm, integrations, tenancy to crm_lookup;
grant usage on schema crm, leads to crm_search;

-- The tenant of the running transaction. NULL when none was set: every policy then compares with NULL and shows nothing.
create function crm.current_tenant() returns uuid
    language sql stable parallel safe
    return nullif(current_setting('crm.tenant', true), '')::uuid;

-- Locks a tenant-owned table: row-level security enabled, and forced so that the owner is bound too.
create procedure crm.protect(target regclass) language plpgsql as $$
begin
    execute format('alter table %s enable row level security', target);
    execute format('alter table %s force row level security', target);
    execute format(
        'create policy tenant on %s to crm_app using (tenant_id = nullif(current_setting(''crm.tenant'', true), '''')::uuid)',
        target
    );
end $$;
