using Crm.TestKit;
using Microsoft.Playwright;
using Xunit;

namespace Crm.Browser.Tests.Journeys;

/// <summary>A consent page, allowed, denied and allowed in part.</summary>
public sealed class ConnectTests(AppServer app) : IClassFixture<AppServer>
{
    private const string Platform = "tiktok";
    private const string Videos = "video.list";

    [BrowserTheory]
    [ClassData(typeof(Languages))]
    public async Task An_account_is_connected_when_its_owner_agrees(string language)
    {
        using var owner = await app.Server.RegisterTenantAsync();
        await using var visitor = await Visitor.SignInAsync(app, new Look(language), owner);

        await visitor.ConnectAsync(Platform);
        await Decide(visitor, "Allow");

        await visitor.SeesAsync(visitor.Say("integrations:return.connected"));
        await visitor.SeesAsync(visitor.Say("integrations:status.connected"));
        await Visitor.ArrivesAsync(visitor.Page, url => url.EndsWith("/integrations", StringComparison.Ordinal));

        await visitor
            .Page.GetByRole(AriaRole.Link, new() { Name = visitor.Say("integrations:button.profile") })
            .First.ClickAsync();
        await visitor.Heading("integrations:videos.title").WaitForAsync();
        await visitor.SeesAsync(visitor.Say("integrations:profile.followers"));
        visitor.ShouldHaveNoComplaint();
    }

    [BrowserTheory]
    [ClassData(typeof(Languages))]
    public async Task A_refusal_is_said_and_changes_nothing(string language)
    {
        using var owner = await app.Server.RegisterTenantAsync();
        await using var visitor = await Visitor.SignInAsync(app, new Look(language), owner);

        await visitor.ConnectAsync(Platform);
        await Decide(visitor, "Deny");

        await visitor.SeesAsync(visitor.Say("integrations:return.failed"));
        await visitor.SeesAsync(visitor.Say("integrations:code.access_denied"));
        visitor.ShouldHaveNoComplaint();
    }

    [BrowserTheory]
    [ClassData(typeof(Languages))]
    public async Task A_right_that_was_unticked_is_named(string language)
    {
        using var owner = await app.Server.RegisterTenantAsync();
        await using var visitor = await Visitor.SignInAsync(app, new Look(language), owner);

        await visitor.ConnectAsync(Platform);
        await visitor.Page.Locator($"input[name=scope][value='{Videos}']").UncheckAsync();
        await Decide(visitor, "Allow");

        await visitor.SeesAsync(visitor.Say("integrations:return.connected"));
        await visitor.SeesAsync(visitor.Say("integrations:return.missingScopes"));
        await visitor.SeesAsync(Videos);
        visitor.ShouldHaveNoComplaint();
    }

    private static Task Decide(Visitor visitor, string decision) =>
        visitor.Page.GetByRole(AriaRole.Button, new() { Name = decision, Exact = true }).ClickAsync();
}
