using System.Diagnostics;
using System.Globalization;
using Crm.TestKit;
using Shouldly;
using Xunit;

namespace Crm.Browser.Tests.Speed;

/// <summary>From the platform's webhook to the row on an open page.</summary>
[Trait("Category", "Alone")]
public sealed class LiveRowTests(AppServer app) : IClassFixture<AppServer>
{
    private const int Leads = 500;
    private const int PerSecond = 50;
    private const double MostMs = 2_000;

    [BrowserFact]
    public async Task Of_fifty_leads_a_second_nineteen_in_twenty_are_on_the_page_within_two_seconds()
    {
        using var owner = await app.Server.RegisterTenantAsync();
        await using var visitor = await Visitor.SignInAsync(app, new Look("en"), owner);
        var address = await Platforms.CreateLeadFormAccountAsync(owner);
        // High enough that a row is not pushed out of sight before it could be seen.
        await visitor.Page.SetViewportSizeAsync(1280, 6000);
        await visitor.VisitAsync("/leads");
        // Notes when each name is first on the page, by the page's own clock, which is this machine's.
        await visitor.Page.EvaluateAsync(
            """
            () => {
              window.seen = {};
              const look = () => {
                for (const [name] of document.body.innerText.matchAll(/Aday-\d+-/g)) window.seen[name] ??= Date.now();
              };
              new MutationObserver(look).observe(document.body, { childList: true, subtree: true, characterData: true });
            }
            """
        );

        using var sender = app.Server.CreateClient();
        // Once on the whole way, as on a server that runs.
        await Platforms.DeliverAsync(sender, address, "Birinci", Leads);
        await visitor.SeesAsync("Birinci");
        var sent = new Dictionary<string, double>(StringComparer.Ordinal);
        var clock = Stopwatch.StartNew();
        var answers = new List<Task>();
        for (var number = 0; number < Leads; number++)
        {
            var due = TimeSpan.FromSeconds((double)number / PerSecond);
            if (due > clock.Elapsed)
            {
                await Task.Delay(due - clock.Elapsed);
            }

            var name = string.Create(CultureInfo.InvariantCulture, $"Aday-{number}-");
            sent[name] = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
            answers.Add(Platforms.DeliverAsync(sender, address, name, number));
        }

        await Task.WhenAll(answers);
        await visitor.Page.GetByText($"Aday-{Leads - 1}-").First.WaitForAsync();
        var seen = await visitor.Page.EvaluateAsync<Dictionary<string, double>>("() => window.seen");
        var waits = seen.Where(one => sent.ContainsKey(one.Key))
            .Select(one => one.Value - sent[one.Key])
            .Order()
            .ToList();

        waits.Count.ShouldBeGreaterThan(Leads / 2);
        waits[(int)(waits.Count * 0.95)].ShouldBeLessThan(MostMs);
    }
}
