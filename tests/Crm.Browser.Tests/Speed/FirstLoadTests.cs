using System.Collections.Concurrent;
using Crm.TestKit;
using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace Crm.Browser.Tests.Speed;

/// <summary>How much JavaScript a cold cache has to fetch, in kB (1000 bytes) as gzip packs it.</summary>
public sealed class FirstLoadTests(AppServer app) : IClassFixture<AppServer>
{
    private const double MostForSignIn = 250;
    private const double MostForFirstScreen = 400;

    [BrowserFact]
    public async Task The_sign_in_and_the_first_screen_are_light()
    {
        using var owner = await app.Server.RegisterTenantAsync();
        await using var visitor = await Visitor.OpenAsync(app, new Look("ar"));
        var scripts = new ConcurrentDictionary<string, byte>(StringComparer.Ordinal);
        visitor.Page.Response += (_, response) =>
        {
            if (response.Url.EndsWith(".js", StringComparison.Ordinal))
            {
                scripts.TryAdd(new Uri(response.Url).AbsolutePath, 0);
            }
        };

        await visitor.VisitAsync("/sign-in");
        await visitor.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        Packed(scripts.Keys).ShouldBeInRange(1, MostForSignIn);

        await visitor.EnterAsync(owner.Email, World.Password);
        await visitor
            .Heading("dashboard:latest.title")
            .Or(visitor.Heading("dashboard:steps.title"))
            .First.WaitForAsync();
        await visitor.SettleAsync();
        Packed(scripts.Keys).ShouldBeInRange(1, MostForFirstScreen);
    }

    private static double Packed(IEnumerable<string> scripts) =>
        scripts.Sum(script => new FileInfo(Prerequisites.BuiltApp + script + ".gz").Length) / 1000.0;
}
