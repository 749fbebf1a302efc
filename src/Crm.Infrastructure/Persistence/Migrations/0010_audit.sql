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
    primary key (tenant_id, id)
);
call crm.protect('tenancy.audit_event');
grant select, insert on tenancy.audit_event to crm_app;
