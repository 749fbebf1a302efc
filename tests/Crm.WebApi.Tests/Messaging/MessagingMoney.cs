using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Crm.TestKit;
using Crm.WebApi.Tests.Identity;

namespace Crm.WebApi.Tests.Messaging;

/// <summary>The company's money, as the platform and the company see it.</summary>
internal static class MessagingMoney
{
    /// <summary>Of the platform's routes about the company.</summary>
    public static string Tenant(this MessagingWorld world) =>
        $"/api/v1/platform/tenants/{world.Platform.Owner.TenantId}";

    public static async Task PriceAsync(this MessagingWorld world, string utility)
    {
        using var platform = await world.Server.SignInPlatformAdminAsync();
        using var priced = await platform.PutAsJsonAsync($"{world.Tenant()}/message-prices", new { utility });
        await priced.ShouldBeAsync(HttpStatusCode.OK);
    }

    public static async Task CreditAsync(this MessagingWorld world)
    {
        using var platform = await world.Server.SignInPlatformAdminAsync();
        using var credited = await platform.PostAsJsonAsync(
            $"{world.Tenant()}/balance-entries",
            new { amount = "3.00", description = "Bakiye" }
        );
        await credited.ShouldBeAsync(HttpStatusCode.Created);
    }

    public static async Task<decimal> BalanceAsync(this MessagingWorld world) =>
        decimal.Parse(
            (await world.Client.GetFromJsonAsync<JsonElement>("/api/v1/profil/guncel-bakiye"))
                .GetProperty("balance")
                .GetString()!,
            CultureInfo.InvariantCulture
        );
}
