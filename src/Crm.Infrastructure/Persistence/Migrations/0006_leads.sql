create table leads.lead (
    tenant_id uuid not null,
    id uuid not null,
    full_name text,
    email text,
    normalized_email text,
    phone text,
    phone_raw text,
    status text not null,
    source text not null,
    owner_id uuid,
    venue_id uuid,
    tags text[] not null default '{}',
    custom_fields jsonb,
    first_touch jsonb,
    last_touch jsonb,
    search_text text not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    version integer not null default 1,
    primary key (tenant_id, id)
);
create index lead_newest on leads.lead (tenant_id, created_at desc, id desc);
create index lead_by_venue on leads.lead (tenant_id, venue_id, status, created_at desc, id desc);
create index lead_by_email on leads.lead (tenant_id, normalized_email) where normalized_email is not null;
create index lead_by_phone on leads.lead (tenant_id, phone) where phone is not null;
create index lead_search on leads.lead using gin (tenant_id, search_text gin_trgm_ops);
call crm.protect('leads.lead');
grant select, insert, update, delete on leads.lead to crm_app;

-- dedupe_key names the form entry at its provider: the same entry, delivered any number of times, is one submission.
create table leads.submission (
    tenant_id uuid not null,
    id uuid not null,
    lead_id uuid not null,
    source text not null,
    account_id uuid,
    dedupe_key text not null,
    external_id text,
    form_id text,
    form_name text,
    campaign_id text,
    campaign_name text,
    ad_group_id text,
    ad_group_name text,
    ad_id text,
    ad_name text,
    click_id text,
    utm jsonb,
    answers jsonb not null,
    is_test boolean not null,
    submitted_at timestamptz,
    received_at timestamptz not null,
    primary key (tenant_id, id),
    unique (tenant_id, dedupe_key),
    foreign key (tenant_id, lead_id) references leads.lead
);
create index on leads.submission (tenant_id, lead_id);
call crm.protect('leads.submission');
grant select, insert, update, delete on leads.submission to crm_app;

-- Substring search: LIKE is not leakproof, so under row-level security PostgreSQL would not use the trigram index.
-- This function has a policy of its own and filters by the tenant itself.
grant select on leads.lead to crm_search;
create policy search on leads.lead for select to crm_search using (true);
