alter table venues.venue add column access_log_retention_days integer not null default 730
    check (access_log_retention_days between 365 and 3650);

create table venues.hotspot_user (
    tenant_id uuid not null,
    id uuid not null,
    venue_id uuid not null,
    full_name text,
    email text,
    normalized_email text,
    phone text,
    phone_raw text,
    mac_address text,
    language text,
    custom_fields jsonb,
    marketing_consent jsonb,
    visit_count integer not null,
    first_seen_at timestamptz not null,
    last_seen_at timestamptz not null,
    search_text text not null,
    updated_at timestamptz not null,
    primary key (tenant_id, id),
    foreign key (tenant_id, venue_id) references venues.venue
);
create index on venues.hotspot_user (tenant_id, venue_id, id desc);
create index on venues.hotspot_user (tenant_id, mac_address) where mac_address is not null;
create index on venues.hotspot_user (tenant_id, normalized_email) where normalized_email is not null;
create index on venues.hotspot_user (tenant_id, phone) where phone is not null;
call crm.protect('venues.hotspot_user');
grant select, insert, update, delete on venues.hotspot_user to crm_app;

-- Evidence: added and never changed; deleted with its guest alone.
create table venues.guest_consent (
    tenant_id uuid not null,
    id uuid not null,
    hotspot_user_id uuid not null,
    venue_id uuid not null,
    granted boolean not null,
    at timestamptz not null,
    ip text,
    text text,
    language text,
    full_name text,
    email text,
    phone text,
    received_at timestamptz not null,
    primary key (tenant_id, id),
    foreign key (tenant_id, hotspot_user_id) references venues.hotspot_user on delete cascade
);
create index on venues.guest_consent (tenant_id, hotspot_user_id, at);
create index on venues.guest_consent (tenant_id, lower(email)) where email is not null;
create index on venues.guest_consent (tenant_id, phone) where phone is not null;
call crm.protect('venues.guest_consent');
grant select, insert, delete on venues.guest_consent to crm_app;

-- Consents that are still to become leads. due_at is when a worker may take one; while one has it, the end of its lease.
create table venues.due_lead (
    tenant_id uuid not null,
    consent_id uuid not null,
    within_venues uuid[],
    due_at timestamptz not null,
    attempts integer not null default 0,
    primary key (tenant_id, consent_id),
    foreign key (tenant_id, consent_id) references venues.guest_consent on delete cascade
);
create index on venues.due_lead (due_at);
call crm.protect('venues.due_lead');
grant select, insert, update, delete on venues.due_lead to crm_app;

-- Law 5651. Apart from marketing data, and the application can neither change nor delete a line.
create table venues.access_log (
    tenant_id uuid not null,
    venue_id uuid not null,
    day date not null,
    number integer not null,
    identity text not null,
    mac_address text,
    assigned_address text not null,
    public_address text,
    public_port_from integer,
    public_port_to integer,
    session_from timestamptz not null,
    session_to timestamptz,
    received_at timestamptz not null,
    previous_hash bytea not null,
    hash bytea not null,
    primary key (tenant_id, venue_id, day, number),
    foreign key (tenant_id, venue_id) references venues.venue
);
call crm.protect('venues.access_log');
grant select, insert on venues.access_log to crm_app;

create table venues.access_log_day (
    tenant_id uuid not null,
    venue_id uuid not null,
    day date not null,
    entries integer not null,
    opening bytea not null,
    hash bytea not null,
    seal bytea not null,
    primary key (tenant_id, venue_id, day),
    foreign key (tenant_id, venue_id) references venues.venue
);
call crm.protect('venues.access_log_day');
grant select, insert, update on venues.access_log_day to crm_app;

-- What an erased person had sent before, by keyed hashes of its key, e-mail and phone.
create table leads.tombstone (
    tenant_id uuid not null,
    mark bytea not null,
    erased_at timestamptz not null,
    primary key (tenant_id, mark)
);
call crm.protect('leads.tombstone');
grant select, insert, update on leads.tombstone to crm_app;

-- Whoever is limited to venues hears only what happens at them.
alter table notifications.event add column venue_id uuid;

grant usage on schema venues to crm_lookup;
grant select on venues.venue to crm_lookup;
grant select, update on venues.due_lead to crm_lookup;
grant select, delete on venues.access_log, venues.access_log_day to crm_lookup;
create policy lookup on venues.venue for select to crm_lookup using (true);
create policy lookup on venues.due_lead to crm_lookup using (true);
create policy retention on venues.access_log to crm_lookup using (true);
create policy retention on venues.access_log_day to crm_lookup using (true);

set local role crm_lookup;
create function lookup.lease_due_leads(at timestamptz, until timestamptz, most integer)
    returns table (tenant_id uuid, consent_id uuid, attempts integer)
    language sql volatile security definer set search_path = ''
as $$
        update venues.due_lead l
        set due_at = until, attempts = l.attempts + 1
        from (
            select d.tenant_id, d.consent_id
            from venues.due_lead d
            where d.due_at <= at
            order by d.due_at
            limit most
            for update skip locked
        ) due
        where l.tenant_id = due.tenant_id and l.consent_id = due.consent_id
        returning l.tenant_id, l.consent_id, l.attempts;
