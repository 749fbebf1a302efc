create table integrations.account (
    tenant_id uuid not null,
    id uuid not null,
    platform text not null,
    name text not null,
    status text not null,
    status_reason text,
    external_id text,
    display_name text,
    username text,
    avatar_url text,
    scopes text[] not null default '{}',
    venue_ids uuid[] not null default '{}',
    account_key_hash bytea not null unique,
    sealed_account_key bytea not null,
    accepts_unsigned boolean not null default false,
    connected_at timestamptz,
    last_sync_at timestamptz,
    last_ok_at timestamptz,
    last_error_code text,
    last_error_detail text,
    last_error_at timestamptz,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    primary key (tenant_id, id)
);
create index on integrations.account (platform, external_id) where external_id is not null;
call crm.protect('integrations.account');
grant select, insert, update, delete on integrations.account to crm_app;

-- What a person pasted, one row a field; each is sealed with tenant, account and field as associated data.
create table integrations.credential (
    tenant_id uuid not null,
    account_id uuid not null,
    field text not null,
    sealed_value bytea not null,
    hint text,
    updated_at timestamptz not null,
    primary key (tenant_id, account_id, field),
    foreign key (tenant_id, account_id) references integrations.account on delete cascade
);
call crm.protect('integrations.credential');
grant select, insert, update, delete on integrations.credential to crm_app;

-- The token pair of a connected OAuth account. Narrow, because sweeps read and rewrite it by the hundred thousand.
-- version counts every stored pair: a late worker that holds an older one cannot overwrite a newer.
-- attempt_started_at is the intent written before the provider is called; it is cleared with the answer.
create table integrations.token_grant (
    tenant_id uuid not null,
    account_id uuid not null,
    platform text not null,
    version integer not null,
    sealed_access_token bytea not null,
    sealed_refresh_token bytea,
    access_expires_at timestamptz,
    refresh_expires_at timestamptz,
    refresh_due_at timestamptz,
    leased_until timestamptz,
    lease_id uuid,
    attempt_started_at timestamptz,
    attempts integer not null default 0,
    obtained_at timestamptz not null,
    primary key (tenant_id, account_id),
    foreign key (tenant_id, account_id) references integrations.account on delete cascade
) with (fillfactor = 60);
create index on integrations.token_grant (refresh_due_at) where refresh_due_at is not null;
call crm.protect('integrations.token_grant');
grant select, insert, update, delete on integrations.token_grant to crm_app;

-- The sweep renews due grants of all tenants: it leases them by the batch and settles them by the batch, one commit each.
grant select, update on integrations.token_grant to crm_lookup;
create policy lookup on integrations.token_grant to crm_lookup using (true);

set local role crm_lookup;
-- Batches are small, but the planner cannot know: it would read and sort everything that is due for each. So the index is walked in
-- its order and joined by nested loops, here and wherever work is leased or settled.
create function lookup.lease_due_grants(due timestamptz, lease_until timestamptz, lease uuid, most integer)
    returns table (
        tenant_id uuid, account_id uuid, platform text, version integer, obtained_at timestamptz,
        sealed_refresh_token bytea, attempts integer, was_tried boolean
    )
    language sql volatile security definer set search_path = ''
    set enable_seqscan = off set enable_bitmapscan = off set enable_sort = off set enable_hashjoin = off set enable_mergejoin = off
as $$
    with picked as materialized (
        select g.tenant_id, g.account_id, g.attempt_started_at
        from integrations.token_grant g
        where g.refresh_due_at <= due and g.sealed_refresh_token is not null
            and (g.leased_until is null or g.leased_until <= due)
        order by g.refresh_due_at
        limit most
        for update skip locked
    )
    update integrations.token_grant g
    set leased_until = lease_until,
        lease_id = lease,
        attempt_started_at = coalesce(g.attempt_started_at, due),
        attempts = g.attempts + 1
    from picked p
    where g.tenant_id = p.tenant_id and g.account_id = p.account_id
    returning g.tenant_id, g.account_id, g.platform, g.version, g.obtained_at,
        g.sealed_refresh_token, g.attempts, p.attempt_started_at is not null;
$$;

