using System.Text.Json;
using Crm.ProviderSimulator.Tests.Meta;
using static Crm.ProviderSimulator.Tests.Meta.GraphClient;

namespace Crm.ProviderSimulator.Tests.MetaLeads;

public sealed class LeadReadTests : IAsyncDisposable
{
    private readonly SimulatorHost host = new();

    [Fact]
    public async Task Page_token_comes_from_the_accounts_of_the_person_and_reads_forms()
    {
        var accounts = await host.ReadAsync("/me/accounts?fields=id,name,access_token,tasks", UserToken);
        var page = accounts.Data().Single(found => found.Text("id") == Page);

        var forms = await host.ReadAsync(
            $"/{Page}/leadgen_forms?fields=id,name,status,locale,questions,leads_count",
            page.Text("access_token")
        );

        page.GetProperty("tasks")[0].GetString().ShouldBe("ADVERTISE");
        var form = forms.Data().Single(found => found.Text("id") == Form);
        form.GetProperty("questions")[3].GetProperty("options")[0].Text("key").ShouldBe("k1");
    }

    [Fact]
    public async Task Lead_has_several_values_a_time_without_colon_and_consent_outside_its_answers()
    {
        var id = await SubmitAsync(
            new { disclaimers = new[] { new { checkboxKey = "optional_1", isChecked = true } } }
        );

        var lead = await host.ReadAsync(
            $"/{id}?fields=id,created_time,field_data,ad_id,is_organic,platform,custom_disclaimer_responses"
        );

        lead.Text("created_time").ShouldBe("2026-06-01T12:00:00+0000");
        lead.GetProperty("field_data")[3].GetProperty("values").GetArrayLength().ShouldBe(2);
        lead.GetProperty("custom_disclaimer_responses")[0].Text("is_checked").ShouldBe("1");
        lead.Text("ad_id").ShouldBe("120200000000000701");
        ((decimal)double.Parse(id, System.Globalization.CultureInfo.InvariantCulture)).ShouldNotBe(
            decimal.Parse(id, System.Globalization.CultureInfo.InvariantCulture)
        );
    }

    [Fact]
    public async Task Lead_is_refused_to_who_may_not_read_it()
    {
        var id = await SubmitAsync(new { });
        var foreign = await host.PlantTokenAsync(new { kind = "page", subjectId = SecondPage });
        var withoutPermission = await host.PlantTokenAsync(
            new { kind = "page", scopes = List("pages_manage_metadata") }
        );

        (await host.ReadAsync($"/{id}", token: null)).Code().ShouldBe("104");
        (await host.ReadAsync($"/{id}", "EAAunknown")).Code().ShouldBe("190");
        (await host.ReadAsync($"/{id}", UserToken)).Code().ShouldBe("210");
        (await host.ReadAsync($"/{id}", foreign)).Code().ShouldBe("100/33");
        (await host.ReadAsync($"/{id}", withoutPermission)).Code().ShouldBe("200");
        (await host.ReadAsync($"/{id}?fields=id,post_code_of_lead")).Code().ShouldBe("100");
        (await host.ReadAsync("/444444444444")).Code().ShouldBe("100/33");
    }

    [Theory]
    [InlineData("no_app", false, "100/33")]
    [InlineData("no_person", true, "200")]
    public async Task Leads_access_manager_blocks_reading(string access, bool tells, string code)
    {
        var id = await SubmitAsync(new { });
        await host.PutAsync($"/sim/meta/pages/{Page}", new { leadsAccess = access });
        await host.PutAsync("/sim/meta-leads/settings", new { leadsAccessTells = tells });

        (await host.ReadAsync($"/{id}")).Code().ShouldBe(code);
    }

    [Fact]
    public async Task Person_without_the_task_reads_no_leads_and_without_a_role_their_token_is_dead()
    {
        var id = await SubmitAsync(new { });
        await PeopleAsync(new() { [User] = ["ANALYZE"] });
        (await host.ReadAsync($"/{id}")).Code().ShouldBe("200");

        await PeopleAsync([]);
        (await host.ReadAsync($"/{id}")).Code().ShouldBe("190/492");
    }

    [Fact]
    public async Task Fresh_lead_can_be_late_and_an_old_one_is_gone()
    {
        var fresh = await SubmitAsync(new { hiddenReads = 1 });
        var old = await SubmitAsync(new { ageDays = 91 });

        (await host.ReadAsync($"/{fresh}")).Code().ShouldBe("100/33");
        (await host.ReadAsync($"/{fresh}")).Code().ShouldBe("");
        (await host.ReadAsync($"/{old}")).Code().ShouldBe("100/33");
        host.Clock.Turn(TimeSpan.FromDays(89));
        (await host.ReadAsync($"/{fresh}")).Code().ShouldBe("");
        host.Clock.Turn(TimeSpan.FromDays(2));
        var longLived = await host.PlantTokenAsync(new { kind = "page" });
        (await host.ReadAsync($"/{fresh}", longLived)).Code().ShouldBe("100/33");
    }

