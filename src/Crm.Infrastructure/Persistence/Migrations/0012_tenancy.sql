-- Written whenever something is decided about the tenant as a whole, so that of two deciders at once one is refused.
alter table tenancy.tenant add column updated_at timestamptz;

-- Of the token in the mail only a hash is kept. Inviting an address again replaces its row's token.
create table tenancy.invitation (
    tenant_id uuid not null references tenancy.tenant,
    id uuid not null,
    email text not null,
    normalized_email text not null,
    role text not null,
    venue_ids uuid[],
    locale text not null,
    token_hash bytea not null,
    invited_by uuid not null,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    primary key (tenant_id, id),
    unique (tenant_id, normalized_email)
);
create index on tenancy.invitation (token_hash);
call crm.protect('tenancy.invitation');
grant select, insert, update, delete on tenancy.invitation to crm_app;

-- Always the sum of the entries: both are written by the same transaction, and entries can only be added.
create table tenancy.balance (
    tenant_id uuid primary key references tenancy.tenant,
    amount numeric(19, 4) not null,
    permitted_overdraft numeric(19, 4) not null,
    currency text not null,
    entries bigint not null
);
call crm.protect('tenancy.balance');
grant select, insert, update on tenancy.balance to crm_app;

create table tenancy.balance_entry (
    tenant_id uuid not null references tenancy.tenant,
    id uuid not null,
    number bigint not null,
    kind text not null,
    amount numeric(19, 4) not null,
    currency text not null,
    balance_after numeric(19, 4) not null,
    description text not null,
    reference text,
    created_at timestamptz not null,
    primary key (tenant_id, id),
    unique (tenant_id, number),
    unique (tenant_id, reference)
);
call crm.protect('tenancy.balance_entry');
grant select, insert on tenancy.balance_entry to crm_app;

-- The last run of each job; the platform's own, so every row has the platform's id for a tenant.
create table tenancy.job_run (
    tenant_id uuid not null,
    name text not null,
    ran_at timestamptz not null,
    duration_ms integer not null,
    outcome text not null,
    fault text,
    primary key (tenant_id, name)
);
call crm.protect('tenancy.job_run');
grant select, insert, update on tenancy.job_run to crm_app;

-- Who accepts an invitation may belong to no tenant yet.
grant select (tenant_id, id, token_hash) on tenancy.invitation to crm_lookup;
create policy lookup on tenancy.invitation for select to crm_lookup using (true);

-- Platform administrators find tenants by name; they see no person and nothing that a tenant has.
grant select on tenancy.subscription to crm_lookup;
create policy lookup on tenancy.subscription for select to crm_lookup using (true);

grant usage on schema quartz to crm_lookup;
grant select (job_name, trigger_state, next_fire_time) on quartz.qrtz_triggers to crm_lookup;

set local role crm_lookup;

create function lookup.invitation_by_token(hash bytea)
    returns table (tenant_id uuid, id uuid)
    language sql stable security definer set search_path = ''
as $$
        select i.tenant_id, i.id from tenancy.invitation i where i.token_hash = hash;
$$;

create function lookup.tenants(needle text, before uuid, most integer)
    returns table (
        tenant_id uuid, name text, country text, locale text, time_zone text, currency text, created_at timestamptz,
        plan text, status text, period_ends_at timestamptz
    )
    language sql stable security definer set search_path = ''
as $$
        select t.tenant_id, t.name, t.country, t.locale, t.time_zone, t.currency, t.created_at, s.plan, s.status, s.period_ends_at
        from tenancy.tenant t join tenancy.subscription s on s.tenant_id = t.tenant_id
        where (before is null or t.tenant_id < before)
            and (needle is null or strpos(lower(t.name), lower(needle)) > 0 or t.tenant_id::text = lower(needle))
        order by t.tenant_id desc
        limit most;
$$;

create function lookup.jobs()
    returns table (name text, state text, next_ticks bigint)
    language sql stable security definer set search_path = ''
as $$
        select t.job_name, min(t.trigger_state), min(t.next_fire_time) from quartz.qrtz_triggers t group by t.job_name;
$$;

revoke all on function lookup.invitation_by_token(bytea), lookup.tenants(text, uuid, integer), lookup.jobs() from public;
grant execute on function lookup.invitation_by_token(bytea), lookup.tenants(text, uuid, integer), lookup.jobs() to crm_app;
reset role;