-- A row with a new pair is stored if the pair that was spent for it is still the newest, also when its lease has lapsed:
-- throwing away the only live pair would lose the account. A row without one only gives its lease back.
create function lookup.settle_grants(
    tenants uuid[], accounts uuid[], versions integer[], obtained timestamptz[], leases uuid[],
    access_tokens bytea[], refresh_tokens bytea[], access_ends timestamptz[], refresh_ends timestamptz[],
    dues timestamptz[], unanswered boolean[], settled_at timestamptz
)
    returns table (tenant_id uuid, account_id uuid)
    language sql volatile security definer set search_path = ''
    set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off
as $$
    update integrations.token_grant g
    set version = g.version + case when s.access_token is null then 0 else 1 end,
        sealed_access_token = coalesce(s.access_token, g.sealed_access_token),
        sealed_refresh_token = coalesce(s.refresh_token, g.sealed_refresh_token),
        access_expires_at = case when s.access_token is null then g.access_expires_at else s.access_end end,
        refresh_expires_at = coalesce(s.refresh_end, g.refresh_expires_at),
        obtained_at = case when s.access_token is null then g.obtained_at else settled_at end,
        refresh_due_at = s.due,
        leased_until = null,
        lease_id = null,
        attempt_started_at = case when s.is_unanswered then g.attempt_started_at end,
        attempts = case when s.access_token is null then g.attempts else 0 end
    from unnest(
        tenants, accounts, versions, obtained, leases, access_tokens, refresh_tokens, access_ends, refresh_ends, dues, unanswered
    ) as s (
        tenant_id, account_id, version, obtained_at, lease_id, access_token, refresh_token, access_end, refresh_end, due, is_unanswered
    )
    where g.tenant_id = s.tenant_id and g.account_id = s.account_id and g.version = s.version
        and case when s.access_token is null then g.lease_id = s.lease_id else g.obtained_at = s.obtained_at end
    returning g.tenant_id, g.account_id;
$$;
revoke all on function lookup.lease_due_grants(timestamptz, timestamptz, uuid, integer) from public;
grant execute on function lookup.lease_due_grants(timestamptz, timestamptz, uuid, integer) to crm_app;
revoke all on function lookup.settle_grants(
    uuid[], uuid[], integer[], timestamptz[], uuid[], bytea[], bytea[], timestamptz[], timestamptz[], timestamptz[], boolean[], timestamptz
) from public;
grant execute on function lookup.settle_grants(
    uuid[], uuid[], integer[], timestamptz[], uuid[], bytea[], bytea[], timestamptz[], timestamptz[], timestamptz[], boolean[], timestamptz
) to crm_app;
reset role;

-- One-time state between connect and callback: kept here, not in a browser session, so that it survives a restart and works on any server.
create table integrations.oauth_state (
    tenant_id uuid not null,
    state_hash bytea not null,
    account_id uuid not null,
    person_id uuid not null,
    platform text not null,
    browser_hash bytea not null,
    sealed_verifier bytea,
    redirect_uri text not null,
    requested_scopes text[] not null,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    primary key (tenant_id, state_hash),
    foreign key (tenant_id, account_id) references integrations.account on delete cascade
);
create unique index on integrations.oauth_state (state_hash);
call crm.protect('integrations.oauth_state');
grant select, insert, delete on integrations.oauth_state to crm_app;

-- Ids that an account's own token has proven to hold at the provider (open id, advertiser, page): only these route shared deliveries.
create table integrations.proven_id (
    tenant_id uuid not null,
    account_id uuid not null,
    platform text not null,
    external_id text not null,
    proven_at timestamptz not null,
    primary key (tenant_id, account_id, external_id),
    foreign key (tenant_id, account_id) references integrations.account on delete cascade
);
create index on integrations.proven_id (platform, external_id);
call crm.protect('integrations.proven_id');
grant select, insert, update, delete on integrations.proven_id to crm_app;

create table integrations.profile (
    tenant_id uuid not null,
    account_id uuid not null,
    profile_link text,
    bio text,
    is_verified boolean,
    follower_count bigint,
    following_count bigint,
    likes_count bigint,
    video_count bigint,
    synced_at timestamptz not null,
    primary key (tenant_id, account_id),
    foreign key (tenant_id, account_id) references integrations.account on delete cascade
);
call crm.protect('integrations.profile');
grant select, insert, update, delete on integrations.profile to crm_app;