    [Fact]
    public async Task Ad_fields_need_their_permission()
    {
        var id = await SubmitAsync(new { });
        var token = await host.PlantTokenAsync(new { kind = "page", scopes = List("leads_retrieval") });

        (await host.ReadAsync($"/{id}?fields=id,ad_id", token)).TryGetProperty("ad_id", out _).ShouldBeFalse();
        await host.PutAsync("/sim/meta-leads/settings", new { refuseAdFields = true });
        (await host.ReadAsync($"/{id}?fields=id,ad_id", token)).Code().ShouldBe("200");
        (await host.ReadAsync($"/{id}?fields=id,created_time,field_data,form_id", token)).Code().ShouldBe("");
    }

    [Fact]
    public async Task Leads_of_a_form_are_listed_newest_first_in_pages_and_after_a_time()
    {
        await SubmitAsync(new { count = 5, silent = true });
        var path = $"/{Form}/leads?fields=id,created_time&limit=2";

        var ids = new List<string>();
        for (var next = Facebook + path; next is not null; )
        {
            var page = await host.ReadAsync(next);
            ids.AddRange(page.Data().Select(lead => lead.Text("id")));
            next = page.GetProperty("paging").TryGetProperty("next", out var url)
                ? new Uri(url.GetString()!).PathAndQuery
                : null;
        }

        ids.Distinct().Count().ShouldBe(5);
        ids.ShouldBeInOrder(SortDirection.Descending);
        var second = host.Clock.GetUtcNow().ToUnixTimeSeconds() - 2;
        var filter = $$"""[{"field":"time_created","operator":"GREATER_THAN","value":{{second}}}]""";
        var filtered = await host.ReadAsync($"{path}&filtering={Uri.EscapeDataString(filter)}");
        filtered.Data().Select(lead => lead.Text("id")).ShouldBe(ids.Take(2));
        (await host.ReadAsync($"{path}&filtering=nonsense")).Code().ShouldBe("100");
        (await host.ReadAsync("/120200000000000701/leads")).Data().Count.ShouldBe(5);
    }

    [Fact]
    public async Task Calls_beyond_the_budget_are_throttled_until_a_day_has_passed()
    {
        await host.PutAsync("/sim/meta-leads/settings", new { callsPerLead = 2, callsWithoutLeads = 1 });
        (await host.ReadAsync($"/{Form}/leads")).Code().ShouldBe("");
        (await host.ReadAsync($"/{Form}/leads")).Code().ShouldBe("80005");
        var id = await SubmitAsync(new { });
        (await host.ReadAsync($"/{id}")).Code().ShouldBe("");

        using var request = new HttpRequestMessage(HttpMethod.Get, $"{Facebook}/{id}?access_token={PageToken}");
        using var response = await host.Http.SendAsync(request);

        ((int)response.StatusCode).ShouldBe(400);
        var usage = JsonElement.Parse(response.Headers.GetValues("X-Business-Use-Case-Usage").Single());
        usage.GetProperty(Page)[0].Text("type").ShouldBe("leadgen");
        usage.GetProperty(Page)[0].GetProperty("estimated_time_to_regain_access").GetInt32().ShouldBe(1440);
        host.Clock.Turn(TimeSpan.FromHours(24));
        (await host.ReadAsync($"/{id}")).Code().ShouldBe("");
    }

    [Fact]
    public async Task New_questions_are_a_new_version_and_older_leads_keep_their_answers()
    {
        var before = await SubmitAsync(new { });
        await host.PutAsync(
            $"/sim/meta-leads/forms/{Form}",
            new { questions = new[] { new { key = "work_email", label = "İş e-postası" } } }
        );
        var after = await SubmitAsync(new { });

        Names(await host.ReadAsync($"/{before}")).ShouldContain("full_name");
        Names(await host.ReadAsync($"/{after}")).ShouldBe(["work_email"]);
        (await host.ReadAsync($"/{Form}?fields=questions")).GetProperty("questions").GetArrayLength().ShouldBe(1);
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();

    private static IEnumerable<string> Names(JsonElement lead) =>
        lead.GetProperty("field_data").EnumerateArray().Select(answer => answer.Text("name"));

    private Task PeopleAsync(Dictionary<string, string[]> people) =>
        host.PutAsync($"/sim/meta/pages/{Page}", new { people });

    private async Task<string> SubmitAsync(object order) =>
        (await host.PostAsync("/sim/meta-leads/leads", order)).Text("leadId");
}
