using System.Net.Http.Json;
using System.Text.Json;
using Crm.TestKit;
using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace Crm.Browser.Tests.Sessions;

/// <summary>However many tabs are open, there is one sign-in.</summary>
public sealed class TabsTests(AppServer app) : IClassFixture<AppServer>
{
    private const string SignOut = "/api/v1/auth/logout";
    private const string Renewal = "/api/v1/auth/refresh";
    private const int Tabs = 4;

    [BrowserFact]
    public async Task Several_tabs_whose_token_ends_at_once_renew_it_once()
    {
        using var owner = await app.Server.RegisterTenantAsync();
        await using var visitor = await Visitor.SignInAsync(app, new Look("en"), owner);
        await visitor.VisitAsync("/leads");
        var tabs = new List<IPage> { visitor.Page };
        while (tabs.Count < Tabs)
        {
            var tab = await visitor.NewTabAsync();
            await tab.GotoAsync("/leads");
            await tab.GetByRole(AriaRole.Heading, new() { Level = 1 }).WaitForAsync();
            tabs.Add(tab);
        }

        var renewals = 0;
        var refused = 0;
        foreach (var tab in tabs)
        {
            tab.Request += (_, request) =>
                Interlocked.Add(ref renewals, request.Url.EndsWith(Renewal, StringComparison.Ordinal) ? 1 : 0);
            // As if the token had ended: the next call of each tab is refused.
            await tab.RouteAsync(
                url => url.Contains("/api/v1/leads", StringComparison.Ordinal),
                async route =>
                {
                    Interlocked.Increment(ref refused);
                    await route.FulfillAsync(new() { Status = 401, Body = "{}" });
                },
                new() { Times = 1 }
            );
        }

        using var created = await owner.Client.PostAsJsonAsync("/api/v1/leads", new { fullName = "Deniz Yıldız" });

        foreach (var tab in tabs)
        {
            await tab.GetByText("Deniz Yıldız").First.WaitForAsync();
        }

        refused.ShouldBe(Tabs);
        renewals.ShouldBe(1);
        visitor.ShouldHaveNoComplaint();
    }

    [BrowserFact]
    public async Task Who_signs_out_in_one_tab_is_signed_out_in_all_and_by_the_server()
    {
        using var owner = await app.Server.RegisterTenantAsync();
        await using var visitor = await Visitor.SignInAsync(app, new Look("tr"), owner);
        var other = await visitor.NewTabAsync();
        await other.GotoAsync("/leads");
        await other.GetByRole(AriaRole.Heading, new() { Level = 1 }).WaitForAsync();

        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "menüsü" }).ClickAsync();
        await visitor.Page.GetByRole(AriaRole.Menuitem, new() { Name = "Çıkış yap" }).ClickAsync();

        await Visitor.ArrivesAsync(other, IsSignIn);
        await Visitor.ArrivesAsync(visitor.Page, IsSignIn);
        await other.GotoAsync("/leads");
        await Visitor.ArrivesAsync(other, IsSignIn);
    }

    [BrowserFact]
    public async Task A_sign_out_that_the_server_missed_ends_the_old_sign_in_and_never_the_next()
    {
        using var owner = await app.Server.RegisterTenantAsync();
        await using var visitor = await Visitor.SignInAsync(app, new Look("en"), owner);
        await visitor.Page.RouteAsync(
            url => url.EndsWith(SignOut, StringComparison.Ordinal),
            route => route.AbortAsync()
        );
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "menu" }).Last.ClickAsync();
        await visitor.Page.GetByRole(AriaRole.Menuitem, new() { Name = "Sign out" }).ClickAsync();
        await Visitor.ArrivesAsync(visitor.Page, IsSignIn);
        await visitor.Page.Locator("input[type=email]").FillAsync(owner.Email);
        await visitor.Page.Locator("input[type=password]").FillAsync(World.Password);
        await visitor.Page.UnrouteAllAsync();
        await visitor.Page.Locator("button[type=submit]").ClickAsync();
        await Visitor.ArrivesAsync(visitor.Page, url => !IsSignIn(url));

        await visitor.VisitAsync("/leads");

        IsSignIn(visitor.Page.Url).ShouldBeFalse();
        var sessions = await owner.Client.GetFromJsonAsync<JsonElement>("/api/v1/auth/sessions");
        sessions.GetProperty("data").GetArrayLength().ShouldBe(2, "the program's and the browser's new one");
    }

    [BrowserFact]
    public async Task No_token_lies_where_a_script_could_find_it()
    {
        using var owner = await app.Server.RegisterTenantAsync();
        await using var visitor = await Visitor.SignInAsync(app, new Look("en"), owner);

        var found = await visitor.Page.EvaluateAsync<string>(
            "() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, location.href])"
        );

        found.ShouldNotContain("eyJ");
        found.ShouldNotContain("crm_refresh");
    }

    private static bool IsSignIn(string url) => url.Contains("/sign-in", StringComparison.Ordinal);
}
