using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Conventions;

public sealed class QueryCheckTests(SharedSampleServer shared) : IClassFixture<SharedSampleServer>
{
    private const string Path = "/api/v1/samples/019375a1-0000-7000-8000-000000000000";

    private readonly SampleServer server = shared.Server;

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("?limit=5&max_count=2&q=a%20b")]
    public async Task Known_parameters_are_bound(string query) =>
        (await server.GetAsync(Path + query)).Status.ShouldBe(200);

    [Theory]
    [InlineData("?colour=red", "colour")]
    [InlineData("?Limit=5", "Limit")]
    [InlineData("?maxCount=5", "maxCount")]
    [InlineData("?limit=5&limit=6", "limit")]
    [InlineData("?limit=five", "limit")]
    [InlineData("?max_count=99999999999999", "max_count")]
    [InlineData("?q=a%00b", "q")]
    public async Task A_fault_is_named(string query, string parameter)
    {
        var answer = await server.GetAsync(Path + query);

        answer.Status.ShouldBe(400, answer.Body);
        answer.Code.ShouldBe("validation_failed");
        answer.Members.ShouldBe([parameter]);
    }

    [Fact]
    public async Task An_id_that_is_none_is_not_found() =>
        (await server.GetAsync("/api/v1/samples/1%27%20or%201=1")).Code.ShouldBe("not_found");
}
