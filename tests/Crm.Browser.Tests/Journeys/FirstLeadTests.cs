using Crm.TestKit;
using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace Crm.Browser.Tests.Journeys;

/// <summary>From the first sign-up to the first lead.</summary>
public sealed class FirstLeadTests(AppServer app) : IClassFixture<AppServer>
{
    private const string Lead = "Çağla Şimşek";

    [BrowserTheory]
    [ClassData(typeof(Languages))]
    public async Task Somebody_new_signs_up_and_sees_their_first_lead_come_in(string language)
    {
        await using var visitor = await Visitor.OpenAsync(app, new Look(language));
        await SignUpAsync(visitor);

        await visitor.Heading("dashboard:steps.title").WaitForAsync();
        await visitor.SeesAsync(visitor.Say("dashboard:steps.connect.title"));
        var html = visitor.Page.Locator("html");
        (await html.GetAttributeAsync("dir")).ShouldBe(visitor.Look.IsRightToLeft ? "rtl" : "ltr");
        (await html.GetAttributeAsync("lang")).ShouldBe(language);

        await visitor.ConnectAsync("tiktok_leads");
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Confirm" }).ClickAsync();
        await visitor.SeesAsync(visitor.Say("integrations:return.connected"));

        await visitor.VisitAsync("/leads");
        await visitor.SeesAsync(visitor.Say("leads:empty.title"));
        await app.Platforms.FillFormAsync(Lead, "0532 123 45 67");

        // The page is open; nobody reloads it.
        var row = visitor.Page.GetByText(Lead).First;
        await row.WaitForAsync();
        await row.ClickAsync();
        var drawer = visitor.Page.GetByRole(AriaRole.Dialog);
        await drawer.GetByRole(AriaRole.Tab, new() { Name = visitor.Say("leads:tab.submissions") }).ClickAsync();
        await drawer.GetByText(Lead).First.WaitForAsync();
        (await drawer.InnerTextAsync()).ShouldContain("0532 123 45 67");
        visitor.ShouldHaveNoComplaint();
    }

    private static async Task SignUpAsync(Visitor visitor)
    {
        await visitor.VisitAsync("/register");
        await visitor.Field("sign-in:tenantName").FillAsync("İstanbul Kahvecisi");
        await visitor.Field("sign-in:fullName").FillAsync("Işıl Yıldız");
        await visitor.Page.Locator("input[type=email]").FillAsync($"isil-{visitor.Look.Language}@kahve.example");
        await visitor.Page.Locator("input[type=password]").FillAsync(World.Password);
        await visitor.Button("sign-in:register.submit").ClickAsync();
    }
}
