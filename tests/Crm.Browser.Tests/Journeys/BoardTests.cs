using System.Net.Http.Json;
using System.Text.Json;
using Crm.TestKit;
using Microsoft.Playwright;
using Xunit;

namespace Crm.Browser.Tests.Journeys;

/// <summary>The board from the keyboard alone.</summary>
public sealed class BoardTests(AppServer app) : IClassFixture<AppServer>
{
    private const string Name = "Ömer Çelik";

    [BrowserTheory]
    [ClassData(typeof(Languages))]
    public async Task A_lead_is_brought_to_the_next_stage_without_a_mouse(string language)
    {
        using var owner = await app.Server.RegisterTenantAsync();
        using var created = await owner.Client.PostAsJsonAsync("/api/v1/leads", new { fullName = Name });
        var id = (await created.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
        await using var visitor = await Visitor.SignInAsync(app, new Look(language), owner);
        await visitor.VisitAsync("/leads/board");
        var handle = visitor.Page.Locator("[aria-roledescription]").First;
        await handle.WaitForAsync();

        await handle.FocusAsync();
        await visitor.Page.Keyboard.PressAsync("Space");
        await SpokenAsync(visitor, visitor.Say("leads:stage.new"));
        // Towards where the next column stands, which is the other side where one reads from right to left.
        await visitor.Page.Keyboard.PressAsync(visitor.Look.IsRightToLeft ? "ArrowLeft" : "ArrowRight");
        await SpokenAsync(visitor, visitor.Say("leads:stage.contacted"));
        await visitor.Page.Keyboard.PressAsync("Space");

        await Poll.UntilAsync(
            async () => await StatusAsync(owner, id) == "contacted",
            "the lead is still where it was"
        );
        await visitor
            .Page.Locator("section", new() { HasText = visitor.Say("leads:stage.contacted") })
            .GetByText(Name)
            .First.WaitForAsync();

        await visitor.Button("common:undo").ClickAsync();
        await Poll.UntilAsync(async () => await StatusAsync(owner, id) == "new", "it was not taken back");
        visitor.ShouldHaveNoComplaint();
    }

    private static Task SpokenAsync(Visitor visitor, string words) =>
        visitor
            .Page.Locator("[aria-live=assertive]", new() { HasText = words })
            .First.WaitForAsync(new() { State = WaitForSelectorState.Attached });

    private static async Task<string?> StatusAsync(SignedIn owner, Guid id) =>
        (await owner.Client.GetFromJsonAsync<JsonElement>($"/api/v1/leads/{id}")).GetProperty("status").GetString();
}
