using System.Net;
using Crm.Application.Integrations.Contracts;
using Crm.Domain.Common;
using Crm.Infrastructure.Persistence;
using Crm.TestKit;
using Crm.TestKit.Media;
using Crm.WebApi.Tests.Identity;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Publishing.Media;

/// <summary>The addresses that providers fetch files from by themselves.</summary>
public sealed class LinkedMediaTests(MediaServer shared) : IClassFixture<MediaServer>, IAsyncLifetime
{
    private static readonly byte[] File = SampleMedia.Jpeg(1080, 1080);

    private readonly HttpClient provider = shared.Server.CreateClient();
    private SignedIn owner = null!;
    private Guid mediaId;

    public async Task InitializeAsync()
    {
        owner = await shared.Server.RegisterTenantAsync();
        mediaId = await owner.Client.UploadedAsync(File);
    }

    public Task DisposeAsync()
    {
        provider.Dispose();
        owner.Dispose();

        return Task.CompletedTask;
    }

    [Fact]
    public async Task A_provider_fetches_the_bytes_without_a_key()
    {
        var address = await AddressAsync();
        using var response = await provider.GetAsync(address + "?stp=1");
        using var head = await provider.SendAsync(new(HttpMethod.Head, address));

        address.AbsoluteUri.ShouldStartWith(shared.Server.Address.AbsoluteUri + "media/");
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await response.Content.ReadAsByteArrayAsync()).ShouldBe(File);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("image/jpeg");
        response.Content.Headers.ContentDisposition.ShouldBeNull();
        response.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        response.Headers.GetValues("X-Robots-Tag").ShouldBe(["noindex"]);
        head.StatusCode.ShouldBe(HttpStatusCode.OK);
        head.Content.Headers.ContentLength.ShouldBe(File.Length);
    }

    [Fact]
    public async Task An_address_ends_after_a_day()
    {
        var address = await AddressAsync();
        shared.Server.Clock.Advance(TimeSpan.FromHours(24) - TimeSpan.FromSeconds(5));
        using var late = await provider.GetAsync(address);
        shared.Server.Clock.Advance(TimeSpan.FromSeconds(10));
        using var tooLate = await provider.GetAsync(address);

        late.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await tooLate.ProblemAsync(HttpStatusCode.NotFound)).ShouldBe("not_found");
    }

    [Fact]
    public async Task No_byte_of_an_address_can_be_changed()
    {
        var address = (await AddressAsync()).AbsoluteUri;
        var token = address[(address.LastIndexOf('/') + 1)..];
        for (var at = 0; at < token.Length; at++)
        {
            var forged = token[..at] + (token[at] is 'A' ? 'B' : 'A') + token[(at + 1)..];
            using var response = await provider.GetAsync(new Uri(shared.Server.Address, "media/" + forged));

            response.StatusCode.ShouldBe(HttpStatusCode.NotFound, forged);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("..%2f..%2fetc%2fpasswd")]
    public async Task What_is_no_address_is_not_found(string token)
    {
        using var response = await provider.GetAsync(new Uri(shared.Server.Address, "media/" + token));

        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_deleted_file_has_no_address()
    {
        var address = await AddressAsync();
        (await owner.Client.DeleteAsync($"{MediaServer.Route}/{mediaId}")).StatusCode.ShouldBe(
            HttpStatusCode.NoContent
        );
        using var response = await provider.GetAsync(address);

        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Neither_a_log_nor_a_problem_shows_the_address()
    {
        var address = await AddressAsync();
        using var found = await provider.GetAsync(address);
        var token = address.Segments[^1];
        using var missing = await provider.GetAsync(new Uri(shared.Server.Address, $"media/{token}x"));

        (await missing.Content.ReadAsStringAsync()).ShouldNotContain(token[..40]);
        shared.Server.Logs.Lines.Where(line => line.Contains(token[..40], StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_publisher_reads_the_same_bytes_and_of_another_company_nothing()
    {
        using var other = await shared.Server.RegisterTenantAsync();
        await using var content = await OfAsync(owner, files => files.OpenAsync(mediaId, CancellationToken.None));
        using var copy = new MemoryStream();
        await content.CopyToAsync(copy);

        copy.ToArray().ShouldBe(File);
        await Should.ThrowAsync<Crm.Application.Common.NotFoundException>(() =>
            OfAsync(other, files => files.OpenAsync(mediaId, CancellationToken.None))
        );
    }

    private Task<Uri> AddressAsync() => OfAsync(owner, files => files.AddressAsync(mediaId, CancellationToken.None));

    private async Task<T> OfAsync<T>(SignedIn person, Func<IPostFiles, Task<T>> use)
    {
        await using var scope = shared.Server.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<TenantContext>().Set(new TenantId(person.TenantId));

        return await use(scope.ServiceProvider.GetRequiredService<IPostFiles>());
    }
}
