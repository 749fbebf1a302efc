using System.Text.Json;

namespace Crm.ProviderSimulator.Tests.GoogleLeadForm;

public sealed class AdsTests : IAsyncDisposable
{
    private const string AllFields =
        "SELECT lead_form_submission_data.id, lead_form_submission_data.gclid, lead_form_submission_data.submission_date_time, lead_form_submission_data.lead_form_submission_fields, lead_form_submission_data.custom_lead_form_submission_fields FROM lead_form_submission_data";

    private readonly SimulatorHost host = new();

    [Fact]
    public async Task Submitted_leads_are_read_back_in_the_other_shape()
    {
        var id = await SubmitAsync(GoogleHost.BelowManager);

        var answer = await host.SearchAsync(
            await TokenAsync(),
            AllFields,
            GoogleHost.BelowManager,
            login: GoogleHost.Manager
        );

        answer.Status.ShouldBe(200);
        var data = answer.Body[0].GetProperty("results")[0].GetProperty("leadFormSubmissionData");
        data.GetProperty("id").GetString().ShouldBe(id);
        data.GetProperty("submissionDateTime").GetString().ShouldBe("2026-06-01 12:00:00+00:00");
        data.GetProperty("leadFormSubmissionFields")[0].GetProperty("fieldType").GetString().ShouldBe("FULL_NAME");
        data.GetProperty("customLeadFormSubmissionFields")[0]
            .GetProperty("questionText")
            .GetString()
            .ShouldBe("Hangi hizmet?");
    }

    [Fact]
    public async Task Leads_are_selected_by_time_and_counted_off()
    {
        await SubmitAsync(GoogleHost.Direct);
        host.Clock.Turn(TimeSpan.FromHours(1));
        var late = await SubmitAsync(GoogleHost.Direct);
        var token = await TokenAsync();

        var since = await host.SearchAsync(
            token,
            $"{AllFields} WHERE lead_form_submission_data.submission_date_time > '2026-06-01 12:30:00'"
        );
        var one = await host.SearchAsync(token, $"{AllFields} LIMIT 1");
        var foreign = await host.SearchAsync(token, AllFields, GoogleHost.BelowManager, login: GoogleHost.Manager);

        Ids(since).ShouldBe([late]);
        Ids(one).Count.ShouldBe(1);
        Ids(foreign).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("SELECT * FROM lead_form_submission_data")]
    [InlineData("SELECT lead_form_submission_data.shoe_size FROM lead_form_submission_data")]
    [InlineData("SELECT campaign.id FROM campaign")]
    [InlineData(
        "SELECT lead_form_submission_data.id FROM lead_form_submission_data WHERE lead_form_submission_data.id > '1'"
    )]
    [InlineData("")]
    public async Task Wrong_query_is_an_invalid_argument(string query)
    {
        var answer = await host.SearchAsync(await TokenAsync(), query);

        Outcome(answer).ShouldBe((400, "INVALID_ARGUMENT", "BAD_QUERY"));
    }

    [Fact]
    public async Task Version_that_is_not_alive_is_refused() =>
        Outcome(await host.SearchAsync(await TokenAsync(), AllFields, version: 13))
            .ShouldBe((400, "INVALID_ARGUMENT", "UNSUPPORTED_VERSION"));

    [Theory]
    [InlineData(null)]
    [InlineData("ya29.unknown")]
    public async Task Call_without_a_living_token_is_unauthenticated(string? token) =>
        Outcome(await host.SearchAsync(token, AllFields)).ShouldBe((401, "UNAUTHENTICATED", "OAUTH_TOKEN_INVALID"));

    [Fact]
    public async Task Access_token_ends_after_an_hour()
    {
        var token = await TokenAsync();
        host.Clock.Turn(TimeSpan.FromSeconds(3599));

        (await host.SearchAsync(token, AllFields)).Status.ShouldBe(401);
    }

    [Fact]
    public async Task Token_without_the_ads_scope_is_denied()
    {
        var authorize = GoogleHost.Authorize();
        authorize["scope"] = "openid";
        var code = (await host.GoogleConsentAsync(authorize))["code"];
        var pair = (await host.GoogleTokenAsync(GoogleHost.Exchange(code))).Body;

        var answer = await host.SearchAsync(pair.GetProperty("access_token").GetString(), AllFields);

        Outcome(answer).ShouldBe((403, "PERMISSION_DENIED", "ACTION_NOT_PERMITTED"));
    }

