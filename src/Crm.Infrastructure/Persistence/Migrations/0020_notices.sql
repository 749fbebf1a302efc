-- What administrators were last told of a connection: the end that was warned of and how many days before, and whether they
-- believe it to be broken. Its version lets one of two servers tell it.
create table integrations.account_notice (
    tenant_id uuid not null,
    account_id uuid not null,
    ends_at timestamptz,
    warned_days integer,
    connected_at timestamptz,
    is_broken boolean not null default false,
    told_at timestamptz,
    primary key (tenant_id, account_id),
    foreign key (tenant_id, account_id) references integrations.account on delete cascade
);
create index on integrations.account_notice (tenant_id, account_id) where is_broken;
call crm.protect('integrations.account_notice');
grant select, insert, update on integrations.account_notice to crm_app;
grant select on integrations.account_notice to crm_lookup;
create policy lookup on integrations.account_notice for select to crm_lookup using (true);

create index on integrations.account (tenant_id, id)
    where status in ('needs_reauth', 'error') or status = 'disconnected' and status_reason = 'authorization_removed';
-- A pair that renews itself ends with its refresh token, a token alone with itself.
create index on integrations.token_grant (
    (case when sealed_refresh_token is null then access_expires_at else refresh_expires_at end)
);

set local role crm_lookup;
create function lookup.accounts_to_tell(platforms text[], at timestamptz)
    returns table (tenant_id uuid, account_id uuid)
    language sql stable security definer set search_path = ''
as $$
        select a.tenant_id, a.id
        from integrations.account a
        left join integrations.account_notice n on n.tenant_id = a.tenant_id and n.account_id = a.id
        where (a.status in ('needs_reauth', 'error') or a.status = 'disconnected' and a.status_reason = 'authorization_removed')
            and a.platform = any (platforms)
            and n.is_broken is distinct from true
            -- AccountNotice.Quiet
            and (n.told_at is null or n.told_at <= at - interval '1 hour')
        union
        select n.tenant_id, n.account_id
        from integrations.account_notice n
        join integrations.account a on a.tenant_id = n.tenant_id and a.id = n.account_id
        where n.is_broken
            and (a.status = 'connected' or a.status = 'disconnected' and a.status_reason is distinct from 'authorization_removed')
        union
        select g.tenant_id, g.account_id
        from (
            select t.tenant_id, t.account_id,
                case when t.sealed_refresh_token is null then t.access_expires_at else t.refresh_expires_at end as ends_at
            from integrations.token_grant t
            where case when t.sealed_refresh_token is null then t.access_expires_at else t.refresh_expires_at end
                <= at + interval '30 days'
        ) g
        join integrations.account a on a.tenant_id = g.tenant_id and a.id = g.account_id
        left join integrations.account_notice n on n.tenant_id = g.tenant_id and n.account_id = g.account_id
        where a.status = 'connected' and a.platform = any (platforms)
            and (
                n.ends_at is distinct from g.ends_at
                or n.warned_days > case
                    when g.ends_at <= at + interval '1 day' then 1
                    when g.ends_at <= at + interval '7 days' then 7
                    when g.ends_at <= at + interval '14 days' then 14
                    else 30
                end
            );
$$;
revoke all on function lookup.accounts_to_tell(text[], timestamptz) from public;
grant execute on function lookup.accounts_to_tell(text[], timestamptz) to crm_app;
reset role;

-- With it somebody who has no user here renews one account's connection. Only the hash of its secret is kept.
create table integrations.reconnect_link (
    tenant_id uuid not null,
    secret_hash bytea not null unique,
    account_id uuid not null,
    external_id text not null,
    made_by uuid not null,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    primary key (tenant_id, secret_hash),
    unique (tenant_id, account_id),
    foreign key (tenant_id, account_id) references integrations.account on delete cascade
);
call crm.protect('integrations.reconnect_link');
grant select, insert, delete on integrations.reconnect_link to crm_app;
grant select on integrations.reconnect_link to crm_lookup;
create policy lookup on integrations.reconnect_link for select to crm_lookup using (true);

-- A state that was begun by such a link, instead of by a person; person_id is then who made the link.
alter table integrations.oauth_state add column link_hash bytea;

-- The app that a code or a token is good for, where customers may bring their own.
alter table integrations.oauth_state add column app_id text;
alter table integrations.token_grant add column app_id text;

set local role crm_lookup;
-- Unknown, spent and expired are one and the same to whoever asks.
create function lookup.reconnect_link(hash bytea, at timestamptz)
    returns table (tenant_id uuid, account_id uuid, made_by uuid)
    language sql stable security definer set search_path = ''
as $$
        select l.tenant_id, l.account_id, l.made_by
        from integrations.reconnect_link l
        where l.secret_hash = hash and l.expires_at > at;
$$;
revoke all on function lookup.reconnect_link(bytea, timestamptz) from public;
grant execute on function lookup.reconnect_link(bytea, timestamptz) to crm_app;

drop function lookup.take_oauth_state(bytea);
create function lookup.take_oauth_state(hash bytea)
    returns table (
        tenant_id uuid, account_id uuid, person_id uuid, platform text, browser_hash bytea, sealed_verifier bytea,
        redirect_uri text, expires_at timestamptz, link_hash bytea, app_id text
    )
    language sql volatile security definer set search_path = ''
as $$
        delete from integrations.oauth_state s
        where s.state_hash = hash
        returning s.tenant_id, s.account_id, s.person_id, s.platform, s.browser_hash, s.sealed_verifier,
            s.redirect_uri, s.expires_at, s.link_hash, s.app_id;
$$;
revoke all on function lookup.take_oauth_state(bytea) from public;
grant execute on function lookup.take_oauth_state(bytea) to crm_app;
reset role;

-- Keys of webhook addresses that were replaced: what came before is verified by them when it is replayed.
create table integrations.former_key (
    tenant_id uuid not null,
    account_id uuid not null,
    replaced_at timestamptz not null,
    sealed_key bytea not null,
    primary key (tenant_id, account_id, replaced_at),
    foreign key (tenant_id, account_id) references integrations.account on delete cascade
);
call crm.protect('integrations.former_key');
grant select, insert, delete on integrations.former_key to crm_app;

-- When an account was last used. Of what is processed alone, so that a delivery is answered without it.
create index on integrations.webhook_event (tenant_id, account_id, processed_at)
    where status = 'processed' and account_id is not null;
