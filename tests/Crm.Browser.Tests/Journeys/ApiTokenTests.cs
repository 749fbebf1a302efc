using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Crm.TestKit;
using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace Crm.Browser.Tests.Journeys;

/// <summary>A partner's token: created, used, narrowed, revoked.</summary>
public sealed class ApiTokenTests(AppServer app) : IClassFixture<AppServer>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    [BrowserTheory]
    [ClassData(typeof(Languages))]
    public async Task A_token_is_shown_once_works_is_narrowed_and_ends(string language)
    {
        using var owner = await app.Server.RegisterTenantAsync();
        await using var visitor = await Visitor.SignInAsync(app, new Look(language), owner);
        await visitor.VisitAsync("/settings/api-access");
        await visitor.Button("api-access:create.action").First.ClickAsync();
        var dialog = visitor.Page.GetByRole(AriaRole.Dialog);
        await dialog.GetByRole(AriaRole.Textbox).First.FillAsync("Wi-Fi");
        await dialog
            .GetByRole(AriaRole.Radio, new() { Name = visitor.Say("api-access:level.write.title") })
            .CheckAsync();
        await visitor.Button("api-access:create.submit").ClickAsync();
        var token = await dialog.GetByText("crm_").First.InnerTextAsync();
        await visitor.Button("api-access:issued.kept").ClickAsync();

        using var partner = app.Server.CreateClient();
        partner.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token.Trim());
        (await CreateAsync(partner)).ShouldBe(HttpStatusCode.Created);

        await visitor.Page.GetByRole(AriaRole.Link, new() { Name = "Wi-Fi", Exact = true }).ClickAsync();
        await visitor
            .Page.GetByRole(AriaRole.Radio, new() { Name = visitor.Say("api-access:level.read.title") })
            .CheckAsync();
        await visitor.Button("api-access:edit.narrow").ClickAsync();
        await UntilAsync(async () => await CreateAsync(partner) == HttpStatusCode.Forbidden);
        (await ReadAsync(partner)).ShouldBe(HttpStatusCode.OK);

        await visitor.Button("common:delete").First.ClickAsync();
        await visitor
            .Page.GetByRole(AriaRole.Dialog)
            .GetByRole(AriaRole.Button, new() { Name = visitor.Say("common:delete") })
            .ClickAsync();
        await visitor.SeesAsync(visitor.Say("api-access:empty.title"));
        await UntilAsync(async () => await ReadAsync(partner) == HttpStatusCode.Unauthorized);
        visitor.ShouldHaveNoComplaint();
    }

    private static Task UntilAsync(Func<Task<bool>> holds) =>
        Poll.UntilAsync(holds, Patience, "The server still lets the token do it.");

    private static async Task<HttpStatusCode> ReadAsync(HttpClient partner)
    {
        using var answer = await partner.GetAsync("/api/v1/leads");

        return answer.StatusCode;
    }

    private static async Task<HttpStatusCode> CreateAsync(HttpClient partner)
    {
        using var answer = await partner.PostAsJsonAsync(
            "/api/v1/leads",
            new { fullName = "Misafir", onDuplicate = "create" }
        );

        return answer.StatusCode;
    }
}
