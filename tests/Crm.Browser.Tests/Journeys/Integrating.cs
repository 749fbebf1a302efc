using Microsoft.Playwright;

namespace Crm.Browser.Tests.Journeys;

internal static class Integrating
{
    /// <summary>Adds an account of the platform and goes to its consent page.</summary>
    /// <param name="platform">Its key in the catalogue.</param>
    public static async Task ConnectAsync(this Visitor visitor, string platform)
    {
        await visitor.VisitAsync($"/integrations?add={platform}");
        var dialog = visitor.Page.GetByRole(AriaRole.Dialog);
        await dialog.GetByRole(AriaRole.Textbox).First.FillAsync("Mağaza");
        await dialog
            .GetByRole(AriaRole.Button, new() { Name = visitor.Say("integrations:form.saveAndConnect") })
            .ClickAsync();
        await Visitor.ArrivesAsync(
            visitor.Page,
            url => url.StartsWith(visitor.App.Platforms.Address.AbsoluteUri, StringComparison.Ordinal)
        );
    }
}
