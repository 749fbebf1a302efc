using System.Net;
using System.Net.Http.Json;
using Crm.Application.Publishing.Media;
using Crm.TestKit;
using Crm.TestKit.Media;
using Crm.WebApi.Tests.ApiTokens;
using Crm.WebApi.Tests.Identity;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Publishing.Media;

public sealed class UnusedMediaTests : IAsyncLifetime
{
    private TestServer server = null!;
    private SignedIn owner = null!;

    public async Task InitializeAsync()
    {
        server = await TestServer.StartAsync(settings: ("CRM_ROLE", "web"));
        owner = await server.RegisterTenantAsync();
    }

    public async Task DisposeAsync()
    {
        owner.Dispose();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task What_nothing_refers_to_goes_a_week_after_it_was_last_uploaded()
    {
        var forgotten = await owner.Client.UploadedAsync(SampleMedia.Png(2, 2));
        var renewed = await owner.Client.UploadedAsync(SampleMedia.Png(2, 3));
        server.Clock.Advance(TimeSpan.FromDays(4));
        owner = await owner.RefreshAsync(server);
        await owner.Client.UploadedAsync(SampleMedia.Png(2, 3));
        server.Clock.Advance(TimeSpan.FromDays(3) - TimeSpan.FromMinutes(1));
        await SweepAsync();
        owner = await owner.RefreshAsync(server);
        (await StatusAsync(forgotten)).ShouldBe(HttpStatusCode.OK);

        server.Clock.Advance(TimeSpan.FromMinutes(2));
        await SweepAsync();

        (await StatusAsync(forgotten)).ShouldBe(HttpStatusCode.NotFound);
        (await StatusAsync(renewed)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task More_than_one_batch_goes_in_one_run()
    {
        for (var number = 1; number <= 25; number++)
        {
            await owner.Client.UploadedAsync(SampleMedia.Png(number, 1));
        }

        server.Clock.Advance(TimeSpan.FromDays(8));
        await SweepAsync();

        await using var connection = new NpgsqlConnection(server.Database.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            $"select set_config('role', 'crm_app', false), set_config('crm.tenant', '{owner.TenantId}', false); select count(*) from publishing.media",
            connection
        );
        await using var reader = await command.ExecuteReaderAsync();
        await reader.NextResultAsync();
        await reader.ReadAsync();
        reader.GetInt64(0).ShouldBe(0);
    }

    [Fact]
    public async Task What_is_used_stays_and_cannot_be_deleted()
    {
        var used = await owner.Client.UploadedAsync(SampleMedia.Png(5, 4));
        using var created = await owner.Client.PostAsJsonAsync(
            "/api/integrations/accounts/",
            new { platform = "x", name = "Kafe" }
        );
        var account = (await created.ShouldBeAsync(HttpStatusCode.Created)).GetProperty("id").GetGuid();
        using var draft = await owner.Client.PostAsJsonAsync(
            "/api/v1/posts",
            new
            {
                accountIds = new[] { account },
                text = "Yakında",
                media = new[] { new { uploadId = used } },
                draft = true,
            }
        );
        await draft.ShouldBeAsync(HttpStatusCode.Created);

        using var refused = await owner.Client.DeleteAsync($"{MediaServer.Route}/{used}");
        server.Clock.Advance(TimeSpan.FromDays(8));
        await SweepAsync();
        owner = await owner.RefreshAsync(server);

        refused.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await StatusAsync(used)).ShouldBe(HttpStatusCode.OK);
    }

    private Task<HttpStatusCode> StatusAsync(Guid id) => owner.Client.StatusAsync($"{MediaServer.Route}/{id}");

    private async Task SweepAsync()
    {
        await using var scope = server.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new DeleteUnusedMedia());
    }
}
