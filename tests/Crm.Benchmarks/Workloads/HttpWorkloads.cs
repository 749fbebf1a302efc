using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Crm.Benchmarks.Data;
using Crm.Benchmarks.Load;

namespace Crm.Benchmarks.Workloads;

/// <summary>What is asked, in bytes; each request is another tenant's than the one before.</summary>
internal static class HttpWorkloads
{
    private const int Stride = 7_919;

    public static HttpWorkload CreateLead(IReadOnlyList<BenchTenant> tenants, IReadOnlyList<string> tokens) =>
        CreateLead("W1", "create one lead", tenants, tokens, withKey: false);

    public static HttpWorkload CreateLeadOnce(IReadOnlyList<BenchTenant> tenants, IReadOnlyList<string> tokens) =>
        CreateLead("W1K", "create one lead under an Idempotency-Key", tenants, tokens, withKey: true);

    private static HttpWorkload CreateLead(
        string key,
        string title,
        IReadOnlyList<BenchTenant> tenants,
        IReadOnlyList<string> tokens,
        bool withKey
    )
    {
        var number = new Counter();
        // Other numbers than in earlier runs, whose leads may still be there, and than in the other workload of this one.
        var seconds = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() / 1000;
        var run = (seconds + (withKey ? 500_000 : 0)) % 1_000_000;

        return new(
            key,
            title,
            () =>
            {
                var n = number.Next();
                var place = (int)(n * Stride % tenants.Count);
                var name = LeadSeed.LastNames[n % LeadSeed.LastNames.Length];
                // Seven digits of the run and the count: unique within a tenant, which is what the duplicate rule looks at.
                var phone =
                    "05"
                    + (300_000_000 + ((run * 97 + n / tenants.Count) % 100_000_000)).ToString(
                        CultureInfo.InvariantCulture
                    );

                return HttpText.Post(
                    "/api/v1/leads",
                    $"Authorization: Bearer {tokens[place]}\r\n{(withKey ? $"Idempotency-Key: {run}-{n}\r\n" : "")}",
                    $$"""{"fullName":"Deniz {{name}}","email":"{{name}}.{{run}}.{{n}}@example.com","phone":"{{phone}}","source":"bench","venueId":"{{tenants[place].Venues[0]}}","tags":["spring"]}"""
                );
            },
            201
        );
    }

    public static HttpWorkload ListLeads(IReadOnlyList<BenchTenant> tenants, IReadOnlyList<string> tokens) =>
        Prepared(
            "W2",
            "50 leads by venue and status",
            [
                .. tenants.SelectMany(
                    (tenant, place) =>
                        tenant.Venues.Select(venue =>
                            HttpText.Get($"/api/v1/leads?venueId={venue}&status=new", tokens[place])
                        )
                ),
            ]
        );

    public static HttpWorkload SearchLeads(IReadOnlyList<BenchTenant> tenants, IReadOnlyList<string> tokens) =>
        Search(
            "search in a tenant of 1,000",
            tenants,
            tokens,
            [.. LeadSeed.LastNames.Where(name => name.Length > 5).Select(name => name[1..])]
        );

    public static HttpWorkload Search(
        string title,
        IReadOnlyList<BenchTenant> tenants,
        IReadOnlyList<string> tokens,
        IReadOnlyList<string> needles
    ) =>
        Prepared(
            "W5",
            title,
            [
                .. Enumerable
                    .Range(0, Math.Max(tenants.Count, needles.Count))
                    .Select(n =>
                        HttpText.Get($"/api/v1/leads?q={needles[n % needles.Count]}", tokens[n % tenants.Count])
                    ),
            ]
        );

    public static HttpWorkload IngestWebhook()
    {
        var number = new Counter();
        var run = RandomNumberGenerator.GetHexString(12, lowercase: true);
        var key = Encoding.UTF8.GetBytes(ProductSettings.WebhookSecret);

        return new(
            "W3",
            "signed webhook",
            () =>
            {
                var n = number.Next();
                var seconds = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
                var body =
                    $$"""{"client_key":"bench-client","event":"video.publish.completed","create_time":{{seconds}},"user_openid":"act.{{run}}{{n:D10}}Cn4aQzJt7hX2","content":"{\"share_id\":\"video.{{n}}.AbCdEf1234567890\",\"note\":\"{{new string('x', 360)}}\"}"}""";
                var signature = Convert.ToHexStringLower(
                    HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{seconds}.{body}"))
                );

                return HttpText.Post(
                    "/api/integrations/webhooks/tiktok/",
                    $"TikTok-Signature: t={seconds},s={signature}\r\n",
                    body
                );
            },
            200
        );
    }

    public static HttpWorkload SignIn(IReadOnlyList<BenchTenant> tenants) =>
        Prepared(
            "W4",
            "sign-in",
            [.. tenants.Take(BenchOptions.Connections).Select(tenant => SignIns.Request(tenant.Number))]
        ) with
        {
            IsAnswerCompared = false,
        };

    private static HttpWorkload Prepared(string key, string title, IReadOnlyList<byte[]> requests)
    {
        var number = new Counter();

        return new(
            key,
            title,
            () => requests[(int)(number.Next() * Stride % requests.Count)],
            200,
            IsAnswerCompared: true
        );
    }

    private sealed class Counter
    {
        private long value;

        public long Next() => Interlocked.Increment(ref value);
    }
}
