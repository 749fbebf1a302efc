-- A lead form of an account, found from what was delivered and from the provider's own list.
create table leads.form (
    tenant_id uuid not null,
    account_id uuid not null,
    form_id text not null,
    source text not null,
    name text,
    status text,
    current_version integer not null,
    mapping jsonb,
    mapping_version integer not null default 1,
    is_unmapped boolean not null,
    first_seen_at timestamptz not null,
    last_seen_at timestamptz not null,
    pulled_at timestamptz,
    primary key (tenant_id, account_id, form_id)
);
call crm.protect('leads.form');
grant select, insert, update, delete on leads.form to crm_app;

-- The questions as they were; a hash of their keys tells one version from another.
create table leads.form_version (
    tenant_id uuid not null,
    account_id uuid not null,
    form_id text not null,
    number integer not null,
    hash bytea not null,
    questions jsonb not null,
    seen_at timestamptz not null,
    primary key (tenant_id, account_id, form_id, number),
    unique (tenant_id, account_id, form_id, hash),
    foreign key (tenant_id, account_id, form_id) references leads.form on delete cascade
);
call crm.protect('leads.form_version');
grant select, insert, update, delete on leads.form_version to crm_app;

alter table leads.submission add column form_version integer;
create index submission_by_account on leads.submission (tenant_id, account_id, submitted_at) where account_id is not null;

-- Who agreed to what, and who took it back: rows are added, never changed, and go with the person alone.
create table leads.consent (
    tenant_id uuid not null,
    id uuid not null,
    lead_id uuid not null,
    submission_id uuid,
    channel text not null,
    is_granted boolean not null,
    text text,
    language text,
    given_at timestamptz not null,
    address text,
    source text not null,
    recorded_at timestamptz not null,
    primary key (tenant_id, id),
    foreign key (tenant_id, lead_id) references leads.lead on delete cascade
);
create unique index consent_once on leads.consent (tenant_id, submission_id, channel) where submission_id is not null;
create index consent_by_lead on leads.consent (tenant_id, lead_id, given_at);
call crm.protect('leads.consent');
grant select, insert on leads.consent to crm_app;

-- What the provider has of a form and day (UTC), and what of it is here.
create table leads.reconciliation (
    tenant_id uuid not null,
    account_id uuid not null,
    form_id text not null,
    day date not null,
    provider_count integer not null,
    our_count integer not null,
    state text not null,
    reason text,
    missing jsonb not null,
    holes jsonb not null,
    checked_at timestamptz not null,
    primary key (tenant_id, account_id, form_id, day)
);
call crm.protect('leads.reconciliation');
grant select, insert, update, delete on leads.reconciliation to crm_app;

-- Ended by the provider's own name of it: one that is ended by guess may be another company's.
create table integrations.hook_subscription (
    tenant_id uuid not null,
    account_id uuid not null,
    external_id text not null,
    subscription_id text not null,
    key_hash bytea not null,
    created_at timestamptz not null,
    primary key (tenant_id, account_id, external_id),
    foreign key (tenant_id, account_id) references integrations.account on delete cascade
);
call crm.protect('integrations.hook_subscription');
grant select, insert, update, delete on integrations.hook_subscription to crm_app;

alter table integrations.account add column last_pull_at timestamptz;

set local role crm_lookup;
create function lookup.accounts_to_pull(platforms text[], pulled_before timestamptz)
    returns table (tenant_id uuid, account_id uuid)
    language sql stable security definer set search_path = ''
as $$
        select a.tenant_id, a.id
        from integrations.account a
        where a.platform = any (platforms) and a.status = 'connected'
            and (a.last_pull_at is null or a.last_pull_at < pulled_before);
$$;
revoke all on function lookup.accounts_to_pull(text[], timestamptz) from public;
grant execute on function lookup.accounts_to_pull(text[], timestamptz) to crm_app;
reset role;
