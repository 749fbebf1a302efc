using Npgsql;

namespace Crm.Benchmarks.Data;

/// <summary>
/// Plausible leads. They arrive as they do in life, all tenants mixed, so that a tenant's rows are scattered over the table.
/// </summary>
internal static class LeadSeed
{
    public static readonly string[] LastNames =
    [
        "yilmaz",
        "demir",
        "sahin",
        "celik",
        "yildiz",
        "yildirim",
        "ozturk",
        "aydin",
        "ozdemir",
        "arslan",
        "dogan",
        "kilic",
        "aslan",
        "cetin",
        "kara",
        "koc",
        "kurt",
        "ozkan",
        "simsek",
        "polat",
        "korkmaz",
        "karaca",
        "erdogan",
        "yavuz",
        "acar",
        "gunes",
        "bozkurt",
        "bulut",
        "keskin",
        "unal",
        "turan",
        "gul",
        "tekin",
        "aksoy",
        "peker",
        "uysal",
        "altun",
        "sonmez",
        "duman",
        "akin",
    ];

    private const string Insert = """
        insert into leads.lead (tenant_id, id, full_name, email, normalized_email, phone, phone_raw, status, source, venue_id,
            tags, first_touch, last_touch, search_text, created_at, updated_at)
        select tenant, uuidv7(made - now()), initcap(name), mail, mail, '+90' || phone, '0' || phone,
            (array['new', 'new', 'new', 'contacted', 'qualified', 'won', 'lost', 'lost'])[1 + n % 8], 'tiktok_leads',
            venues[1 + n / 8 % 2], array['tag' || n % 7], touch, touch, name || E'\n' || mail || E'\n90' || phone || E'\n0' || phone,
            made, made
        from (
            select tenant, n, venues, first || ' ' || last as name, first || '.' || last || n || '@example.com' as mail,
                '532' || lpad(n::text, 7, '0') as phone,
                jsonb_build_object('at', made, 'source', 'tiktok_leads', 'formId', '7345' || n % 3, 'formName', 'Autumn offer',
                    'campaign', jsonb_build_object('id', '1780' || n % 9, 'name', 'Istanbul ' || n % 9)) as touch, made
            from (
                select t.tenant, n, array[t.first_venue, t.second_venue] as venues,
                    (array['ayse', 'mehmet', 'fatma', 'mustafa', 'emine', 'ahmet', 'hatice', 'ali', 'zeynep', 'huseyin', 'elif', 'hasan'])
                        [1 + (n * 7 + t.place::int) % 12] as first,
                    ($4::text[])[1 + (n * 13 + t.place::int) % 40] as last,
                    date_trunc('milliseconds', now()) - n * interval '50 minutes' + t.place * interval '1 second' as made
                from generate_series($5::int, 1, -1) n
                    cross join unnest($1::uuid[], $2::uuid[], $3::uuid[]) with ordinality t(tenant, first_venue, second_venue, place)
            ) drawn
        ) named
        """;

    public static Task InsertAsync(NpgsqlDataSource source, IReadOnlyList<BenchTenant> tenants, int each) =>
        source.UnprotectedAsync(
            "leads.lead",
            async () =>
            {
                var indexes = await IndexesAsync(source, "leads.lead");
                foreach (var name in await IndexNamesAsync(source))
                {
                    await source.RunAsync($"drop index {name}");
                }

                await source.RunAsync(
                    Insert,
                    tenants.Select(tenant => tenant.Id).ToArray(),
                    tenants.Select(tenant => tenant.Venues[0]).ToArray(),
                    tenants.Select(tenant => tenant.Venues[1]).ToArray(),
                    LastNames,
                    each
                );
                foreach (var index in indexes)
                {
                    await source.RunAsync(Sql.WithRoom(index));
                }
            }
        );

    /// <summary>Statements that make the indexes of a table, its primary key aside.</summary>
    public static Task<List<string>> IndexesAsync(NpgsqlDataSource source, string table) =>
        source.TextsAsync(
            $"select pg_get_indexdef(indexrelid) from pg_index where indrelid = '{table}'::regclass and not indisprimary"
        );

    private static Task<List<string>> IndexNamesAsync(NpgsqlDataSource source) =>
        source.TextsAsync(
            "select indexrelid::regclass::text from pg_index where indrelid = 'leads.lead'::regclass and not indisprimary"
        );
}
