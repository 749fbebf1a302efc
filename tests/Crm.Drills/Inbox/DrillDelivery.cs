using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Crm.Drills.Inbox;

/// <summary>A company with a proven advertiser, and the key of its own webhook address.</summary>
internal sealed record DrillTenant(Guid Id, Guid AccountId, string Advertiser, string AccountKey);

/// <summary>One person who filled in one form: nobody else has this phone.</summary>
internal sealed record DrillEntry(DrillTenant Tenant, string Id, string Phone);

/// <summary>A signed body, ready to be sent as often as it takes.</summary>
internal sealed record DrillDelivery(string Path, byte[] Body, string Signature, IReadOnlyList<DrillEntry> Entries)
{
    private const string Shared = "/api/integrations/webhooks/tiktok-leadgen/";
    private const int RepeatEvery = 20;

    /// <summary>
    /// To the addresses of both companies and to the shared one, there also with entries of both. What is repeated comes
    /// again at once or long after, and some of it to the shared address in place of its own.
    /// </summary>
    public static List<DrillDelivery> CreateAll(int count, DrillTenant one, DrillTenant other, string secret)
    {
        var all = new List<DrillDelivery>(count + (count / RepeatEvery));
        for (var number = 0; number < count; number++)
        {
            var delivery = (number % 4) switch
            {
                0 => Create(Shared + one.AccountKey, secret, Entry(one, number)),
                1 => Create(Shared + other.AccountKey, secret, Entry(other, number)),
                2 => Create(Shared, secret, Entry(one, number)),
                _ => Create(Shared, secret, Entry(one, number), Entry(other, number)),
            };
            all.Add(delivery);
            if (number % RepeatEvery == number / RepeatEvery % 4)
            {
                var repeated = number / RepeatEvery % 2 == 0 ? delivery : all[all.Count / 2];
                all.Insert(all.Count - (number % 7), number % 3 == 0 ? repeated with { Path = Shared } : repeated);
            }
        }

        return all;
    }

    private static DrillDelivery Create(string path, string secret, params DrillEntry[] entries)
    {
        var body = Encoding.UTF8.GetBytes($$"""{"object":1,"entry":[{{string.Join(',', entries.Select(Json))}}]}""");

        return new(
            path,
            body,
            Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body)),
            entries
        );
    }

    private static DrillEntry Entry(DrillTenant tenant, int number) =>
        new(
            tenant,
            (7_126_711_421_000_000_000 + number).ToString(CultureInfo.InvariantCulture),
            "+90532" + number.ToString("0000000", CultureInfo.InvariantCulture)
        );

    private static string Json(DrillEntry entry) =>
        $$"""{"id":{{entry.Id}},"advertiser_id":"{{entry.Tenant.Advertiser}}","changes":[{"field":"name","value":"Person {{entry.Id}}"},{"field":"phone_number","value":"{{entry.Phone}}"}]}""";
}