$$;

-- The only way to delete lines: whole days that their venue's retention has passed. By the caller's clock and by the database's
-- own, so that a wrong or forged date deletes nothing.
create function lookup.delete_expired_access_log(today date, most integer) returns bigint
    language sql volatile security definer set search_path = ''
as $$
        with expired as (
            select d.tenant_id, d.venue_id, d.day
            from venues.access_log_day d
            join venues.venue v on v.tenant_id = d.tenant_id and v.id = d.venue_id
            where d.day < least(today, (now() at time zone 'utc')::date) - v.access_log_retention_days
            order by d.day
            limit most
        ), lines as (
            delete from venues.access_log l using expired e
            where l.tenant_id = e.tenant_id and l.venue_id = e.venue_id and l.day = e.day
        ), heads as (
            delete from venues.access_log_day d using expired e
            where d.tenant_id = e.tenant_id and d.venue_id = e.venue_id and d.day = e.day
            returning 1
        )
        select count(*) from heads;
$$;
revoke all on function lookup.lease_due_leads(timestamptz, timestamptz, integer),
    lookup.delete_expired_access_log(date, integer) from public;
grant execute on function lookup.lease_due_leads(timestamptz, timestamptz, integer),
    lookup.delete_expired_access_log(date, integer) to crm_app;
reset role;

-- Search for callers who are limited to venues: the ways of 0006 among these venues alone. Functions of their own, so that
-- nobody else's plan changes.
set local role crm_search;
do $do$
declare
    way record;
    filters constant text := $$
        l.venue_id = any (venues) and (wanted_status is null or l.status = wanted_status)
        and (wanted_source is null or l.source = wanted_source) and (owner is null or l.owner_id = owner)
        and (not without_owner or l.owner_id is null) and (tag is null or l.tags @> array[tag])$$;
    arguments constant text := 'needle text, venues uuid[], wanted_status text, wanted_source text, owner uuid, without_owner boolean,
        tag text, since timestamptz, until timestamptz, after_at timestamptz, after_id uuid, at_most integer';
begin
    for way in select * from (values ('newest', '<', 'desc', 'infinity', 'ffffffff-ffff-ffff-ffff-ffffffffffff'),
            ('oldest', '>', 'asc', '-infinity', '00000000-0000-0000-0000-000000000000')) as ways (name, before, direction, time, id) loop
        execute format($create$
            create function search.indexed_%1$s_within(%2$s) returns setof leads.lead
                language sql stable security definer
                set search_path = '' set enable_seqscan = off set enable_indexscan = off set enable_indexonlyscan = off
                set enable_bitmapscan = on set enable_sort = on
            as $fn$
                select l.* from leads.lead l
                where l.tenant_id::text = current_setting('crm.tenant', true) and l.search_text like search.containing(needle)
                    and (l.created_at, l.id) %3$s (after_at, after_id)
                    and (since is null or l.created_at >= since) and (until is null or l.created_at < until) and %5$s
                order by l.created_at %4$s, l.id %4$s limit at_most
            $fn$
            $create$, way.name, arguments, way.before, way.direction, filters);

        execute format($create$
            create function search.%1$s_within(%2$s) returns setof leads.lead
                language plpgsql stable security definer
                set search_path = '' set enable_seqscan = off set enable_bitmapscan = off set enable_sort = off
            as $fn$
            declare
                tenant constant uuid := nullif(current_setting('crm.tenant', true), '')::uuid;
                since_at constant timestamptz := coalesce(since, '-infinity');
                until_at constant timestamptz := coalesce(until, 'infinity');
                start_at timestamptz := coalesce(after_at, '%6$s');
                start_id uuid := coalesce(after_id, '%7$s');
                walk constant bigint := case when search.has_trigram(needle) then 5000 end;
                found_rows integer;
            begin
                return query
                    select l.* from (
                        select * from leads.lead w
                        where w.tenant_id = tenant and (w.created_at, w.id) %3$s (start_at, start_id)
                            and w.created_at >= since_at and w.created_at < until_at
                        order by w.created_at %4$s, w.id %4$s limit walk
                    ) l
                    where strpos(l.search_text, needle) > 0 and %5$s
                    order by l.created_at %4$s, l.id %4$s limit at_most;
                get diagnostics found_rows = row_count;
                if found_rows >= at_most or walk is null then
                    return;
                end if;

                select w.created_at, w.id into start_at, start_id from leads.lead w
                where w.tenant_id = tenant and (w.created_at, w.id) %3$s (start_at, start_id)
                    and w.created_at >= since_at and w.created_at < until_at
                order by w.created_at %4$s, w.id %4$s offset walk - 1 limit 1;
                if not found then
                    return;
                end if;

                return query select * from search.indexed_%1$s_within(needle, venues, wanted_status, wanted_source, owner,
                    without_owner, tag, since, until, start_at, start_id, at_most - found_rows);
            end
            $fn$
            $create$, way.name, arguments, way.before, way.direction, filters, way.time, way.id);

        execute format('revoke all on function search.%1$I, search.%2$I from public',
            way.name || '_within', 'indexed_' || way.name || '_within');
        execute format('grant execute on function search.%I to crm_app', way.name || '_within');
    end loop;
end
$do$;
reset role;
