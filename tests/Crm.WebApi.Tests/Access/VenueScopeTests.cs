using System.Net;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Access;

/// <summary>What docs/access.md calls scoped, asked by callers bound to a venue for what another one has.</summary>
public sealed class VenueScopeTests(TwoVenues venues) : IClassFixture<TwoVenues>
{
    [Fact]
    public async Task A_list_shows_nothing_of_another_venue()
    {
        foreach (var route in venues.Routes.Where(route => route.IsList))
        {
            foreach (var (name, client) in venues.Bound)
            {
                var (status, body) = await client.AskAsync(route, TwoVenues.Other);

                status.ShouldBe(HttpStatusCode.OK, $"{route.Name} by {name}");
                body.ShouldNotContain(TwoVenues.Marker, Case.Insensitive, $"{route.Name} by {name}");
                body.ShouldNotContain(Asking.ItsId, Case.Insensitive, $"{route.Name} by {name}");
            }
        }
    }

    [Fact]
    public async Task What_another_venue_has_answers_as_what_is_not_there()
    {
        foreach (var route in venues.Routes.Where(route => route.HasIds))
        {
            foreach (var (name, client) in venues.Bound)
            {
                var other = await client.AskAsync(route, TwoVenues.Other);
                var missing = await client.AskAsync(route, Guid.CreateVersion7());

                other.ShouldBe(missing, $"{route.Name} by {name}");
            }
        }
    }

    [Fact]
    public async Task A_venue_that_is_named_and_not_the_callers_is_forbidden_whether_it_is_there_or_not()
    {
        foreach (var route in venues.Routes.Where(route => route.Query.Contains("venueId", StringComparer.Ordinal)))
        {
            foreach (var (name, client) in venues.Bound)
            {
                var other = await client.AskAsync(route, TwoVenues.Other, $"?venueId={TwoVenues.Other}");
                var missing = await client.AskAsync(route, TwoVenues.Other, $"?venueId={Guid.CreateVersion7()}");

                other.Status.ShouldBe(HttpStatusCode.Forbidden, $"{route.Name} by {name}");
                missing.ShouldBe(other, $"{route.Name} by {name}");
            }
        }
    }

    // The rows that the others do not see are there: the owner does.
    [Fact]
    public async Task Who_is_bound_to_no_venue_sees_them_all()
    {
        foreach (var route in venues.Routes.Where(route => route is { IsList: true, IsReport: false }))
        {
            var (status, body) = await venues.Owner.AskAsync(route, TwoVenues.Other);

            status.ShouldBe(HttpStatusCode.OK, route.Name);
            body.ShouldContain(Asking.ItsId, Case.Insensitive, route.Name);
        }
    }

    // Reports name nobody: their numbers must not tell of others either.
    [Fact]
    public async Task A_report_counts_only_what_its_reader_sees()
    {
        const string report = "/api/v1/reports/leads?groupBy=source";
        foreach (var (name, client) in venues.Bound)
        {
            (await client.GetStringAsync(report)).ShouldContain("\"data\":[]", Case.Sensitive, name);
        }

        (await venues.Owner.GetStringAsync(report)).ShouldContain(TwoVenues.Marker);
    }
}