create table integrations.log_entry (
    tenant_id uuid not null,
    id uuid not null,
    account_id uuid not null,
    at timestamptz not null,
    direction text not null,
    action text not null,
    outcome text not null,
    code text,
    provider_request_id text,
    latency_ms integer,
    primary key (tenant_id, id)
);
create index on integrations.log_entry (tenant_id, account_id, id desc);
call crm.protect('integrations.log_entry');
grant select, insert on integrations.log_entry to crm_app;

-- Every delivery of a provider, sealed. Deliveries at a shared address lie under the platform's tenant until a worker has split
-- them among their owners; of what nobody owns only the metadata stays. is_part: cut by us out of a verified delivery.
-- due_at is when a worker may take it; while one has it, that is the end of its lease. dedupe_key is unique among verified
-- events only: a forged copy must not shadow the real one.
create table integrations.webhook_event (
    tenant_id uuid not null,
    id uuid not null,
    provider text not null,
    account_id uuid,
    status text not null,
    reason text,
    dedupe_key bytea not null,
    sealed_body bytea,
    body_size integer not null,
    is_part boolean not null default false,
    signature text,
    source_address text,
    received_at timestamptz not null,
    attempts integer not null default 0,
    due_at timestamptz,
    processed_at timestamptz,
    primary key (tenant_id, id)
);
-- Ciphertext does not compress; trying costs more than storing.
alter table integrations.webhook_event alter column sealed_body set storage external;
create unique index on integrations.webhook_event (tenant_id, provider, dedupe_key) where status <> 'quarantined';
create index on integrations.webhook_event (due_at) where due_at is not null;
create index on integrations.webhook_event (processed_at) where status = 'processed' and sealed_body is not null;
create index on integrations.webhook_event (tenant_id, provider, account_id, source_address) where status = 'quarantined';
call crm.protect('integrations.webhook_event');
grant select, insert, update, delete on integrations.webhook_event to crm_app;

-- Routing and leasing look across tenants; each tenant's work then runs in its own scope.
grant select on integrations.account, integrations.proven_id to crm_lookup;
grant select, update, delete on integrations.webhook_event to crm_lookup;
create policy lookup on integrations.account for select to crm_lookup using (true);
create policy lookup on integrations.proven_id for select to crm_lookup using (true);
create policy lookup on integrations.webhook_event to crm_lookup using (true);

set local role crm_lookup;
create function lookup.account_by_key(key_hash bytea)
    returns table (tenant_id uuid, account_id uuid, platform text, accepts_unsigned boolean)
    language sql stable security definer set search_path = ''
as $$
        select a.tenant_id, a.id, a.platform, a.accepts_unsigned
        from integrations.account a
        where a.account_key_hash = key_hash;
$$;

create function lookup.owners_of(wanted_platform text, wanted_ids text[], proven_since timestamptz)
    returns table (external_id text, tenant_id uuid, account_id uuid)
    language sql stable security definer set search_path = ''
as $$
        select p.external_id, p.tenant_id, p.account_id
        from integrations.proven_id p
        where p.platform = wanted_platform and p.external_id = any (wanted_ids) and p.proven_at >= proven_since
        order by p.tenant_id, p.proven_at, p.account_id;
$$;

-- At most so many and, beyond the first, so many bytes: a worker holds the bodies in memory.
create function lookup.lease_webhook_events(at timestamptz, until timestamptz, most integer, most_bytes integer)
    returns table (
        tenant_id uuid, id uuid, provider text, account_id uuid, dedupe_key bytea, sealed_body bytea, is_part boolean,
        signature text, received_at timestamptz, attempts integer
    )
    language sql volatile security definer set search_path = ''
    set enable_seqscan = off set enable_bitmapscan = off set enable_sort = off set enable_hashjoin = off set enable_mergejoin = off
