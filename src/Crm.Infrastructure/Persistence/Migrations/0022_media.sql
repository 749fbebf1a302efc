create schema if not exists publishing;
grant usage on schema publishing to crm_app, crm_lookup;

-- Pictures and videos, by what they are: the same bytes are one row of a tenant, whoever uploads them how often.
create table publishing.media (
    tenant_id uuid not null,
    id uuid not null,
    sha256 bytea not null,
    type text not null,
    size bigint not null,
    width integer not null,
    height integer not null,
    duration_ms bigint,
    uploaders uuid[] not null,
    created_at timestamptz not null,
    kept_since timestamptz not null,
    primary key (tenant_id, id),
    unique (tenant_id, sha256)
);
create index on publishing.media (kept_since);
call crm.protect('publishing.media');
grant select, insert, update, delete on publishing.media to crm_app;
grant select, update, delete on publishing.media to crm_lookup;
create policy lookup on publishing.media to crm_lookup using (true);

-- Its bytes, a mebibyte a row, so that neither end ever holds a whole file.
create table publishing.media_chunk (
    tenant_id uuid not null,
    media_id uuid not null,
    number integer not null,
    bytes bytea not null,
    primary key (tenant_id, media_id, number),
    foreign key (tenant_id, media_id) references publishing.media on delete cascade
);
-- Pictures and videos are compressed already.
alter table publishing.media_chunk alter column bytes set storage external;
call crm.protect('publishing.media_chunk');
grant select, insert, delete on publishing.media_chunk to crm_app;

-- Whether anything refers to it. Replaced by whoever adds something that does; both who asks and the sweep rely on it.
create function publishing.is_media_used(owner uuid, media uuid) returns boolean
    language sql stable
as $$
        select false;
$$;
revoke all on function publishing.is_media_used(uuid, uuid) from public;
grant execute on function publishing.is_media_used(uuid, uuid) to crm_app, crm_lookup;

set local role crm_lookup;
create function lookup.delete_unused_media(kept_before timestamptz, most integer) returns bigint
    language sql volatile security definer set search_path = ''
as $$
        with unused as (
            select m.tenant_id, m.id
            from publishing.media m
            where m.kept_since < kept_before and not publishing.is_media_used(m.tenant_id, m.id)
            order by m.kept_since
            limit most
            for update skip locked
        ), gone as (
            delete from publishing.media m using unused u
            where m.tenant_id = u.tenant_id and m.id = u.id
            returning 1
        )
        select count(*) from gone;
$$;
revoke all on function lookup.delete_unused_media(timestamptz, integer) from public;
grant execute on function lookup.delete_unused_media(timestamptz, integer) to crm_app;
reset role;
