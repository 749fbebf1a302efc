-- A customer's own app signs with the customer's own secret: verification at its address opens what was pasted.
grant select on integrations.credential to crm_lookup;
create policy lookup on integrations.credential for select to crm_lookup using (true);

set local role crm_lookup;
drop function lookup.account_by_key(bytea);
create function lookup.account_of_address(key_hash bytea, wanted_fields text[])
    returns table (
        tenant_id uuid, account_id uuid, platform text, accepts_unsigned boolean, fields text[], sealed_values bytea[]
    )
    language sql stable security definer set search_path = ''
as $$
        select a.tenant_id, a.id, a.platform, a.accepts_unsigned,
            coalesce(c.fields, '{}'), coalesce(c.sealed_values, '{}')
        from integrations.account a
        cross join lateral (
            select array_agg(one.field order by one.field) as fields,
                array_agg(one.sealed_value order by one.field) as sealed_values
            from integrations.credential one
            where one.tenant_id = a.tenant_id and one.account_id = a.id and one.field = any (wanted_fields)
        ) c
        where a.account_key_hash = key_hash;
$$;

-- A person's consent may serve accounts of several customers: what another has proven by it keeps it alive.
drop function lookup.is_held_by_another(text, text, uuid);
create function lookup.is_held_elsewhere(wanted_platform text, wanted_ids text[], but_account uuid) returns boolean
    language sql stable security definer set search_path = ''
as $$
        select exists (
            select from integrations.account a
            where a.platform = wanted_platform and a.external_id = any (wanted_ids)
                and a.status in ('connected', 'needs_reauth') and a.id <> but_account
        ) or exists (
            select from integrations.proven_id p
            join integrations.account a on a.tenant_id = p.tenant_id and a.id = p.account_id
            where p.platform = wanted_platform and p.external_id = any (wanted_ids)
                and a.status in ('connected', 'needs_reauth') and a.id <> but_account
        );
$$;
revoke all on function lookup.account_of_address(bytea, text[]), lookup.is_held_elsewhere(text, text[], uuid) from public;
grant execute on function lookup.account_of_address(bytea, text[]), lookup.is_held_elsewhere(text, text[], uuid) to crm_app;
reset role;