as $$
        update integrations.webhook_event e
        set due_at = until, attempts = e.attempts + 1
        from (
            select locked.tenant_id, locked.id,
                sum(locked.body_size) over (order by locked.due_at, locked.id) - locked.body_size as bytes_before
            from (
                select d.tenant_id, d.id, d.due_at, d.body_size
                from integrations.webhook_event d
                where d.due_at <= at
                order by d.due_at
                limit most
                for update skip locked
            ) locked
        ) due
        where e.tenant_id = due.tenant_id and e.id = due.id and due.bytes_before < most_bytes
        returning e.tenant_id, e.id, e.provider, e.account_id, e.dedupe_key, e.sealed_body, e.is_part,
            e.signature, e.received_at, e.attempts;
$$;

create function lookup.accounts_to_prove(platforms text[], proven_before timestamptz)
    returns table (tenant_id uuid, account_id uuid)
    language sql stable security definer set search_path = ''
as $$
        select p.tenant_id, p.account_id
        from integrations.proven_id p
        join integrations.account a on a.tenant_id = p.tenant_id and a.id = p.account_id
        where p.platform = any (platforms) and a.status = 'connected'
        group by p.tenant_id, p.account_id
        having min(p.proven_at) < proven_before
        order by min(p.proven_at);
$$;

create function lookup.purge_quarantine(received_before timestamptz) returns bigint
    language sql volatile security definer set search_path = ''
as $$
        with gone as (
            delete from integrations.webhook_event e
            where e.status = 'quarantined' and e.received_at < received_before
            returning 1
        )
        select count(*) from gone;
$$;

create function lookup.empty_webhook_events(before timestamptz) returns bigint
    language sql volatile security definer set search_path = ''
as $$
        with emptied as (
            update integrations.webhook_event e
            set sealed_body = null
            where e.sealed_body is not null
                and (
                    e.status = 'processed' and e.processed_at < before
                    -- The platform's own: parts whose owner could not be read.
                    or e.status = 'parked' and e.tenant_id = '00000000-0000-7000-8000-000000000000' and e.received_at < before
                )
            returning 1
        )
        select count(*) from emptied;
$$;
revoke all on function lookup.account_by_key(bytea), lookup.owners_of(text, text[], timestamptz),
    lookup.accounts_to_prove(text[], timestamptz),
    lookup.lease_webhook_events(timestamptz, timestamptz, integer, integer), lookup.purge_quarantine(timestamptz),
    lookup.empty_webhook_events(timestamptz) from public;
grant execute on function lookup.account_by_key(bytea), lookup.owners_of(text, text[], timestamptz),
    lookup.accounts_to_prove(text[], timestamptz),
    lookup.lease_webhook_events(timestamptz, timestamptz, integer, integer), lookup.purge_quarantine(timestamptz),
    lookup.empty_webhook_events(timestamptz) to crm_app;
reset role;

-- The callback knows nothing but the state: taking it away is what makes it good for one use.
grant select, delete on integrations.oauth_state to crm_lookup;
create policy lookup on integrations.oauth_state to crm_lookup using (true);

set local role crm_lookup;
create function lookup.take_oauth_state(hash bytea)
    returns table (
        tenant_id uuid, account_id uuid, person_id uuid, platform text, browser_hash bytea, sealed_verifier bytea,
        redirect_uri text, expires_at timestamptz
    )
    language sql volatile security definer set search_path = ''
as $$
        delete from integrations.oauth_state s
        where s.state_hash = hash
        returning s.tenant_id, s.account_id, s.person_id, s.platform, s.browser_hash, s.sealed_verifier,
            s.redirect_uri, s.expires_at;
$$;

-- Revoking at a provider ends every connection to that account there, also another customer's.
create function lookup.is_held_by_another(wanted_platform text, wanted_id text, but_account uuid) returns boolean
    language sql stable security definer set search_path = ''
as $$
        select exists (
            select from integrations.account a
            where a.platform = wanted_platform and a.external_id = wanted_id
                and a.status in ('connected', 'needs_reauth') and a.id <> but_account
        );
$$;
revoke all on function lookup.take_oauth_state(bytea), lookup.is_held_by_another(text, text, uuid) from public;
grant execute on function lookup.take_oauth_state(bytea), lookup.is_held_by_another(text, text, uuid) to crm_app;
reset role;
