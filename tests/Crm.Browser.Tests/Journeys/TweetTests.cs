using Crm.TestKit;
using Microsoft.Playwright;
using Xunit;

namespace Crm.Browser.Tests.Journeys;

/// <summary>A post to X: written and sent, scheduled, failed and sent again.</summary>
public sealed class TweetTests(AppServer app) : IClassFixture<AppServer>
{
    [BrowserTheory]
    [ClassData(typeof(Languages))]
    public async Task A_tweet_is_written_and_sent(string language)
    {
        using var owner = await WithXAsync();
        await using var visitor = await Visitor.SignInAsync(app, new Look(language), owner);

        await WriteAsync(visitor, "Günaydın İstanbul ☕");
        await visitor.Button("social:send.tweet").ClickAsync();

        await visitor.SeesAsync(visitor.Say("social:status.published"));
        await visitor.SeesAsync("Günaydın İstanbul");
        visitor.ShouldHaveNoComplaint();
    }

    [BrowserTheory]
    [ClassData(typeof(Languages))]
    public async Task A_tweet_is_scheduled_by_the_companys_clocks(string language)
    {
        using var owner = await WithXAsync();
        await using var visitor = await Visitor.SignInAsync(app, new Look(language), owner);

        await WriteAsync(visitor, "Yarın görüşürüz");
        await visitor.Page.GetByRole(AriaRole.Radio, new() { Name = visitor.Say("social:when.later") }).CheckAsync();
        await visitor.Button("social:send.later").ClickAsync();

        await visitor.SeesAsync(visitor.Say("social:status.scheduled"));
        visitor.ShouldHaveNoComplaint();
    }

    [BrowserTheory]
    [ClassData(typeof(Languages))]
    public async Task A_tweet_that_was_refused_says_why_and_is_sent_again(string language)
    {
        using var owner = await WithXAsync();
        await using var visitor = await Visitor.SignInAsync(app, new Look(language), owner);
        await app.Platforms.FaultAsync("x", "status", 403, times: 1, path: "/2/tweets");

        await WriteAsync(visitor, "İkinci deneme");
        await visitor.Button("social:send.tweet").ClickAsync();
        await visitor.SeesAsync(visitor.Say("social:status.failed"));
        await visitor
            .Page.GetByRole(AriaRole.Link, new() { Name = "İkinci deneme" })
            .Or(visitor.Page.GetByText("İkinci deneme"))
            .First.ClickAsync();
        await visitor.Button("social:target.retry").First.ClickAsync();

        await visitor.SeesAsync(visitor.Say("social:status.published"));
        visitor.ShouldHaveNoComplaint();
    }

    private async Task<SignedIn> WithXAsync()
    {
        var owner = await app.Server.RegisterTenantAsync();
        await app.Platforms.ConnectXAsync(owner);

        return owner;
    }

    private static async Task WriteAsync(Visitor visitor, string text)
    {
        await visitor.VisitAsync("/social");
        await visitor.Page.GetByRole(AriaRole.Checkbox).First.CheckAsync();
        await visitor
            .Page.GetByRole(AriaRole.Textbox, new() { Name = visitor.Say("social:text.label", ("platform", "X")) })
            .First.FillAsync(text);
    }
}
