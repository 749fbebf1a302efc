using System.Text.Json;
using Crm.TestKit;
using Crm.WebApi.Tests.Identity;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.HostileRequests;

/// <summary>Every operation of the OpenAPI document, so that a new one is covered when it is added.</summary>
public sealed class HostileRequestsTests(SharedServer shared) : IClassFixture<SharedServer>, IAsyncLifetime
{
    private readonly TestServer server = shared.Server;
    private SignedIn owner = null!;
    private IReadOnlyList<Operation> operations = null!;

    public async Task InitializeAsync()
    {
        owner = await server.RegisterTenantAsync();
        using var document = JsonDocument.Parse(await owner.Client.GetStringAsync("/openapi/v1.json"));
        operations = Operation.AllOf(document.RootElement.Clone());
    }

    public Task DisposeAsync()
    {
        owner.Dispose();

        return Task.CompletedTask;
    }

    [Fact]
    public async Task Hostile_requests_get_a_problem_and_never_break_the_server()
    {
        var attacks = new Attacks(server.Address);
        var faults = new List<string>();
        foreach (var attack in operations.SelectMany(attacks.Against))
        {
            if (await SendAsync(attack) is { } fault)
            {
                faults.Add($"{fault}: {attack}");
            }
        }

        faults.ShouldBeEmpty();
    }

    [Fact]
    public void There_is_something_to_attack() =>
        operations.Count(operation => operation.Body is not null).ShouldBePositive();

    private async Task<string?> SendAsync(Attack attack)
    {
        using var request = attack.ToRequest();
        // The headers are enough to judge a success, which may be a stream without end.
        using var response = await owner.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        var status = (int)response.StatusCode;
        if (status < 400)
        {
            return attack.MustBeRefused && !attack.Operation.IsForeign ? $"answered {status}" : null;
        }

        return IsUnexpected(attack, status) ? $"answered {status}"
            : attack.Operation.IsForeign ? null
            : Judge(await response.Content.ReadAsStringAsync(), response, status);
    }

    // A provider that is not reached in a test is an honest 503.
    private static bool IsUnexpected(Attack attack, int status) =>
        status >= 500 && !(status is 503 && !attack.MustBeRefused);

    private static string? Judge(string body, HttpResponseMessage response, int status)
    {
        if (response.Content.Headers.ContentType?.MediaType is not "application/problem+json")
        {
            return $"answered {status} without a problem";
        }

        using var problem = JsonDocument.Parse(body);
        var root = problem.RootElement;

        return
            root.GetProperty("status").GetInt32() == status && root.GetProperty("code").GetString() is { Length: > 0 }
            ? null
            : $"answered {status} with a problem that says otherwise";
    }
}
