using Crm.TestKit;
using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace Crm.Browser.Tests.Screens;

/// <summary>
/// Every screen, photographed and held against what everybody must be able to read. The pictures lie in <c>artifacts/screens</c>, to be
/// looked at. <c>CRM_TEST_LOOKS=all</c> takes three languages, two widths and both colour schemes; the suite takes each of these once.
/// </summary>
public sealed class ScreensTests(AppServer app) : IClassFixture<AppServer>
{
    private const int Wide = 1280;
    private const int Narrow = 390;

    private static readonly string Pictures = Path.Combine(Prerequisites.Root, "artifacts", "screens");

    public static TheoryData<string, int, ColorScheme> Looks()
    {
        var looks = new TheoryData<string, int, ColorScheme>();
        if (Environment.GetEnvironmentVariable("CRM_TEST_LOOKS") == "all")
        {
            foreach (var language in (string[])["tr", "ar", "en"])
            {
                foreach (var width in (int[])[Wide, Narrow])
                {
                    looks.Add(language, width, ColorScheme.Light);
                    looks.Add(language, width, ColorScheme.Dark);
                }
            }
        }
        else
        {
            looks.Add("tr", Wide, ColorScheme.Light);
            looks.Add("ar", Narrow, ColorScheme.Dark);
            looks.Add("en", Wide, ColorScheme.Dark);
        }

        return looks;
    }

    [BrowserTheory]
    [MemberData(nameof(Looks))]
    public async Task Every_screen_can_be_read_by_everybody(string language, int width, ColorScheme scheme)
    {
        var look = new Look(language, width, scheme);
        var company = await FullCompany.CreateAsync(app);
        var faults = new List<string>();
        foreach (var group in Screen.Of(company).GroupBy(screen => screen.Who))
        {
            await using var visitor = await EnterAsync(group.Key, look, company);
            foreach (var screen in group)
            {
                faults.AddRange((await FaultsAsync(visitor, screen)).Select(fault => $"{screen.Name} {look}: {fault}"));
            }

            faults.AddRange(visitor.Complaints);
        }

        faults.ShouldBeEmpty();
    }

    private async Task<Visitor> EnterAsync(Who who, Look look, FullCompany company)
    {
        if (who is Who.Owner)
        {
            return await Visitor.SignInAsync(app, look, company.Owner);
        }

        var visitor = await Visitor.OpenAsync(app, look);
        if (who is Who.PlatformAdmin)
        {
            await visitor.EnterAsync(World.PlatformAdmin[0].Value, World.PlatformAdmin[1].Value);
        }

        return visitor;
    }

    private static async Task<IReadOnlyList<string>> FaultsAsync(Visitor visitor, Screen screen)
    {
        await visitor.VisitAsync(screen.Path);
        await visitor.Page.ScreenshotAsync(
            new() { Path = Path.Combine(Pictures, visitor.Look.ToString(), $"{screen.Name}.png"), FullPage = true }
        );

        return [.. await visitor.AxeAsync(), .. await visitor.CutOffAsync()];
    }
}
