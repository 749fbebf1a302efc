using System.Net;
using System.Text;
using Crm.TestKit;
using Crm.WebApi.Tests.Identity;
using Crm.WebApi.Tests.Integrations;
using Npgsql;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Publishing;

/// <summary>What nobody means to send, and what two do at once, is answered with what is wrong.</summary>
public sealed class HostilePostsTests(PlatformServer platform) : IClassFixture<PlatformServer>, IAsyncLifetime
{
    private readonly PlatformWorld world = platform.World;
    private XShop shop = null!;

    public async Task InitializeAsync()
    {
        await platform.BeginAsync();
        shop = await XShop.OpenAsync(world);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [InlineData("""{"perPlatform":{"x":null}}""", "perPlatform.x")]
    [InlineData("""{"perPlatform":{"x":{"thread":[null]}}}""", "perPlatform.x.thread")]
    [InlineData("""{"perPlatform":{"x":{"thread":["a","  "]}}}""", "perPlatform.x.thread")]
    [InlineData("""{"perPlatform":{"x":{"article":{"url":null}}}}""", "perPlatform.x.article")]
    [InlineData("""{"media":[null]}""", "media[0]")]
    [InlineData("""{"accountIds":[null]}""", "accountIds")]
    public async Task Nothing_where_something_belongs_is_named(string members, string fault)
    {
        var id = await shop.KeepAsync(Draft());

        using var created = await SendAsync(HttpMethod.Post, "", Merged(members));
        using var validated = await SendAsync(HttpMethod.Post, "/validate", Merged(members));
        using var changed = await SendAsync(HttpMethod.Patch, $"/{id}", members);

        foreach (var answer in (HttpResponseMessage[])[created, validated, changed])
        {
            var problem = await answer.ShouldBeAsync(HttpStatusCode.BadRequest);
            problem.ToString().ShouldContain(fault);
        }
    }

    [Theory]
    [InlineData("thread")]
    [InlineData("part")]
    [InlineData("text")]
    [InlineData("url")]
    [InlineData("title")]
    [InlineData("description")]
    [InlineData("author")]
    public async Task What_is_longer_than_any_platform_takes_is_refused_at_once(string what)
    {
        using var answer = await shop.SendAsync(
            new
            {
                accountIds = new[] { shop.AccountId },
                text = "Uzun",
                perPlatform = new
                {
                    x = new
                    {
                        text = Long("text", 100_000),
                        thread = Enumerable.Repeat(Long("part", 25_000) ?? "a", what is "thread" ? 26 : 1),
                        article = new
                        {
                            url = "https://example.com/" + Long("url", 2_048),
                            title = Long("title", 400),
                            description = Long("description", 4_000),
                        },
                        author = Long("author", 200),
                    },
                },
            }
        );

        var problem = await answer.ShouldBeAsync(HttpStatusCode.BadRequest);
        var member =
            what is "part" ? "thread"
            : what is "url" or "title" or "description" ? "article"
            : what;
        problem.GetProperty("errors").EnumerateObject().Single().Name.ShouldStartWith($"perPlatform.x.{member}");

        string? Long(string member, int most) => what == member ? new string('a', most + 1) : null;
    }

    [Fact]
    public async Task A_file_that_is_deleted_while_a_post_takes_it_is_missing()
    {
        var picture = await UploadAsync();
        var id = await shop.KeepAsync(Draft());
        foreach (var isNew in (bool[])[true, false])
        {
            picture = isNew ? picture : await UploadAsync();
            await using var connection = new NpgsqlConnection(world.Server.Database.ConnectionString);
            await connection.OpenAsync();
            await using var transaction = await connection.BeginTransactionAsync();
            await using var delete = new NpgsqlCommand(
                $"""
                select set_config('role', 'crm_app', true), set_config('crm.tenant', '{shop.Owner.TenantId}', true);
                delete from publishing.media where id = '{picture}'
                """,
                connection,
                transaction
            );
            await delete.ExecuteNonQueryAsync();

            var media = new[] { new { uploadId = picture } };
            var sending = isNew
                ? shop.SendAsync(
                    new
                    {
                        accountIds = new[] { shop.AccountId },
                        text = "Resimli",
                        media,
                        draft = true,
                    }
                )
                : shop.PatchAsync(id, new { media });
            await Poll.UntilAsync(IsWaitingAsync, "the post waits for the deletion");
            await transaction.CommitAsync();

            using var answer = await sending;
            (await answer.ProblemAsync(HttpStatusCode.NotFound)).ShouldBe("not_found");
        }
    }

    private async Task<bool> IsWaitingAsync()
    {
        await using var connection = new NpgsqlConnection(world.Server.Database.ConnectionString);
        await connection.OpenAsync();
        await using var waiting = new NpgsqlCommand(
            "select exists (select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock')",
            connection
        );

        return (bool)(await waiting.ExecuteScalarAsync())!;
    }

    private async Task<Guid> UploadAsync()
    {
        using var content = new ByteArrayContent([
            .. Convert.FromBase64String(
                "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
            ),
            .. Guid.CreateVersion7().ToByteArray(),
        ]);
        content.Headers.ContentType = new("image/png");
        using var answer = await shop.Owner.Client.PostAsync("/api/v1/media", content);

        return (await answer.ShouldBeAsync(HttpStatusCode.Created)).GetProperty("id").GetGuid();
    }

    private object Draft() =>
        new
        {
            accountIds = new[] { shop.AccountId },
            text = "Taslak",
            draft = true,
        };

    /// <summary>Complete but for what the members spoil.</summary>
    private string Merged(string members) =>
        members.Contains("accountIds", StringComparison.Ordinal)
            ? members
            : $$"""{"accountIds":["{{shop.AccountId}}"],"text":"Merhaba",{{members[1..]}}""";

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string body)
    {
        using var request = new HttpRequestMessage(method, "/api/v1/posts" + path)
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };

        return await shop.Owner.Client.SendAsync(request);
    }
}
