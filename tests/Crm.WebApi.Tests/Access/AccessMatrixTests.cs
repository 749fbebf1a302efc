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
        var missing = world.Routes.Select(route => route.Name).Except(AccessRow.All.Select(row => row.Route));

        string.Join('\n', missing).ShouldBeEmpty();
    }

    [Fact]
    public void Every_row_of_the_table_has_a_route_and_stands_there_once()
    {
        var left = AccessRow.All.Select(row => row.Route).ToList();
        foreach (var route in world.Routes)
        {
            left.Remove(route.Name);
        }

        string.Join('\n', left).ShouldBeEmpty();
    }

    [Fact]
    public async Task Every_caller_gets_the_answer_that_the_table_promises()
    {
        var rows = AccessRow.All.ToDictionary(row => row.Route, StringComparer.Ordinal);
        var faults = new ConcurrentBag<string>();
        var asked = world.Routes.Where(route => rows.ContainsKey(route.Name)).ToLookup(route => route.IsSweeping);

        foreach (var part in (IEnumerable<Route>[])[asked[false], asked[true]])
        {
            await Parallel.ForEachAsync(
                part,
                new ParallelOptions { MaxDegreeOfParallelism = 8 },
                async (route, _) =>
                {
                    foreach (var visitor in world.Visitors)
                    {
                        if (await JudgeAsync(route, visitor, rows[route.Name]) is { } fault)
                        {
                            faults.Add(fault);
                        }
                    }
                }
            );
        }

        string.Join('\n', faults.Order(StringComparer.Ordinal)).ShouldBeEmpty();
    }

    private static async Task<string?> JudgeAsync(Route route, Visitor visitor, AccessRow row)
    {
        using var request = route.Ask(Guid.CreateVersion7());
        // The headers are enough: an answer may be a stream without end.
        using var response = await visitor.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        var status = (int)response.StatusCode;

        return visitor.Refusal(row) is { } expected
            ? status == expected
                ? null
                : $"{row.Route} by {visitor.Name}: expected {expected}, was {status}"
            : status is 401 or 403 || status >= 500
                ? $"{row.Route} by {visitor.Name}: expected to get in, was {status}"
                : null;
    }
}
