using Crm.ProviderSimulator.Tests.Meta;

namespace Crm.ProviderSimulator.Tests.Clients;

public sealed class MetaLeadsClientTests
{
    [NodeClientFact]
    public async Task Business_sdk_lists_forms_and_leads_reads_a_lead_and_is_refused_with_a_wrong_token()
    {
        await using var simulator = new ListeningSimulator();
        using var submitted = await simulator.Http.PostAsJsonAsync(
            "/sim/meta-leads/leads",
            new { count = 3, silent = true }
        );
        var leads = await submitted.Content.ReadFromJsonAsync<System.Text.Json.JsonElement>();
        var ids = leads.GetProperty("leadIds").EnumerateArray().Select(id => id.GetString()!).ToList();

        var answer = await ReadAsync(simulator, ids[0], GraphClient.PageToken);
        var refused = await ReadAsync(simulator, ids[0], "EAAwrong");

        answer.GetProperty("formIds").GetArrayLength().ShouldBe(2);
        answer
            .GetProperty("leadIds")
            .EnumerateArray()
            .Select(id => id.GetString())
            .ShouldBe(ids.AsEnumerable().Reverse());
        answer.GetProperty("lead").Text("id").ShouldBe(ids[0]);
        answer.GetProperty("lead").GetProperty("field_data")[0].Text("name").ShouldBe("full_name");
        refused.Text("refused").ShouldContain("Invalid OAuth access token");
    }

    private static Task<System.Text.Json.JsonElement> ReadAsync(
        ListeningSimulator simulator,
        string lead,
        string token
    ) =>
        NodeClient.RunAsync(
            simulator,
            "meta-leads.cjs",
            new
            {
                page = GraphClient.Page,
                form = GraphClient.Form,
                lead,
                token,
            }
        );
}
