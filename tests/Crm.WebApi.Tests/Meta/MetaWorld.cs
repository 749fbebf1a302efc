using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Crm.TestKit;
using Crm.WebApi.Tests.Integrations;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Meta;

/// <summary>A server with an app at the graph, whose webhooks come to the shared address; pages and tokens are made by each test.</summary>
public sealed class MetaWorld : IAsyncLifetime
{
    public const string AppId = "1100000000000001";
    public const string AppSecret = "meta_platform_secret";
    public const string VerifyToken = "meta_platform_words";

    /// <summary>An app of a customer's own.</summary>
    public const string OwnAppId = "1100000000000003";
    public const string OwnSecret = "a_customers_own_secret";

    /// <summary>What can go wrong at the graph, whichever of its products is asked: the fault, its status, and the code that it has.</summary>
    public static TheoryData<string, int?, string> Troubles =>
        new()
        {
            { "status", 500, "provider_unavailable" },
            { "status", 401, "authentication_failed" },
            { "status", 403, "permission_denied" },
            { "status", 429, "rate_limited_by_provider" },
            { "throttle", null, "rate_limited_by_provider" },
            { "timeout_before", null, "provider_unavailable" },
            { "timeout_after", null, "provider_unavailable" },
            { "reset", null, "provider_unavailable" },
            { "malformed_json", null, "provider_unavailable" },
            { "html", null, "provider_unavailable" },
            { "redirect", null, "provider_unavailable" },
            { "ok_with_error", null, "provider_unavailable" },
        };

    private static readonly string[] Objects = ["page", "instagram", "whatsapp_business_account"];
    private static readonly string[] Fields = ["leadgen", "messages", "comments"];
    private long nextId = 2_000_000_000_000;
    private SimulatorProcess simulator = null!;

    public PlatformWorld Platform { get; private set; } = null!;

    public TestServer Server => Platform.Server;

    public string SharedAddress => Server.Address.AbsoluteUri + "api/integrations/webhooks/meta/";

    public async Task InitializeAsync()
    {
        simulator = await SimulatorProcess.StartAsync();
        var url = simulator.Address.AbsoluteUri.TrimEnd('/');
        Platform = await PlatformWorld.StartAsync(
            simulator,
            settings:
            [
                ("GRAPH_API_BASE_URL", $"{url}/graph.facebook.com"),
                ("GRAPH_AUTH_BASE_URL", $"{url}/www.facebook.com"),
                ("META_APP_ID", AppId),
                ("META_APP_SECRET", $"{AppSecret},an_older_secret"),
                ("META_INSTAGRAM_APP_ID", "1100000000000002"),
                ("META_INSTAGRAM_APP_SECRET", "ig_platform_secret"),
                ("META_WEBHOOK_VERIFY_TOKEN", VerifyToken),
                .. World.PlatformAdmin,
            ]
        );
        await PutAppAsync(AppId, AppSecret, SharedAddress);
    }

    public async Task DisposeAsync()
    {
        await Platform.DisposeAsync();
        await simulator.DisposeAsync();
    }

    /// <summary>Syncing ends in this code, which stands in the account's health too.</summary>
    /// <returns>How long the caller is told to wait.</returns>
    public async Task<TimeSpan?> ShouldFailAsync(Guid id, string code)
    {
        using var refused = await Platform.PostAsync(id, "sync/");

        var problem = await refused.Content.ReadFromJsonAsync<JsonElement>();
        problem.GetProperty("code").GetString().ShouldBe(code, problem.ToString());
        (refused.Headers.RetryAfter is not null).ShouldBe(code is "provider_unavailable" or "rate_limited_by_provider");
        var health = (await Platform.AccountAsync(id)).GetProperty("health");
        health.GetProperty("lastError").GetProperty("code").GetString().ShouldBe(code);

        return refused.Headers.RetryAfter?.Delta;
    }

    public string NewId() => (nextId += 1).ToString(CultureInfo.InvariantCulture);

    public Task PutAppAsync(string id, string secret, string callback) =>
        Platform.SimPutAsync(
            $"/sim/meta/apps/{id}",
            new
            {
                secret,
                redirectUris = new[] { Platform.Callback("meta_leads"), Platform.Callback("instagram") },
                instagramId = id == AppId ? "1100000000000002" : null,
                instagramSecret = id == AppId ? "ig_platform_secret" : null,
                subscriptions = Objects.Select(kind => new
                {
                    @object = kind,
                    callbackUrl = callback,
                    verifyToken = VerifyToken,
                    fields = Fields,
                }),
            }
        );