    [Theory]
    [InlineData(null, 400, "INVALID_ARGUMENT", "DEVELOPER_TOKEN_PARAMETER_MISSING")]
    [InlineData("unknown", 401, "UNAUTHENTICATED", "DEVELOPER_TOKEN_INVALID")]
    [InlineData("pending", 403, "PERMISSION_DENIED", "DEVELOPER_TOKEN_NOT_APPROVED")]
    public async Task Developer_token_is_checked(string? developerToken, int http, string status, string code)
    {
        using var put = await host.Http.PutAsJsonAsync(
            "/sim/google-lead-form/developer-tokens/pending",
            new { approved = false }
        );

        var answer = await host.SearchAsync(await TokenAsync(), AllFields, developerToken: developerToken);

        Outcome(answer).ShouldBe((http, status, code));
    }

    [Theory]
    [InlineData(GoogleHost.BelowManager, null)]
    [InlineData(GoogleHost.BelowManager, GoogleHost.Direct)]
    [InlineData(GoogleHost.BelowManager, "111-111-1111")]
    [InlineData(GoogleHost.Direct, GoogleHost.Manager)]
    public async Task Login_customer_is_the_manager_in_digits(string customer, string? login) =>
        Outcome(await host.SearchAsync(await TokenAsync(), AllFields, customer, login: login))
            .ShouldBe((400, "INVALID_ARGUMENT", "INVALID_LOGIN_CUSTOMER_ID"));

    [Fact]
    public async Task Customer_of_another_user_is_denied() =>
        Outcome(await host.SearchAsync(await TokenAsync(), AllFields, "3333333333"))
            .ShouldBe((403, "PERMISSION_DENIED", "USER_PERMISSION_DENIED"));

    [Fact]
    public async Task Throttled_call_tells_when_to_come_back()
    {
        var token = await TokenAsync();
        await host.PostAsync("/sim/faults", new { provider = "google-lead-form", kind = "throttle" });

        var answer = await host.SearchAsync(token, AllFields);

        Outcome(answer).ShouldBe((429, "RESOURCE_EXHAUSTED", "RESOURCE_EXHAUSTED"));
        answer.Body.GetRawText().ShouldContain("\"retryDelay\":\"30s\"");
    }

    [Fact]
    public async Task Accounts_that_a_user_reaches_by_themselves_are_listed()
    {
        using var client = host.CreateClient();
        client.DefaultRequestHeaders.Add("Authorization", $"Bearer {await TokenAsync()}");
        client.DefaultRequestHeaders.Add("developer-token", GoogleHost.DeveloperToken);

        var answer = await client.GetFromJsonAsync<JsonElement>(
            "/googleads.googleapis.com/v23/customers:listAccessibleCustomers"
        );

        answer
            .GetProperty("resourceNames")
            .EnumerateArray()
            .Select(name => name.GetString())
            .ShouldBe([$"customers/{GoogleHost.Manager}", $"customers/{GoogleHost.Direct}"]);
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();

    private async Task<string?> TokenAsync() =>
        (await host.GoogleConnectAsync()).GetProperty("access_token").GetString();

    private async Task<string?> SubmitAsync(string customerId)
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        var sent = await host.PostAsync(
            "/sim/google-lead-form/leads",
            new
            {
                target = receiver.Address,
                key = "k-1",
                customerId,
            }
        );
        return sent.GetProperty("leadId").GetString();
    }

    private static List<string?> Ids((int Status, JsonElement Body) answer) =>
        [
            .. answer
                .Body[0]
                .GetProperty("results")
                .EnumerateArray()
                .Select(row => row.GetProperty("leadFormSubmissionData").GetProperty("id").GetString()),
        ];

    private static (int Http, string? Status, string? Code) Outcome((int Status, JsonElement Body) answer)
    {
        var error = answer.Body[0].GetProperty("error");
        var code = error.GetProperty("details")[0].GetProperty("errors")[0].GetProperty("errorCode");
        return (
            answer.Status,
            error.GetProperty("status").GetString(),
            code.EnumerateObject().Single().Value.GetString()
        );
    }
}
