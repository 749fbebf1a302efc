using System.Collections.Concurrent;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Access;

/// <summary>The table in docs/access.md against the running routes: every route, asked by every kind of caller.</summary>
public sealed class AccessMatrixTests(AccessWorld world) : IClassFixture<AccessWorld>
{
    [Fact]
    public void Every_route_has_a_row_of_the_table()
    {
        var missing = world
            .Routes.Select(route => route.Name)
            .Except(AccessRow.All.Where(row => row.Query.Length is 0).Select(row => row.Route));

        string.Join('\n', missing).ShouldBeEmpty();
    }

    [Fact]
    public void Every_row_of_the_table_has_a_route_and_stands_there_once()
    {
        var routes = world.Routes.Select(route => route.Name).ToHashSet(StringComparer.Ordinal);
        var rows = AccessRow.All.GroupBy(row => row.Request, StringComparer.Ordinal).ToList();
        var faults = rows.Where(row => row.Count() > 1 || !routes.Contains(row.First().Route)).Select(row => row.Key);

        string.Join('\n', faults).ShouldBeEmpty();
    }

    [Fact]
    public async Task Every_caller_gets_the_answer_that_the_table_promises()
    {
        var rows = AccessRow.All.ToLookup(row => row.Route, StringComparer.Ordinal);
        var requests = (
            from route in world.Routes
            from row in rows[route.Name]
            from visitor in world.Visitors
            select (route, visitor, row)
        ).ToLookup(request => request.route.IsSweeping);

        var faults = new ConcurrentBag<string>();
        foreach (var part in new[] { requests[false], requests[true] })
        {
            await Parallel.ForEachAsync(
                part,
                new ParallelOptions { MaxDegreeOfParallelism = 8 },
                async (request, _) =>
                {
                    if (await JudgeAsync(request.route, request.visitor, request.row) is { } fault)
                    {
                        faults.Add(fault);
                    }
                }
            );
        }

        string.Join('\n', faults.Order(StringComparer.Ordinal)).ShouldBeEmpty();
    }

    private static async Task<string?> JudgeAsync(Route route, Visitor visitor, AccessRow row)
    {
        using var request = route.Ask(Guid.CreateVersion7(), row.Query);
        // The headers are enough: an answer may be a stream without end.
        using var response = await visitor.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        var status = (int)response.StatusCode;

        return visitor.Refusal(row) is { } expected
            ? status == expected
                ? null
                : $"{row.Request} by {visitor.Name}: expected {expected}, was {status}"
            : status is 401 or 403 || status >= 500
                ? $"{row.Request} by {visitor.Name}: expected to get in, was {status}"
                : null;
    }
}
