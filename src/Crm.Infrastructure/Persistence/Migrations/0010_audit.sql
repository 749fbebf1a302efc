-- Who did what. Written in the transaction of the change itself, and by nobody ever changed: the application may read and insert,
-- and seq alone is filled in once, by the sealer's function.
create table tenancy.audit_event (
    tenant_id uuid not null,
    id uuid not null,
    occurred_at timestamptz not null,
    actor_kind text not null,
    actor_id uuid,
    address text,
    action text not null,
    resource_type text not null,
    resource_id uuid,
    before jsonb,
    after jsonb,
    subject_id uuid,
    personal bytea,
    seq bigint,
    primary key (tenant_id, id)
);
-- Lists go by id, which begins with the time; each filter finds its own rows in that order.
create index on tenancy.audit_event (tenant_id, actor_id, id);
create index on tenancy.audit_event (tenant_id, action, id);
create index on tenancy.audit_event (tenant_id, resource_type, id);
create index on tenancy.audit_event (tenant_id, resource_id, id);
create index audit_event_unsealed on tenancy.audit_event (tenant_id, id) where seq is null;

-- Every tenant has a beginning, so that a chain that is gone as a whole is missed.
alter table tenancy.tenant disable row level security;
insert into tenancy.audit_event (tenant_id, id, occurred_at, actor_kind, action, resource_type, resource_id)
select
    tenant_id,
    (lpad(to_hex((extract(epoch from now()) * 1000)::bigint), 12, '0')
        || '7' || substr(md5(tenant_id::text), 1, 3) || '8' || substr(md5(tenant_id::text), 4, 15))::uuid,
    now(), 'system', 'audit.started', 'tenant', tenant_id
from tenancy.tenant;
alter table tenancy.tenant enable row level security;

call crm.protect('tenancy.audit_event');
grant
    select,
    insert (tenant_id, id, occurred_at, actor_kind, actor_id, address, action, resource_type, resource_id, before, after,
        subject_id, personal)
on tenancy.audit_event to crm_app;

-- The chain: each hash covers the one before it and the whole event.
create table tenancy.audit_seal (
    tenant_id uuid not null,
    seq bigint not null,
    event_id uuid not null,
    hash bytea not null,
    primary key (tenant_id, seq),
    unique (tenant_id, event_id)
);
call crm.protect('tenancy.audit_seal');
grant select on tenancy.audit_seal to crm_app;

-- Where each chain ends, authenticated with a key that is not in the database.
create table tenancy.audit_head (
    tenant_id uuid primary key,
    seq bigint not null,
    hash bytea not null,
    sealed_at timestamptz not null,
    mac bytea not null
);
call crm.protect('tenancy.audit_head');
grant select on tenancy.audit_head to crm_app;

-- The key that a person's values in the trail lie under. Erasing the person empties it; the row stays, so that no other key is made.
create table tenancy.audit_key (
    tenant_id uuid not null,
    subject_id uuid not null,
    sealed_key bytea,
    created_at timestamptz not null,
    erased_at timestamptz,
    primary key (tenant_id, subject_id)
);
call crm.protect('tenancy.audit_key');
grant select, insert, update (sealed_key, erased_at) on tenancy.audit_key to crm_app;

grant select, update (seq) on tenancy.audit_event to crm_lookup;
grant select, insert on tenancy.audit_seal to crm_lookup;
grant select, insert, update on tenancy.audit_head to crm_lookup;
create policy sealing on tenancy.audit_event to crm_lookup using (true);
create policy sealing on tenancy.audit_seal to crm_lookup using (true);
create policy sealing on tenancy.audit_head to crm_lookup using (true);

set local role crm_lookup;

-- Who waits longest comes first, so that nobody waits for ever behind those who always have something new.
create function lookup.audit_to_seal(passed uuid[], at_most integer) returns setof uuid
    language sql stable security definer set search_path = ''
as $$
        select e.tenant_id
        from tenancy.audit_event e
        where e.seq is null and e.tenant_id <> all (passed)
          and not exists (select from tenancy.audit_seal s where s.tenant_id = e.tenant_id and s.event_id = e.id)
        group by e.tenant_id
        order by min(e.occurred_at)
        limit at_most;
$$;

-- Appends to the chain of the running tenant, and to the end that the caller has seen alone: of two who seal at once one is refused.
create function lookup.seal_audit(last_seq bigint, events uuid[], hashes bytea[], now_at timestamptz, new_mac bytea)
    returns boolean
    language plpgsql volatile security definer set search_path = ''
as $$
declare
    tenant uuid := crm.current_tenant();
    many integer := cardinality(events);
    numbered bigint;
begin
    if tenant is null or many = 0 or many <> cardinality(hashes) then
        return false;
    end if;

    if last_seq = 0 then
        insert into tenancy.audit_head (tenant_id, seq, hash, sealed_at, mac)
        values (tenant, many, hashes[many], now_at, new_mac)
        on conflict do nothing;
    else
        update tenancy.audit_head
        set seq = last_seq + many, hash = hashes[many], sealed_at = now_at, mac = new_mac
        where tenant_id = tenant and seq = last_seq;
    end if;
    if not found then
        return false;
    end if;

    insert into tenancy.audit_seal (tenant_id, seq, event_id, hash)
    select tenant, last_seq + place, event, hash
    from unnest(events, hashes) with ordinality sealed(event, hash, place);

    update tenancy.audit_event e
    set seq = last_seq + place
    from unnest(events) with ordinality sealed(event, place)
    where e.tenant_id = tenant and e.id = event and e.seq is null;
    get diagnostics numbered = row_count;
    if numbered <> many then
        raise exception 'an event to seal is gone or sealed already';
    end if;

    return true;
end $$;

-- For the verifier alone, which then reads each tenant's chain as that tenant.
create function lookup.audit_tenants() returns setof uuid
    language sql stable security definer set search_path = ''
as $$
        select tenant_id from tenancy.tenant
        union select tenant_id from tenancy.audit_event
        union select tenant_id from tenancy.audit_seal
        union select tenant_id from tenancy.audit_head
        order by 1;
$$;

revoke all on function lookup.audit_to_seal(uuid[], integer) from public;
revoke all on function lookup.seal_audit(bigint, uuid[], bytea[], timestamptz, bytea) from public;
revoke all on function lookup.audit_tenants() from public;
grant execute on function lookup.audit_to_seal(uuid[], integer) to crm_app;
grant execute on function lookup.seal_audit(bigint, uuid[], bytea[], timestamptz, bytea) to crm_app;
grant execute on function lookup.audit_tenants() to crm_app;
reset role;
