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
-- The tenant as text: no other index fits that condition, so a search by trigrams cannot be answered by any but this one.
create index lead_search on leads.lead using gin ((tenant_id::text), search_text gin_trgm_ops);
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
-- These functions have a policy of their own and filter by the tenant themselves.
grant select on leads.lead to crm_search;
create policy search on leads.lead for select to crm_search using (true);

set local role crm_search;

-- Trigrams are good for a needle with three letters or digits in a row; any other reads on through the tenant's leads.
create function search.has_trigram(needle text) returns boolean
    language sql immutable parallel safe
    return needle ~ '[A-Za-z0-9]{3}';

create function search.containing(needle text) returns text
    language sql immutable parallel safe
    return '%' || replace(replace(replace(needle, '\', '\\'), '%', '\%'), '_', '\_') || '%';

-- Which way is taken depends on what was found and never on estimates: first the newest 5,000 leads are read in the order of
-- the list, which is all of a small tenant and enough for whatever is frequent in a large one; only a page that is then not
-- full is filled by trigrams. Each way runs with the planner's other choices switched off, and on again inside the other.
do $do$
declare
    way record;
    filters constant text := $$
        (venue is null or l.venue_id = venue) and (wanted_status is null or l.status = wanted_status)
        and (wanted_source is null or l.source = wanted_source) and (owner is null or l.owner_id = owner)
        and (not without_owner or l.owner_id is null) and (tag is null or l.tags @> array[tag])$$;
    arguments constant text := 'needle text, venue uuid, wanted_status text, wanted_source text, owner uuid, without_owner boolean,
        tag text, since timestamptz, until timestamptz, after_at timestamptz, after_id uuid, at_most integer';
begin
    for way in select * from (values ('newest', '<', 'desc', 'infinity', 'ffffffff-ffff-ffff-ffff-ffffffffffff'),
            ('oldest', '>', 'asc', '-infinity', '00000000-0000-0000-0000-000000000000')) as ways (name, before, direction, time, id) loop
        execute format($create$
            create function search.indexed_%1$s(%2$s) returns setof leads.lead
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
            create function search.%1$s(%2$s) returns setof leads.lead
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

                return query select * from search.indexed_%1$s(needle, venue, wanted_status, wanted_source, owner, without_owner, tag,
                    since, until, start_at, start_id, at_most - found_rows);
            end
            $fn$
            $create$, way.name, arguments, way.before, way.direction, filters, way.time, way.id);

        execute format('revoke all on function search.%1$I, search.indexed_%1$s from public', way.name);
        execute format('grant execute on function search.%I to crm_app', way.name);
    end loop;
end
$do$;

-- For the number of all matches, which is only counted when it was asked for.
create function search.matching(needle text) returns setof uuid
    language sql stable security definer
    set search_path = ''
as $$
    select id from leads.lead
    where search.has_trigram(needle) and tenant_id::text = current_setting('crm.tenant', true)
        and search_text like search.containing(needle)
    union all
    select id from leads.lead
    where not search.has_trigram(needle) and tenant_id = nullif(current_setting('crm.tenant', true), '')::uuid
        and strpos(search_text, needle) > 0
$$;
revoke all on function search.matching from public;
grant execute on function search.matching to crm_app;
reset role;
