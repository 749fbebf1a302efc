create schema publishing;
grant usage on schema publishing to crm_app, crm_lookup;

create table publishing.post (
    tenant_id uuid not null,
    id uuid not null,
    body jsonb not null,
    is_draft boolean not null,
    publish_at timestamptz,
    publish_local jsonb,
    created_by uuid,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    primary key (tenant_id, id),
    foreign key (tenant_id) references tenancy.tenant
);
call crm.protect('publishing.post');
grant select, insert, update, delete on publishing.post to crm_app;

-- What became of a post at one account. The account may be deleted; what was published stays in the books.
create table publishing.post_target (
    tenant_id uuid not null,
    post_id uuid not null,
    account_id uuid not null,
    platform text not null,
    status text not null,
    planned_at timestamptz,
    due_at timestamptz,
    intent_at timestamptz,
    attempt_id uuid,
    uncertain_since timestamptz,
    uncertain_until timestamptz,
    attempts integer not null,
    failures integer not null,
    looks integer not null,
    look_failures integer not null,
    parts integer not null,
    progress text,
    external_id text,
    url text,
    error_code text,
    error_reason text,
    revision integer not null,
    text_hash bytea not null,
    published_at timestamptz,
    counted_at timestamptz,
    primary key (tenant_id, post_id, account_id),
    foreign key (tenant_id, post_id) references publishing.post on delete cascade
);
create index on publishing.post_target (tenant_id, due_at) where due_at is not null;
create index on publishing.post_target (due_at) where due_at is not null;
create index on publishing.post_target (tenant_id, account_id, post_id);
create index on publishing.post_target (tenant_id, account_id, text_hash);
create index on publishing.post_target (tenant_id, status, post_id);
call crm.protect('publishing.post_target');
grant select, insert, update, delete on publishing.post_target to crm_app;

create table publishing.post_attempt (
    tenant_id uuid not null,
    id uuid not null,
    post_id uuid not null,
    account_id uuid not null,
    action text not null,
    started_at timestamptz not null,
    ended_at timestamptz,
    outcome text,
    code text,
    reason text,
    request_id text,
    primary key (tenant_id, id),
    foreign key (tenant_id, post_id) references publishing.post on delete cascade
);
create index on publishing.post_attempt (tenant_id, post_id, account_id, id);
call crm.protect('publishing.post_attempt');
grant select, insert, update, delete on publishing.post_attempt to crm_app;

-- How often a post was seen and answered, once a day.
create table publishing.post_count (
    tenant_id uuid not null,
    post_id uuid not null,
    account_id uuid not null,
    day date not null,
    views bigint,
    likes bigint,
    comments bigint,
    shares bigint,
    primary key (tenant_id, post_id, account_id, day),
    foreign key (tenant_id, post_id, account_id) references publishing.post_target on delete cascade
);
call crm.protect('publishing.post_count');
grant select, insert, update, delete on publishing.post_count to crm_app;

create index on publishing.post_target (published_at) where status = 'published' and external_id is not null;
grant select, update on publishing.post_target to crm_lookup;
create policy lookup on publishing.post_target to crm_lookup using (true);

set local role crm_lookup;
-- What is due of all tenants, a few of each at a time, those who have waited longest first: a tenant with ten thousand posts does not
-- make another wait. Whoever takes one moves its due time, so that it comes back when its worker dies.
create function lookup.lease_due_posts(
    at timestamptz, until timestamptz, most integer, of_each integer, busy uuid[]
)
    returns table (
        tenant_id uuid, post_id uuid, account_id uuid, subscription_status text, period_ends_at timestamptz
    )
    language sql volatile security definer set search_path = ''
as $$
        with recursive oldest as materialized (
            select t.tenant_id, t.due_at from publishing.post_target t
            where t.due_at <= at order by t.due_at limit 2000
        ), tenant as (
            -- Only behind a long queue, which may be one tenant's alone. Each step jumps to the next tenant by the index.
            (
                select t.tenant_id, t.due_at from publishing.post_target t
                where t.due_at is not null and (select count(*) from oldest) = 2000
                order by t.tenant_id, t.due_at limit 1
            )
            union all
            select following.tenant_id, following.due_at
            from tenant, lateral (
                select t.tenant_id, t.due_at from publishing.post_target t
                where t.due_at is not null and t.tenant_id > tenant.tenant_id
                order by t.tenant_id, t.due_at limit 1
            ) following
        ), waiting as (
            select w.tenant_id
            from (select o.tenant_id, o.due_at from oldest o union all select n.tenant_id, n.due_at from tenant n) w
            where w.due_at <= at and w.tenant_id <> all (busy)
            group by w.tenant_id
            order by min(w.due_at)
            limit most
        ), due as materialized (
            select d.tenant_id, d.post_id, d.account_id
            from waiting, lateral (
                select t.tenant_id, t.post_id, t.account_id
                from publishing.post_target t
                where t.tenant_id = waiting.tenant_id and t.due_at <= at
                order by t.due_at
                limit of_each
                for update skip locked
            ) d
            limit most
        )
        update publishing.post_target l
        set due_at = until
        from due
        left join tenancy.subscription s on s.tenant_id = due.tenant_id
        where l.tenant_id = due.tenant_id and l.post_id = due.post_id and l.account_id = due.account_id
        returning l.tenant_id, l.post_id, l.account_id, s.status, s.period_ends_at;
$$;
-- Accounts with posts of the last days that were not counted since.
create function lookup.accounts_to_count(platforms text[], counted_before timestamptz)
    returns table (tenant_id uuid, account_id uuid)
    language sql stable security definer set search_path = ''
as $$
        select distinct t.tenant_id, t.account_id
        from publishing.post_target t
        join integrations.account a on a.tenant_id = t.tenant_id and a.id = t.account_id
        join tenancy.subscription s on s.tenant_id = t.tenant_id
        where t.status = 'published' and t.external_id is not null
            -- PostTarget.Counted
            and t.published_at between counted_before - interval '14 days' and counted_before
            and (t.counted_at is null or t.counted_at < counted_before)
            and a.platform = any (platforms) and a.status = 'connected'
            and (s.status in ('active', 'past_due') or s.status = 'trialing' and s.period_ends_at > counted_before);
$$;
revoke all on function lookup.accounts_to_count(text[], timestamptz) from public;
grant execute on function lookup.accounts_to_count(text[], timestamptz) to crm_app;
revoke all on function lookup.lease_due_posts(timestamptz, timestamptz, integer, integer, uuid[]) from public;
grant execute on function lookup.lease_due_posts(timestamptz, timestamptz, integer, integer, uuid[]) to crm_app;
reset role;
