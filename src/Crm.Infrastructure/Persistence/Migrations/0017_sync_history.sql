-- How an account stood when it was last synced on a day (UTC).
create table integrations.profile_day (
    tenant_id uuid not null,
    account_id uuid not null,
    day date not null,
    follower_count bigint,
    following_count bigint,
    likes_count bigint,
    video_count bigint,
    primary key (tenant_id, account_id, day),
    foreign key (tenant_id, account_id) references integrations.account on delete cascade
);
call crm.protect('integrations.profile_day');
grant select, insert, update, delete on integrations.profile_day to crm_app;

set local role crm_lookup;
create function lookup.accounts_to_sync(platforms text[], synced_before timestamptz)
    returns table (tenant_id uuid, account_id uuid)
    language sql stable security definer set search_path = ''
as $$
        select a.tenant_id, a.id
        from integrations.account a
        join tenancy.subscription s on s.tenant_id = a.tenant_id
        where a.platform = any (platforms) and a.status = 'connected'
            -- Connecting has read the profile, too.
            and (s.status in ('active', 'past_due') or s.status = 'trialing' and s.period_ends_at > synced_before)
            -- What a person has to put right is asked again by the person.
            and (a.last_error_code is distinct from 'permission_denied' or a.last_error_at < synced_before)
            and greatest(a.last_sync_at, a.connected_at) < synced_before;
$$;
revoke all on function lookup.accounts_to_sync(text[], timestamptz) from public;
grant execute on function lookup.accounts_to_sync(text[], timestamptz) to crm_app;
reset role;
