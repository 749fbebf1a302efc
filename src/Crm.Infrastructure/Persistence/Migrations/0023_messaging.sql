create schema messaging;
grant usage on schema messaging to crm_app, crm_lookup;

-- All that one account and one person wrote to each other; the person is known by phone, by the platform's own id, or by both.
create table messaging.conversation (
    tenant_id uuid not null,
    id uuid not null,
    account_id uuid not null,
    phone text,
    platform_phone text,
    user_id text,
    name text,
    username text,
    lead_id uuid,
    last_inbound_at timestamptz,
    last_message_at timestamptz not null,
    opted_out_at timestamptz,
    opt_out_text text,
    opted_in_at timestamptz,
    next_send_at timestamptz,
    created_at timestamptz not null,
    primary key (tenant_id, id)
);
create unique index conversation_by_phone on messaging.conversation (tenant_id, account_id, phone) where phone is not null;
create unique index conversation_by_user on messaging.conversation (tenant_id, account_id, user_id) where user_id is not null;
create index on messaging.conversation (tenant_id, account_id, platform_phone) where platform_phone is not null;
create index on messaging.conversation (tenant_id, last_message_at desc, id desc);
create index on messaging.conversation (tenant_id, lead_id) where lead_id is not null;
call crm.protect('messaging.conversation');
grant select, insert, update, delete on messaging.conversation to crm_app;

-- due_at is when a worker may take it; while one has it, the end of its lease. Ids of one millisecond have no order: number has.
create table messaging.message (
    tenant_id uuid not null,
    id uuid not null,
    number bigint generated always as identity,
    conversation_id uuid not null,
    account_id uuid not null,
    direction text not null,
    content jsonb not null,
    external_id text,
    status text not null,
    at timestamptz not null,
    created_at timestamptz not null,
    due_at timestamptz,
    queued_at timestamptz,
    retry_at timestamptz,
    attempts integer not null default 0,
    postponements integer not null default 0,
    accepted_at timestamptz,
    sent_at timestamptz,
    delivered_at timestamptz,
    read_at timestamptz,
    failed_at timestamptz,
    fault jsonb,
    price numeric(18, 4),
    charge text not null,
    charges integer not null default 0,
    is_billable boolean,
    author_id uuid,
    primary key (tenant_id, id),
    foreign key (tenant_id, conversation_id) references messaging.conversation on delete cascade
);
-- The platform delivers the same message any number of times.
create unique index message_once on messaging.message (tenant_id, account_id, external_id) where external_id is not null;
create index on messaging.message (tenant_id, conversation_id, id desc);
create index on messaging.message (due_at) where status in ('pending', 'sending');
create index on messaging.message (tenant_id, due_at) where status in ('pending', 'sending');
create index on messaging.message (tenant_id, conversation_id, number) where status in ('pending', 'sending');
call crm.protect('messaging.message');
grant select, insert, update, delete on messaging.message to crm_app;

create table messaging.message_attempt (
    tenant_id uuid not null,
    message_id uuid not null,
    number integer not null,
    started_at timestamptz not null,
    ended_at timestamptz,
    outcome text,
    fault jsonb,
    request_id text,
    primary key (tenant_id, message_id, number),
    foreign key (tenant_id, message_id) references messaging.message on delete cascade
);
call crm.protect('messaging.message_attempt');
grant select, insert, update on messaging.message_attempt to crm_app;

-- Told before the answer that names the message was stored; forgotten after some minutes.
create table messaging.early_status (
    tenant_id uuid not null,
    account_id uuid not null,
    external_id text not null,
    step text not null,
    at timestamptz not null,
    is_billable boolean,
    fault jsonb,
    received_at timestamptz not null,
    primary key (tenant_id, account_id, external_id, step)
);
create index on messaging.early_status (received_at);
call crm.protect('messaging.early_status');
grant select, insert, delete on messaging.early_status to crm_app;

create table messaging.message_template (
    tenant_id uuid not null,
    id uuid not null,
    account_id uuid not null,
    name text not null,
    language text not null,
    category text not null,
    status text not null,
    status_reason text,
    text text,
    slots jsonb not null,
    synced_at timestamptz not null,
    primary key (tenant_id, id),
    unique (tenant_id, account_id, name, language),
    foreign key (tenant_id, account_id) references integrations.account on delete cascade
);
call crm.protect('messaging.message_template');
grant select, insert, update, delete on messaging.message_template to crm_app;

create table messaging.template_sync (
    tenant_id uuid not null,
    account_id uuid not null,
    tried_at timestamptz not null,
    synced_at timestamptz,
    primary key (tenant_id, account_id),
    foreign key (tenant_id, account_id) references integrations.account on delete cascade
);
call crm.protect('messaging.template_sync');
grant select, insert, update on messaging.template_sync to crm_app;

