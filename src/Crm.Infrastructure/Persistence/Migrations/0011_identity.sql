-- Anybody can type anybody's address: several people may claim one, and whoever proves it is its only owner (docs/adr/0012).
alter table identity.person drop constraint person_normalized_email_key;
create unique index person_confirmed_email on identity.person (normalized_email) where email_confirmed;
create index person_email on identity.person (normalized_email);
alter table identity.person
    add column email_confirmed_at timestamptz,
    -- Runs ahead by a few minutes for every mail with a link, and may not overtake the clock: nobody's mailbox is flooded through us.
    add column mails_paid_until timestamptz;
-- Named by the operator, who answers for the address.
update identity.person set email_confirmed = true, email_confirmed_at = created_at where is_platform_admin;

-- A sign-in lives as long as its stamp is its person's: a new stamp ends all of them in one write, also one that begins meanwhile.
alter table identity.refresh_family
    add column stamp text,
    add column address text,
    add column device text;
update identity.refresh_family f set stamp = p.security_stamp from identity.person p where p.id = f.person_id;

create table identity.second_factor (
    person_id uuid primary key references identity.person,
    sealed_secret bytea not null,
    created_at timestamptz not null,
    -- NULL: not confirmed by a first code yet, and not asked for.
    enabled_at timestamptz,
    last_step bigint not null,
    recovery_hashes text[] not null
);
grant select, insert, update, delete on identity.second_factor to crm_app;

-- Keys whose last token has long expired go.
grant delete on identity.signing_key to crm_app;

-- Mails of all tenants and of none, sealed. Whoever writes one cannot read any: the worker leases and settles them by function.
create table notifications.mail (
    id uuid primary key,
    sealed_content bytea not null,
    created_at timestamptz not null,
    -- While it is leased: when somebody else may take it.
    due_at timestamptz not null,
    attempts integer not null default 0
);
create index on notifications.mail (due_at);
grant insert on notifications.mail to crm_app;
grant select, update, delete on notifications.mail to crm_lookup;

set local role crm_lookup;
create function lookup.lease_mails(at timestamptz, until timestamptz, most integer)
    returns table (id uuid, sealed_content bytea, created_at timestamptz, attempts integer)
    language sql volatile security definer set search_path = ''
as $$
    with picked as materialized (
        select m.id from notifications.mail m where m.due_at <= at order by m.due_at limit most for update skip locked
    )
    update notifications.mail m
    set due_at = until, attempts = m.attempts + 1
    from picked p
    where m.id = p.id
    returning m.id, m.sealed_content, m.created_at, m.attempts;
$$;

-- Sent or given up: it goes. Otherwise it is due again later, unless somebody else has leased it meanwhile.
create function lookup.settle_mail(settled uuid, attempt integer, next_due timestamptz) returns void
    language sql volatile security definer set search_path = ''
as $$
    delete from notifications.mail where id = settled and next_due is null;
    update notifications.mail set due_at = next_due where id = settled and attempts = attempt and next_due is not null;
$$;
revoke all on function lookup.lease_mails(timestamptz, timestamptz, integer), lookup.settle_mail(uuid, integer, timestamptz) from public;
grant execute on function lookup.lease_mails(timestamptz, timestamptz, integer), lookup.settle_mail(uuid, integer, timestamptz) to crm_app;
reset role;
