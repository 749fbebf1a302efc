-- One data key per tenant, wrapped by a key of INTEGRATION_ENCRYPTION_KEY; the platform's own is the row of the platform tenant.
create table vault.data_key (
    tenant_id uuid primary key,
    wrapped_key bytea not null,
    wrapped_by text not null,
    created_at timestamptz not null
);
call crm.protect('vault.data_key');
grant select, insert, update on vault.data_key to crm_app;

-- A known text sealed by the first encryption key that met this database: a start with a wrong key is refused here.
create table vault.key_check (
    id boolean primary key default true check (id),
    sealed bytea not null,
    created_at timestamptz not null
);