    /// <summary>A page with one form and one person who works on it.</summary>
    public async Task<(string PageId, string FormId, string UserId)> PageAsync(
        string? userId = null,
        string[]? tasks = null
    )
    {
        var (pageId, formId, person) = (NewId(), NewId(), userId ?? NewId());
        await Platform.SimPutAsync($"/sim/meta/users/{person}", new { id = person, name = "Fatma" });
        await Platform.SimPutAsync(
            $"/sim/meta/pages/{pageId}",
            new
            {
                name = "Page " + pageId,
                people = new Dictionary<string, string[]> { [person] = tasks ?? ["ADVERTISE", "MANAGE"] },
            }
        );
        await Platform.SimPutAsync(
            $"/sim/meta-leads/forms/{formId}",
            new
            {
                pageId,
                name = "Bayilik",
                questions = new object[]
                {
                    new
                    {
                        key = "full_name",
                        label = "Ad Soyad",
                        type = "FULL_NAME",
                    },
                    new
                    {
                        key = "email",
                        label = "E-posta",
                        type = "EMAIL",
                    },
                    new
                    {
                        key = "hangi_ürün?",
                        label = "Hangi ürün?",
                        type = "CUSTOM",
                        options = new[] { new { key = "k1", value = "Kahve" }, new { key = "k2", value = "Çay" } },
                    },
                },
            }
        );

        return (pageId, formId, person);
    }

    public async Task<string> TokenAsync(
        string kind,
        string subjectId,
        string? userId = null,
        string appId = AppId,
        string[]? scopes = null,
        int? expiresInSeconds = null,
        int ageSeconds = 0
    ) => (
            await Platform.SimPostAsync(
                "/sim/meta/tokens",
                new
                {
                    kind,
                    subjectId,
                    userId,
                    appId,
                    scopes,
                    expiresInSeconds,
                    ageSeconds,
                }
            )
        ).GetProperty("accessToken").GetString()!;

    /// <summary>Connected by the token of a page of the platform's app.</summary>
    public async Task<JsonElement> ConnectedAsync(
        string pageId,
        string userId,
        SignedIn? person = null,
        string[]? scopes = null
    ) =>
        await Platform.CreatedAsync(
            "meta_leads",
            new { pageId, pageAccessToken = await TokenAsync("page", pageId, userId, scopes: scopes) },
            person
        );

    public Task<JsonElement> LeadAsync(object order) => Platform.SimPostAsync("/sim/meta-leads/leads", order);

    public async Task<JsonElement> LeadsAsync(SignedIn? person = null) =>
        (await (person ?? Platform.Owner).Client.GetFromJsonAsync<JsonElement>("/api/v1/leads?limit=200")).GetProperty(
            "data"
        );

    /// <summary>The lead that came of this entry, once it is there.</summary>
    public async Task<JsonElement> ArrivedAsync(string email, SignedIn? person = null)
    {
        JsonElement found = default;
        await Poll.UntilAsync(
            async () =>
                (
                    found = (await LeadsAsync(person)).EnumerateArray().FirstOrDefault(lead => HasEmail(lead, email))
                ).ValueKind is JsonValueKind.Object,
            $"the lead of {email} arrives"
        );

        return await (person ?? Platform.Owner).Client.GetFromJsonAsync<JsonElement>(
            $"/api/v1/leads/{found.GetProperty("id").GetGuid()}"
        );
    }

    public static bool HasEmail(JsonElement lead, string email) => lead.GetProperty("email").GetString() == email;

    public async Task<JsonElement> EventsAsync(string query, SignedIn? person = null) =>
        (
            await (person ?? Platform.Owner).Client.GetFromJsonAsync<JsonElement>($"/api/v1/webhook-events?{query}")
        ).GetProperty("data");

    /// <summary>The account's own webhook address.</summary>
    public string AddressOf(JsonElement account) =>
        Server.Address.AbsoluteUri
        + new Uri(account.GetProperty("webhookUrl").GetString()!).AbsolutePath.TrimStart('/');

    public async Task ForgetFaultsAsync()
    {
        using var cleared = await Platform.Sim.DeleteAsync("/sim/faults");
    }

    public static object[] Answers(string email) =>
        [
            new { name = "full_name", values = new[] { "Ayşe Yılmaz" } },
            new { name = "email", values = new[] { email } },
            new { name = "hangi_ürün?", values = new[] { "k1", "k2" } },
        ];
}
