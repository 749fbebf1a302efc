namespace Crm.ProviderSimulator.Tests.LinkedIn;

public sealed class PostLifeTests : IAsyncDisposable
{
    private readonly SimulatorHost host = new();

    [Fact]
    public async Task Post_is_deleted_by_its_encoded_urn()
    {
        var urn = (await host.PublishAsync(LinkedInHost.Post())).Id!;

        var deleted = await DeleteAsync(urn);

        (deleted.Status, deleted.Text).ShouldBe((204, ""));
        (await host.LastPostAsync()).GetProperty("deleted").GetBoolean().ShouldBeTrue();
        (await DeleteAsync(urn)).Status.ShouldBe(204);
        (await DeleteAsync("urn:li:share:1")).Code.ShouldBe("NOT_FOUND");
    }

    [Fact]
    public async Task Deleting_needs_its_header()
    {
        var urn = (await host.PublishAsync(LinkedInHost.Post())).Id!;

        var answer = await host.LinkedInAsync(HttpMethod.Delete, Path(urn));

        (answer.Status, answer.Code).ShouldBe((400, "ILLEGAL_ARGUMENT"));
        (await host.LastPostAsync()).GetProperty("deleted").GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public async Task Nobody_deletes_the_post_of_another()
    {
        var urn = (await host.PublishAsync(LinkedInHost.Post())).Id!;
        var fatima = await host.LinkedInTokenAsync("w_member_social", "demoFatima");

        (await DeleteAsync(urn, fatima)).Code.ShouldBe("ACCESS_DENIED");
    }

    [Fact]
    public async Task Post_of_an_organization_is_read_back_and_that_of_a_member_is_not()
    {
        var own = (await host.PublishAsync(LinkedInHost.Post())).Id!;
        var organizations = (await host.PublishAsync(LinkedInHost.Post(author: LinkedInHost.Organization))).Id!;

        var read = await host.LinkedInAsync(HttpMethod.Get, Path(organizations));
        var denied = await host.LinkedInAsync(HttpMethod.Get, Path(own));
        await DeleteAsync(organizations);
        var gone = await host.LinkedInAsync(HttpMethod.Get, Path(organizations));

        read.Body.GetProperty("commentary").GetString().ShouldBe("Merhaba");
        denied.Status.ShouldBe(403);
        gone.Status.ShouldBe(404);
    }

    [Fact]
    public async Task Text_is_edited_by_a_patch()
    {
        var urn = (await host.PublishAsync(LinkedInHost.Post())).Id!;
        var patch = new Dictionary<string, object>
        {
            ["patch"] = new Dictionary<string, object> { ["$set"] = new { commentary = "Yeni \\(metin\\)" } },
        };

        var edited = await UpdateAsync(urn, patch);
        var wrong = await UpdateAsync(urn, new { commentary = "Yeni" });

        edited.Status.ShouldBe(204);
        (await host.LastPostAsync()).GetProperty("text").GetString().ShouldBe("Yeni (metin)");
        wrong.Status.ShouldBe(422);
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();

    private static string Path(string urn) => $"{LinkedInHost.Rest}/posts/{Uri.EscapeDataString(urn)}";

    private Task<LinkedInAnswer> DeleteAsync(string urn, string? token = LinkedInHost.Token) =>
        host.LinkedInAsync(
            HttpMethod.Delete,
            Path(urn),
            token: token,
            change: request => request.Headers.Add("X-RestLi-Method", "DELETE")
        );

    private Task<LinkedInAnswer> UpdateAsync(string urn, object body) =>
        host.LinkedInAsync(
            HttpMethod.Post,
            Path(urn),
            body,
            change: request => request.Headers.Add("X-RestLi-Method", "PARTIAL_UPDATE")
        );
}