-- What a template of a category costs the company, in the currency of its balance; without a row it is free.
create table messaging.message_price (
    tenant_id uuid not null,
    category text not null,
    amount numeric(18, 4) not null check (amount >= 0),
    primary key (tenant_id, category)
);
call crm.protect('messaging.message_price');
grant select, insert, update on messaging.message_price to crm_app;

grant select on messaging.conversation, messaging.template_sync to crm_lookup;
grant select, update on messaging.message to crm_lookup;
grant select, update, delete on messaging.early_status to crm_lookup;
create policy lookup on messaging.conversation for select to crm_lookup using (true);
create policy lookup on messaging.template_sync for select to crm_lookup using (true);
create policy lookup on messaging.message to crm_lookup using (true);
create policy lookup on messaging.early_status to crm_lookup using (true);

set local role crm_lookup;
-- Of each conversation the oldest that waits, once the pause between two messages to one person is over; and what was being sent
-- when its worker fell silent. A few of each tenant: who sends much makes nobody else wait. A parameter named like a column would be
-- the column.
create function lookup.lease_due_messages(
    moment timestamptz, until timestamptz, most integer, of_each integer, busy uuid[]
)
    returns table (tenant_id uuid, message_id uuid)
    language sql volatile security definer set search_path = ''
as $$
        with recursive oldest as materialized (
            select m.tenant_id, m.due_at from messaging.message m
            where m.due_at <= moment and m.status in ('pending', 'sending') order by m.due_at limit 2000
        ), tenant as (
            -- Only behind a long queue, which may be one tenant's alone. Each step jumps to the next tenant by the index.
            (
                select m.tenant_id, m.due_at from messaging.message m
                where m.due_at is not null and m.status in ('pending', 'sending') and (select count(*) from oldest) = 2000
                order by m.tenant_id, m.due_at limit 1
            )
            union all
            select following.tenant_id, following.due_at
            from tenant, lateral (
                select m.tenant_id, m.due_at from messaging.message m
                where m.due_at is not null and m.status in ('pending', 'sending') and m.tenant_id > tenant.tenant_id
                order by m.tenant_id, m.due_at limit 1
            ) following
        ), waiting as (
            -- All of them: what is due of a tenant may have to wait for its pauses.
            select w.tenant_id
            from (select o.tenant_id, o.due_at from oldest o union all select n.tenant_id, n.due_at from tenant n) w
            where w.due_at <= moment and w.tenant_id <> all (busy)
            group by w.tenant_id
            order by min(w.due_at)
        ), due as materialized (
            select f.tenant_id, f.id
            from waiting, lateral (
                select d.tenant_id, d.id
                from messaging.message d
                join messaging.conversation c on c.tenant_id = d.tenant_id and c.id = d.conversation_id
                where d.tenant_id = waiting.tenant_id and d.due_at <= moment and d.status in ('pending', 'sending')
                    and (
                        d.status = 'sending'
                        or coalesce(c.next_send_at, '-infinity') <= moment
                            and not exists (
                                select from messaging.message e
                                where e.tenant_id = d.tenant_id and e.conversation_id = d.conversation_id
                                    and e.status in ('pending', 'sending') and e.number < d.number
                            )
                    )
                order by d.due_at
                limit of_each
                for update of d skip locked
            ) f
            limit most
        )
        update messaging.message l
        set due_at = until
        from due
        where l.tenant_id = due.tenant_id and l.id = due.id
        returning l.tenant_id, l.id;
$$;

create function lookup.accounts_to_sync_templates(platforms text[], synced_before timestamptz)
    returns table (tenant_id uuid, account_id uuid)
    language sql stable security definer set search_path = ''
as $$
        select a.tenant_id, a.id
        from integrations.account a
        left join messaging.template_sync s on s.tenant_id = a.tenant_id and s.account_id = a.id
        where a.platform = any (platforms) and a.status = 'connected'
            and (s.synced_at is null or s.synced_at < synced_before);
$$;

create function lookup.delete_early_statuses(received_before timestamptz, most integer) returns bigint
    language sql volatile security definer set search_path = ''
as $$
        with late as (
            select e.tenant_id, e.account_id, e.external_id, e.step
            from messaging.early_status e
            where e.received_at < received_before
            order by e.received_at
            limit most
            for update skip locked
        ), gone as (
            delete from messaging.early_status e using late l
            where e.tenant_id = l.tenant_id and e.account_id = l.account_id and e.external_id = l.external_id
                and e.step = l.step
            returning 1
        )
        select count(*) from gone;
$$;
revoke all on function lookup.lease_due_messages(timestamptz, timestamptz, integer, integer, uuid[]),
    lookup.accounts_to_sync_templates(text[], timestamptz),
    lookup.delete_early_statuses(timestamptz, integer) from public;
grant execute on function lookup.lease_due_messages(timestamptz, timestamptz, integer, integer, uuid[]),
    lookup.accounts_to_sync_templates(text[], timestamptz),
    lookup.delete_early_statuses(timestamptz, integer) to crm_app;
reset role;
