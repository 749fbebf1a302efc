using System.Net.Http.Json;
using System.Text.Json;
using Crm.TestKit;
using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace Crm.Browser.Tests.Journeys;

/// <summary>What people type as they write at home: digits of their own, capitals of their own.</summary>
public sealed class WordsTests(AppServer app) : IClassFixture<AppServer>
{
    [BrowserTheory]
    [InlineData("tr", "0532 123 45 67", "istanbul")]
    [InlineData("ar", "٠٥٣٢ ١٢٣ ٤٥ ٦٧", "ISTANBUL")]
    [InlineData("en", "۰۵۳۲ ۱۲۳ ۴۵ ۶۷", "ıstanbul")]
    public async Task A_lead_is_written_down_and_found_again(string language, string phone, string search)
    {
        using var owner = await app.Server.RegisterTenantAsync();
        await using var visitor = await Visitor.SignInAsync(app, new Look(language), owner);
        await visitor.VisitAsync("/leads");
        await visitor.Button("leads:new.open").First.ClickAsync();
        var dialog = visitor.Page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel(visitor.Say("leads:field.name")).FillAsync("İSTANBUL Otelcilik");
        await dialog.GetByLabel(visitor.Say("leads:field.phone")).FillAsync(phone);
        await dialog
            .GetByRole(AriaRole.Button, new() { Name = visitor.Say("leads:new.submit"), Exact = true })
            .ClickAsync();
        await visitor.SeesAsync("İSTANBUL Otelcilik");

        await visitor.VisitAsync("/leads");
        await visitor
            .Page.GetByRole(AriaRole.Searchbox)
            .Or(visitor.Page.GetByLabel(visitor.Say("leads:filter.search")))
            .First.FillAsync("yok böyle biri");
        await visitor.SeesAsync(visitor.Say("leads:noneFound.title"));
        await visitor.Page.GetByLabel(visitor.Say("leads:filter.search")).First.FillAsync(search);
        await visitor.SeesAsync("İSTANBUL Otelcilik");

        var lead = (await owner.Client.GetFromJsonAsync<JsonElement>("/api/v1/leads")).GetProperty("data")[0];
        lead.GetProperty("phone").GetString().ShouldBe("+905321234567");
        visitor.ShouldHaveNoComplaint();
    }

    [BrowserFact]
    public async Task Another_language_turns_the_page_and_keeps_what_was_typed()
    {
        await using var visitor = await Visitor.OpenAsync(app, new Look("en"));
        await visitor.VisitAsync("/register");
        await visitor.Field("sign-in:tenantName").FillAsync("Deniz Otel");

        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "العربية" }).ClickAsync();

        await visitor.SeesAsync(Words.Of("ar", "sign-in:register.title"));
        await Assertions.Expect(visitor.Page.Locator("html")).ToHaveAttributeAsync("dir", "rtl");
        (await visitor.Page.Locator("input[autocomplete=organization]").InputValueAsync()).ShouldBe("Deniz Otel");
        visitor.ShouldHaveNoComplaint();
    }
}
