create table tenancy.tenant (
    tenant_id uuid primary key,
    name text not null,
    locale text not null,
    time_zone text not null,
    country text not null,
    currency text not null,
    created_at timestamptz not null
);
call crm.protect('tenancy.tenant');
grant select, insert, update on tenancy.tenant to crm_app;

create table tenancy.membership (
    tenant_id uuid not null references tenancy.tenant,
    person_id uuid not null,
    role text not null,
    created_at timestamptz not null,
    primary key (tenant_id, person_id)
);
create index on tenancy.membership (person_id);
call crm.protect('tenancy.membership');
grant select, insert, update, delete on tenancy.membership to crm_app;

create table tenancy.subscription (
    tenant_id uuid primary key references tenancy.tenant,
    plan text not null,
    status text not null,
    period_ends_at timestamptz not null,
    updated_at timestamptz not null
);
call crm.protect('tenancy.subscription');
grant select, insert, update on tenancy.subscription to crm_app;

create table venues.venue (
    tenant_id uuid not null,
    id uuid not null,
    name text not null,
    external_id text,
    time_zone text,
    address text,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    primary key (tenant_id, id),
    unique (tenant_id, external_id)
);
call crm.protect('venues.venue');
grant select, insert, update, delete on venues.venue to crm_app;

-- Sign-in must know a person's tenants before one is chosen.
grant select on tenancy.membership, tenancy.tenant to crm_lookup;
create policy lookup on tenancy.membership for select to crm_lookup using (true);
create policy lookup on tenancy.tenant for select to crm_lookup using (true);

set local role crm_lookup;
create function lookup.memberships_of(person uuid)
    returns table (tenant_id uuid, tenant_name text, role text, created_at timestamptz)
    language sql stable security definer set search_path = ''
as $$
        select m.tenant_id, t.name, m.role, m.created_at
        from tenancy.membership m join tenancy.tenant t using (tenant_id)
        where m.person_id = person
        order by m.created_at, m.tenant_id;
$$;
revoke all on function lookup.memberships_of(uuid) from public;
grant execute on function lookup.memberships_of(uuid) to crm_app;
reset role;
