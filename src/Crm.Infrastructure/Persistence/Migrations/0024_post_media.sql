-- What a post shows is kept as long as the post is.
create table publishing.post_media (
    tenant_id uuid not null,
    post_id uuid not null,
    media_id uuid not null,
    primary key (tenant_id, post_id, media_id),
    foreign key (tenant_id, post_id) references publishing.post on delete cascade,
    foreign key (tenant_id, media_id) references publishing.media
);
create index on publishing.post_media (tenant_id, media_id);
call crm.protect('publishing.post_media');
grant select, insert, update, delete on publishing.post_media to crm_app;
grant select on publishing.post_media to crm_lookup;
create policy lookup on publishing.post_media for select to crm_lookup using (true);

create or replace function publishing.is_media_used(owner uuid, media uuid) returns boolean
    language sql stable
as $$
        select exists (
            select from publishing.post_media p where p.tenant_id = owner and p.media_id = media
        );
$$;
