using System.Net;
using System.Net.Http.Json;
using Crm.TestKit;
using Crm.WebApi.Tests.Identity;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Tenancy;

public sealed class TenantTests(TenancyServer tenancy) : IClassFixture<TenancyServer>
{
    private const string Tenant = "/api/v1/tenant";

    [Fact]
    public async Task Everybody_reads_the_company_and_owners_change_it()
    {
        using var owner = await tenancy.Server.RegisterTenantAsync();
        using var admin = await tenancy.AddMemberAsync(owner, "admin");
        using var viewer = await tenancy.AddMemberAsync(owner, "viewer");
        var change = new
        {
            name = " Otel Güneş ",
            locale = "ar",
            timeZone = "Asia/Riyadh",
            country = "SA",
            currency = "SAR",
        };

        using var refused = await admin.Client.PatchAsJsonAsync(Tenant, change);
        using var changed = await owner.Client.PatchAsJsonAsync(Tenant, change);
        using var read = await viewer.Client.GetAsync(Tenant);

        (await refused.ProblemAsync(HttpStatusCode.Forbidden)).ShouldBe("forbidden");
        await changed.ShouldBeAsync(HttpStatusCode.OK);
        var answer = await read.ShouldBeAsync(HttpStatusCode.OK);
        answer.GetProperty("name").GetString().ShouldBe("Otel Güneş");
        answer.GetProperty("timeZone").GetString().ShouldBe("Asia/Riyadh");
        answer.GetProperty("currency").GetString().ShouldBe("SAR");
        read.Headers.ETag.ShouldBe(changed.Headers.ETag);
        (await tenancy.AuditAsync(owner.TenantId)).ShouldContain(entry =>
            entry.Action == "tenant.changed" && entry.Actor == owner.UserId
        );
    }

    [Theory]
    [InlineData("name", "")]
    [InlineData("locale", "de")]
    [InlineData("timeZone", "Mars/Olympus")]
    [InlineData("country", "XX")]
    [InlineData("currency", "try")]
    public async Task What_is_no_setting_of_a_company_is_refused(string member, string value)
    {
        using var owner = await tenancy.Server.RegisterTenantAsync();

        using var answer = await owner.Client.PatchAsJsonAsync(
            Tenant,
            new Dictionary<string, string>(StringComparer.Ordinal) { [member] = value }
        );

        (await answer.ShouldBeAsync(HttpStatusCode.BadRequest))
            .GetProperty("errors")
            .TryGetProperty(member, out _)
            .ShouldBeTrue();
    }

    [Fact]
    public async Task A_change_of_a_version_that_is_gone_is_refused()
    {
        using var owner = await tenancy.Server.RegisterTenantAsync();
        using var read = await owner.Client.GetAsync(Tenant);
        using var between = await owner.Client.PatchAsJsonAsync(Tenant, new { name = "Another" });

        using var request = new HttpRequestMessage(HttpMethod.Patch, Tenant);
        request.Content = JsonContent.Create(new { name = "A third" });
        request.Headers.IfMatch.Add(read.Headers.ETag.ShouldNotBeNull());
        using var stale = await owner.Client.SendAsync(request);

        (await stale.ProblemAsync(HttpStatusCode.PreconditionFailed)).ShouldBe("precondition_failed");
    }
}
