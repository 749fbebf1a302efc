using System.Net.Http.Json;
using Crm.TestKit;
using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace Crm.Browser.Tests.Journeys;

/// <summary>Somebody of two companies: invited into the second, and back in the first.</summary>
public sealed class CompaniesTests(AppServer app) : IClassFixture<AppServer>
{
    [BrowserTheory]
    [ClassData(typeof(Languages))]
    public async Task An_invitation_leads_into_the_company_and_every_tab_follows(string language)
    {
        using var host = await app.Server.RegisterTenantAsync();
        using var guest = await app.Server.RegisterTenantAsync();
        await LeadAsync(host, "Ev sahibinin adayı");
        await LeadAsync(guest, "Konuğun adayı");
        await InviteAsync(host, guest.Email);
        await using var visitor = await Visitor.SignInAsync(app, new Look(language), guest);
        var other = await visitor.NewTabAsync();
        await other.GotoAsync("/leads");
        await other.GetByText("Konuğun adayı").First.WaitForAsync();

        var mail = (await app.Server.MailsToAsync(guest.Email, atLeast: 2))[^1];
        await visitor.VisitAsync("/invitation#token=" + Mailbox.TokenIn(mail));
        await visitor.Button("sign-in:invitation.submit").ClickAsync();

        // The other tab shows nothing of the company it was in.
        await other.GetByText("Ev sahibinin adayı").First.WaitForAsync();
        (await other.GetByText("Konuğun adayı").CountAsync()).ShouldBe(0);
        await visitor.SeesAsync("Ev sahibinin adayı");

        await visitor.VisitAsync("/companies");
        await visitor.Heading("companies:title").WaitForAsync();
        await visitor
            .Page.GetByRole(AriaRole.Button, new() { Name = visitor.Say("companies:enter") })
            .First.ClickAsync();
        await visitor.SeesAsync("Konuğun adayı");
        visitor.ShouldHaveNoComplaint();
    }

    private static async Task LeadAsync(SignedIn owner, string name)
    {
        using var created = await owner.Client.PostAsJsonAsync("/api/v1/leads", new { fullName = name });
        created.IsSuccessStatusCode.ShouldBeTrue();
    }

    private async Task InviteAsync(SignedIn host, string email)
    {
        using var confirmed = await host.Client.PostAsJsonAsync(
            "/api/v1/auth/confirm-email",
            new { token = Mailbox.TokenIn((await app.Server.MailsToAsync(host.Email))[0]) }
        );
        confirmed.IsSuccessStatusCode.ShouldBeTrue(await confirmed.Content.ReadAsStringAsync());
        using var invited = await host.Client.PostAsJsonAsync("/api/v1/invitations", new { email, role = "member" });
        invited.IsSuccessStatusCode.ShouldBeTrue(await invited.Content.ReadAsStringAsync());
    }
}
