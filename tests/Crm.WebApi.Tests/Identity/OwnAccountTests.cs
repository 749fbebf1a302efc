using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Crm.TestKit;
using Crm.WebApi.Tests.Tenancy;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Identity;

/// <summary>What the app asks first: who it works for, where, and what they may do.</summary>
public sealed class OwnAccountTests(TenancyServer tenancy) : IClassFixture<TenancyServer>
{
    private const string Me = "/api/v1/auth/me";

    [Fact]
    public async Task It_tells_all_that_a_page_needs_to_speak_and_to_count_as_the_person_does()
    {
        using var owner = await tenancy.Server.RegisterTenantAsync();

        var me = await owner.Client.GetFromJsonAsync<JsonElement>(Me);

        var user = me.GetProperty("user");
        user.GetProperty("locale").GetString().ShouldNotBeNullOrEmpty();
        user.GetProperty("isPlatformAdmin").GetBoolean().ShouldBeFalse();
        user.GetProperty("twoFactorEnabled").GetBoolean().ShouldBeFalse();
        var tenant = me.GetProperty("tenant");
        tenant.GetProperty("timeZone").GetString().ShouldBe("Europe/Istanbul");
        tenant.GetProperty("country").GetString().ShouldBe("TR");
        tenant.GetProperty("currency").GetString().ShouldBe("TRY");
        me.GetProperty("role").GetString().ShouldBe("owner");
        me.GetProperty("permissions").GetArrayLength().ShouldBePositive();
        me.GetProperty("venueIds").ValueKind.ShouldBe(JsonValueKind.Null);
        me.GetProperty("subscription").GetProperty("status").GetString().ShouldBe("trialing");
        me.GetProperty("subscription").GetProperty("isActive").GetBoolean().ShouldBeTrue();
        me.GetProperty("memberships").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task A_member_is_told_the_venues_that_limit_them()
    {
        using var owner = await tenancy.Server.RegisterTenantAsync();
        var floor = await tenancy.AddVenueAsync(owner, "kat-1");
        using var member = await tenancy.AddMemberAsync(owner, "member", ["kat-1"]);

        var me = await member.Client.GetFromJsonAsync<JsonElement>(Me);

        me.GetProperty("venueIds").EnumerateArray().Select(id => id.GetGuid()).ShouldBe([floor]);
    }

    [Fact]
    public async Task Name_and_language_are_the_persons_own_to_change()
    {
        using var owner = await tenancy.Server.RegisterTenantAsync();
        var before = (await owner.Client.GetFromJsonAsync<JsonElement>(Me)).GetProperty("user");

        using var language = await owner.Client.PatchAsJsonAsync(Me, new { locale = "ar" });
        using var name = await owner.Client.PatchAsJsonAsync(Me, new { fullName = " Şule İnce " });

        var changed = (await language.ShouldBeAsync(HttpStatusCode.OK)).GetProperty("user");
        changed.GetProperty("locale").GetString().ShouldBe("ar");
        changed.GetProperty("fullName").GetString().ShouldBe(before.GetProperty("fullName").GetString());
        await name.ShouldBeAsync(HttpStatusCode.OK);
        var after = (await owner.Client.GetFromJsonAsync<JsonElement>(Me)).GetProperty("user");
        after.GetProperty("fullName").GetString().ShouldBe("Şule İnce");
        after.GetProperty("locale").GetString().ShouldBe("ar");
        (await tenancy.AuditAsync(owner.TenantId)).ShouldContain(line => line.Action == "person.changed");
    }

    [Theory]
    [InlineData("{\"locale\":\"de\"}", "tr", "locale")]
    [InlineData("{\"fullName\":\"\"}", "ar", "fullName")]
    [InlineData("{\"fullName\":\"a\\u0007b\"}", "en", "fullName")]
    public async Task What_cannot_be_is_refused_in_the_callers_language(string body, string language, string member)
    {
        using var owner = await tenancy.Server.RegisterTenantAsync();
        using var request = new HttpRequestMessage(HttpMethod.Patch, Me)
        {
            Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json"),
        };
        request.Headers.AcceptLanguage.ParseAdd(language);

        using var answer = await owner.Client.SendAsync(request);

        var problem = await answer.ShouldBeAsync(HttpStatusCode.BadRequest);
        problem.GetProperty("errors").TryGetProperty(member, out _).ShouldBeTrue(problem.ToString());
        answer.Content.Headers.ContentLanguage.ShouldBe([language]);
    }

    [Fact]
    public async Task A_platform_administrator_without_a_company_changes_their_name_too()
    {
        using var answer = await tenancy.PlatformAdmin.PatchAsJsonAsync(Me, new { fullName = "Operasyon" });

        var me = await answer.ShouldBeAsync(HttpStatusCode.OK);
        me.GetProperty("user").GetProperty("fullName").GetString().ShouldBe("Operasyon");
        me.GetProperty("user").GetProperty("isPlatformAdmin").GetBoolean().ShouldBeTrue();
        me.GetProperty("tenant").ValueKind.ShouldBe(JsonValueKind.Null);
    }
}
