create schema api_tokens;
grant usage on schema api_tokens to crm_app, crm_lookup;

-- Servers keep what they know of tokens and ask for what has changed: each row says which transaction changed it last.
create function api_tokens.stamp_change() returns trigger language plpgsql as $$
begin
    new.changed_xid = pg_current_xact_id();
    return new;
end $$;

create table api_tokens.token (
    tenant_id uuid not null,
    id uuid not null,
    name text not null,
    prefix text not null,
    permission text not null,
    venue_ids uuid[],
    allowed_ips text[],
    created_by uuid not null,
    created_at timestamptz not null,
    expires_at timestamptz,
    revoked_at timestamptz,
    changed_xid xid8 not null default pg_current_xact_id(),
    primary key (tenant_id, id)
);
create index on api_tokens.token (changed_xid);
create trigger stamp_change before insert or update on api_tokens.token
    for each row execute function api_tokens.stamp_change();
call crm.protect('api_tokens.token');
grant select, insert on api_tokens.token to crm_app;
grant update (name, prefix, permission, venue_ids, allowed_ips, expires_at, revoked_at) on api_tokens.token to crm_app;

-- What proves a token. Never deleted: one that has ended is found no more, and its end must be seen by every server.
create table api_tokens.secret (
    tenant_id uuid not null,
    prefix text not null,
    token_id uuid not null,
    hash bytea not null,
    created_at timestamptz not null,
    ends_at timestamptz,
    changed_xid xid8 not null default pg_current_xact_id(),
    primary key (tenant_id, prefix),
    foreign key (tenant_id, token_id) references api_tokens.token
);
create unique index on api_tokens.secret (prefix);
create index on api_tokens.secret (tenant_id, token_id);
create index on api_tokens.secret (changed_xid);
create trigger stamp_change before insert or update on api_tokens.secret
    for each row execute function api_tokens.stamp_change();
call crm.protect('api_tokens.secret');
grant select, insert on api_tokens.secret to crm_app;
grant update (ends_at) on api_tokens.secret to crm_app;

-- Counted in batches. No foreign keys: one lost token must not keep everybody's counts from being stored.
create table api_tokens.usage (
    tenant_id uuid not null,
    token_id uuid not null,
    day date not null,
    method text not null,
    needed text not null,
    venue_id uuid not null,
    status smallint not null,
    requests bigint not null,
    last_at timestamptz not null,
    last_address text,
    primary key (tenant_id, token_id, day, method, needed, venue_id, status)
);
call crm.protect('api_tokens.usage');
grant select on api_tokens.usage to crm_app;

create table api_tokens.activity (
    tenant_id uuid not null,
    token_id uuid not null,
    last_used_at timestamptz not null,
    last_used_ip text,
    request_count bigint not null,
    primary key (tenant_id, token_id)
);
call crm.protect('api_tokens.activity');
grant select on api_tokens.activity to crm_app;

-- The last batch of counts of each server process: one whose answer was lost is sent again and counts once.
create table api_tokens.use_batch (
    server_id uuid primary key,
    number bigint not null,
    recorded_at timestamptz not null default now()
);

grant select on api_tokens.token, api_tokens.secret to crm_lookup;
grant select, insert, update on api_tokens.usage, api_tokens.activity to crm_lookup;
grant select, insert, update, delete on api_tokens.use_batch to crm_lookup;
create policy lookup on api_tokens.token for select to crm_lookup using (true);
create policy lookup on api_tokens.secret for select to crm_lookup using (true);
create policy lookup on api_tokens.usage to crm_lookup using (true);
create policy lookup on api_tokens.activity to crm_lookup using (true);

set local role crm_lookup;
create function lookup.api_token(wanted text)
    returns table (
        tenant_id uuid, token_id uuid, hash bytea, permission text, venue_ids uuid[], allowed_ips text[],
        expires_at timestamptz, ends_at timestamptz
    )
    language sql stable security definer set search_path = ''
as $$
    select t.tenant_id, t.id, s.hash, t.permission, t.venue_ids, t.allowed_ips, t.expires_at, s.ends_at
    from api_tokens.secret s join api_tokens.token t on t.tenant_id = s.tenant_id and t.id = s.token_id
    where s.prefix = wanted and t.revoked_at is null;
$$;

-- Which tokens were changed by this transaction or a later one, as far as they are committed. The row without a token says where to
-- go on: at the oldest transaction that was still running, so that one committed late is never passed over.
create function lookup.api_tokens_changed(since xid8) returns table (token_id uuid, changed_xid xid8)
    language sql stable security definer set search_path = ''
as $$
    select null::uuid, pg_snapshot_xmin(pg_current_snapshot())
    union all
    select t.id, t.changed_xid from api_tokens.token t where t.changed_xid >= since
    union all
    select s.token_id, s.changed_xid from api_tokens.secret s where s.changed_xid >= since;
$$;

create function lookup.record_token_use(
    server uuid, batch bigint, tenants uuid[], tokens uuid[], days date[], methods text[], needs text[], venues uuid[],
    statuses smallint[], counts bigint[], lasts timestamptz[], addresses text[]
)
    returns void language plpgsql volatile security definer set search_path = ''
as $$
begin
    insert into api_tokens.use_batch as known (server_id, number) values (server, batch)
    on conflict (server_id) do update set number = excluded.number, recorded_at = excluded.recorded_at
        where known.number < excluded.number;
    if not found then
        return;
    end if;

    -- In one order everywhere, so that two servers never wait for each other.
    insert into api_tokens.usage as known
        (tenant_id, token_id, day, method, needed, venue_id, status, requests, last_at, last_address)
    select * from unnest(tenants, tokens, days, methods, needs, venues, statuses, counts, lasts, addresses)
    order by 1, 2, 3, 4, 5, 6, 7
    on conflict (tenant_id, token_id, day, method, needed, venue_id, status) do update set
        requests = known.requests + excluded.requests,
        last_at = greatest(known.last_at, excluded.last_at),
        last_address = case when excluded.last_at >= known.last_at then excluded.last_address else known.last_address end;

    insert into api_tokens.activity as known (tenant_id, token_id, last_used_at, last_used_ip, request_count)
    select used.tenant, used.token, max(used.at), (array_agg(used.address order by used.at desc))[1], sum(used.requests)
    from unnest(tenants, tokens, counts, lasts, addresses) as used (tenant, token, requests, at, address)
    group by used.tenant, used.token
    order by 1, 2
    on conflict (tenant_id, token_id) do update set
        last_used_at = greatest(known.last_used_at, excluded.last_used_at),
        last_used_ip = case
            when excluded.last_used_at >= known.last_used_at then excluded.last_used_ip else known.last_used_ip end,
        request_count = known.request_count + excluded.request_count;

    -- Of processes that ended long ago.
    delete from api_tokens.use_batch where recorded_at < now() - interval '7 days';
end $$;
revoke all on function lookup.api_token(text) from public;
revoke all on function lookup.api_tokens_changed(xid8) from public;
revoke all on function lookup.record_token_use(
    uuid, bigint, uuid[], uuid[], date[], text[], text[], uuid[], smallint[], bigint[], timestamptz[], text[]
) from public;
grant execute on function lookup.api_token(text) to crm_app;
grant execute on function lookup.api_tokens_changed(xid8) to crm_app;
grant execute on function lookup.record_token_use(
    uuid, bigint, uuid[], uuid[], date[], text[], text[], uuid[], smallint[], bigint[], timestamptz[], text[]
) to crm_app;
reset role;
