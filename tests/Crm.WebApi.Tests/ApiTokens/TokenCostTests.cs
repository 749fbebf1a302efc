using System.Diagnostics;
using System.Net;
using Crm.TestKit;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Shouldly;
using Xunit;
using Xunit.Abstractions;

namespace Crm.WebApi.Tests.ApiTokens;

/// <summary>What a token costs beside a person's sign-in, and ten thousand tokens beside one, in one interleaved run.</summary>
public sealed class TokenCostTests(ITestOutputHelper output) : IAsyncLifetime
{
    private TestServer server = null!;
    private SignedIn owner = null!;

    public async Task InitializeAsync()
    {
        server = await TestServer.StartAsync(services: services =>
            services.Configure<LoggerFilterOptions>(options => options.MinLevel = LogLevel.Error)
        );
        owner = await server.RegisterTenantAsync();
    }

    public async Task DisposeAsync()
    {
        owner.Dispose();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task Checking_a_token_costs_less_than_checking_a_sign_in_on_the_same_route()
    {
        const int Checks = 400;
        var (_, token) = await owner.IssueTokenAsync();
        var route = server
            .Services.GetRequiredService<EndpointDataSource>()
            .Endpoints.OfType<RouteEndpoint>()
            .First(endpoint => endpoint.RoutePattern.RawText!.Trim('/') == TokenWorld.Leads.Trim('/'));
        var (person, program) = ("Bearer " + owner.AccessToken, "Bearer " + token);

        var (signIn, apiToken) = await MeasureAsync(
            () => CheckAsync(route, person, Checks),
            () => CheckAsync(route, program, Checks),
            rounds: 101
        );

        output.WriteLine(
            $"A check: sign-in {signIn / Checks * 1_000_000:0} ns, token {apiToken / Checks * 1_000_000:0} ns."
        );
        apiToken.ShouldBeLessThan(signIn);
    }

    [Fact]
    public async Task Ten_thousand_tokens_in_use_slow_nothing_down()
    {
        const int Requests = 500;
        var many = await server.AddTokensAsync(owner, 10_000);
        await AskAsync(many);
        var turn = 0;

        var (one, thousands) = await MeasureAsync(
            () => AskAsync([.. Enumerable.Repeat(many[0], Requests)]),
            () =>
                AskAsync([
                    .. Enumerable.Range(0, Requests).Select(_ => many[Interlocked.Increment(ref turn) % many.Count]),
                ]),
            rounds: 15
        );

        output.WriteLine(
            $"Requests a second: one token {Requests / one * 1_000:0}, ten thousand {Requests / thousands * 1_000:0}."
        );
        (one / thousands).ShouldBeGreaterThan(0.8);
    }

    /// <summary>Milliseconds of each, taken in turns so that whatever else runs hits both: a quarter of the rounds were faster.</summary>
    private static async Task<(double First, double Second)> MeasureAsync(
        Func<Task> first,
        Func<Task> second,
        int rounds
    )
    {
        await first();
        await second();
        var (ones, others) = (new List<double>(), new List<double>());
        for (var round = 0; round < rounds; round++)
        {
            ones.Add(await TimeAsync(first));
            others.Add(await TimeAsync(second));
        }

        ones.Sort();
        others.Sort();

        return (ones[rounds / 4], others[rounds / 4]);
    }

    private static async Task<double> TimeAsync(Func<Task> work)
    {
        var watch = Stopwatch.StartNew();
        await work();

        return watch.Elapsed.TotalMilliseconds;
    }

    private async Task CheckAsync(Endpoint route, string authorization, int checks)
    {
        for (var check = 0; check < checks; check++)
        {
            await using var scope = server.Services.CreateAsyncScope();
            var context = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
            context.Request.Method = "GET";
            context.Request.Headers.Authorization = authorization;
            context.Connection.RemoteIpAddress = IPAddress.Loopback;
            context.SetEndpoint(route);
            var result = await context.AuthenticateAsync();
            if (!result.Succeeded)
            {
                throw new InvalidOperationException("Not let in.", result.Failure);
            }
        }
    }

    private async Task AskAsync(IReadOnlyList<string> tokens)
    {
        using var client = server.CreateClient();
        await Parallel.ForEachAsync(
            tokens,
            new ParallelOptions { MaxDegreeOfParallelism = 8 },
            async (token, cancellationToken) =>
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, $"{TokenWorld.Leads}?limit=1");
                request.Headers.Authorization = new("Bearer", token);
                using var response = await client.SendAsync(request, cancellationToken);
                response.StatusCode.ShouldBe(HttpStatusCode.OK);
            }
        );
    }
}
