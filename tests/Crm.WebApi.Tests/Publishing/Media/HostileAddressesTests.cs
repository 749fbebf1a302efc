using System.Diagnostics;
using System.Net;
using Crm.TestKit;
using Crm.WebApi.Tests.Identity;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Publishing.Media;

public sealed class HostileAddressesTests(MediaServer shared) : IClassFixture<MediaServer>, IAsyncLifetime
{
    private static readonly TimeSpan Quickly = TimeSpan.FromSeconds(2);

    private SignedIn owner = null!;

    public async Task InitializeAsync() => owner = await shared.Server.RegisterTenantAsync();

    public Task DisposeAsync()
    {
        owner.Dispose();

        return Task.CompletedTask;
    }

    [Fact]
    public async Task No_supplied_address_reaches_inside_and_each_answer_says_what_was_refused()
    {
        var addresses = HostileAddresses.AddressesOf(shared.Outside).ToList();
        var faults = new List<string>();
        foreach (var address in addresses)
        {
            var watch = Stopwatch.StartNew();
            using var response = await owner.Client.FetchAsync(address);
            var body = await response.ShouldBeAsync(response.StatusCode);
            var isRefused =
                response.StatusCode is HttpStatusCode.UnprocessableEntity
                && body.Text("code") is "address_not_public"
                && body.Text("detail").Contains("which is not a public address", StringComparison.Ordinal);
            if (!isRefused || watch.Elapsed > Quickly)
            {
                faults.Add($"{address} after {watch.ElapsedMilliseconds} ms: {body}");
            }
        }

        addresses.Count.ShouldBeGreaterThanOrEqualTo(100);
        string.Join('\n', faults).ShouldBeEmpty();
        shared.Outside.ConnectionsInside.ShouldBe(0);
    }

    [Fact]
    public async Task What_is_no_address_of_a_file_is_refused_before_anything_is_asked()
    {
        var faults = new List<string>();
        foreach (var address in HostileAddresses.OthersOf(shared.Outside))
        {
            var watch = Stopwatch.StartNew();
            using var response = await owner.Client.FetchAsync(address);
            var body = await response.ShouldBeAsync(response.StatusCode);
            var isRefused =
                (response.StatusCode, body.Text("code"))
                is
                    (HttpStatusCode.BadRequest, "validation_failed")
                    or
                    (HttpStatusCode.UnprocessableEntity, "fetch_failed");
            if (!isRefused || watch.Elapsed > Quickly)
            {
                faults.Add($"{address} after {watch.ElapsedMilliseconds} ms: {body}");
            }
        }

        string.Join('\n', faults).ShouldBeEmpty();
        shared.Outside.ConnectionsInside.ShouldBe(0);
    }

    [Fact]
    public async Task The_refused_address_is_named()
    {
        using var literal = await owner.Client.FetchAsync($"http://0xa9fea9fe:{shared.Outside.Port}/");
        using var redirected = await owner.Client.FetchAsync(
            shared.Outside.RedirectTo($"http://[::ffff:127.0.0.1]:{shared.Outside.Port}/")
        );

        (await literal.ShouldBeAsync(HttpStatusCode.UnprocessableEntity))
            .Text("detail")
            .ShouldContain("169.254.169.254");
        (await redirected.ShouldBeAsync(HttpStatusCode.UnprocessableEntity)).Text("detail").ShouldContain("127.0.0.1");
    }
}
