-- People sign in before a tenant is known, so these tables have none; crm_app reads them by key.
create table identity.person (
    id uuid primary key,
    email text not null,
    normalized_email text not null unique,
    email_confirmed boolean not null,
    full_name text not null,
    locale text not null,
    password_hash text,
    security_stamp text,
    concurrency_stamp text,
    two_factor_enabled boolean not null default false,
    lockout_end timestamptz,
    access_failed_count integer not null default 0,
    is_platform_admin boolean not null default false,
    last_tenant_id uuid,
    created_at timestamptz not null
);
grant select, insert, update on identity.person to crm_app;

-- A sign-in and all refresh tokens that follow from it. The tokens themselves are derived (HMAC of family and generation), so none is stored.
create table identity.refresh_family (
    id uuid primary key,
    person_id uuid not null references identity.person,
    -- NULL: a platform administrator, who belongs to no tenant.
    tenant_id uuid,
    generation integer not null,
    rotated_at timestamptz not null,
    created_at timestamptz not null,
    ends_at timestamptz not null,
    revoked_at timestamptz,
    revoked_reason text
);
create index on identity.refresh_family (person_id);
grant select, insert, update on identity.refresh_family to crm_app;

create table identity.signing_key (
    id text primary key,
    public_key jsonb not null,
    sealed_private_key bytea not null,
    created_at timestamptz not null,
    retired_at timestamptz,
    verifies_until timestamptz
);
grant select, insert, update on identity.signing_key to crm_app;
