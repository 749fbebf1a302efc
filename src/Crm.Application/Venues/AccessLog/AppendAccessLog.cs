using System.Net;
using Crm.Application.Common;
using Crm.Domain.Common;
using Crm.Domain.Venues;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Venues.AccessLog;

/// <summary>Lines as the hotspot gives them, in the order in which they are chained.</summary>
public sealed record AppendAccessLog(Guid VenueId, IReadOnlyList<AccessSessionData> Entries)
    : IRequest<AppendedAccessLog>;

/// <param name="Identity">Name, phone or reference of an identity document, as the hotspot knows the guest.</param>
/// <param name="AssignedAddress">The address inside the venue's network.</param>
/// <param name="PublicAddress">The address as the internet saw it.</param>
/// <param name="PublicPortFrom">The first of the ports that were this device's, where many share the address.</param>
public sealed record AccessSessionData(
    string Identity,
    string AssignedAddress,
    DateTimeOffset SessionFrom,
    string? MacAddress = null,
    string? PublicAddress = null,
    int? PublicPortFrom = null,
    int? PublicPortTo = null,
    DateTimeOffset? SessionTo = null
);

/// <param name="Entries">How many lines that day has now.</param>
/// <param name="Hash">Of the last line, in hex.</param>
public sealed record AppendedAccessLog(int Accepted, DateOnly Day, int Entries, string Hash);

internal sealed class AppendAccessLogValidator : AbstractValidator<AppendAccessLog>
{
    private const int Most = 1000;

    public AppendAccessLogValidator()
    {
        RuleFor(request => request.Entries)
            .Must(entries => entries is { Count: >= 1 and <= Most })
            .WithErrorCode("entries_count");
        RuleForEach(request => request.Entries)
            .NotNull()
            .SetValidator(new AccessSessionValidator())
            .When(request => request.Entries is { Count: <= Most });
    }
}

internal sealed class AccessSessionValidator : AbstractValidator<AccessSessionData>
{
    public AccessSessionValidator()
    {
        RuleFor(entry => entry.Identity).NotEmpty();
        RuleFor(entry => entry.Identity).IsVenueText(200);
        RuleFor(entry => entry.AssignedAddress).Must(IsAddress).WithErrorCode("ip_address");
        RuleFor(entry => entry.PublicAddress)
            .Must(address => address is null || IsAddress(address))
            .WithErrorCode("ip_address");
        RuleFor(entry => entry.MacAddress)
            .Must(mac => mac is null || MacAddress.Parse(mac) is not null)
            .WithErrorCode("mac_unreadable");
        RuleFor(entry => entry.PublicPortFrom).Must(IsPort).WithErrorCode("port_range");
        RuleFor(entry => entry.PublicPortTo)
            .Must((entry, to) => IsPort(to) && (to is null || entry.PublicPortFrom <= to))
            .WithErrorCode("port_range");
        RuleFor(entry => entry.SessionTo)
            .Must((entry, to) => to is null || entry.SessionFrom <= to)
            .WithErrorCode("session_order");
    }

    private static bool IsAddress(string? text) => text is { Length: <= 64 } && IPAddress.TryParse(text, out _);

    private static bool IsPort(int? port) => port is null or >= 1 and <= 65535;
}

internal sealed class AppendAccessLogHandler(IVenuesDb db, IAccessLogStore store)
    : IRequestHandler<AppendAccessLog, AppendedAccessLog>
{
    public async Task<AppendedAccessLog> Handle(AppendAccessLog request, CancellationToken cancellationToken)
    {
        await db.RequireVenueAsync(request.VenueId, cancellationToken);
        var day = await store.AppendAsync(request.VenueId, [.. request.Entries.Select(Session)], cancellationToken);

        return new(request.Entries.Count, day.Day, day.Entries, Convert.ToHexStringLower(day.Hash));
    }

    private static AccessSession Session(AccessSessionData entry) =>
        new(
            CleanText.Of(entry.Identity)!,
            MacAddress.Parse(entry.MacAddress)?.Value,
            Address(entry.AssignedAddress)!,
            Address(entry.PublicAddress),
            entry.PublicPortFrom,
            entry.PublicPortTo,
            entry.SessionFrom,
            entry.SessionTo
        );

    private static string? Address(string? text) => text is null ? null : IPAddress.Parse(text).ToString();
}

internal static class AccessLogVenue
{
    public static async Task RequireVenueAsync(this IVenuesDb db, Guid venueId, CancellationToken cancellationToken)
    {
        if (!await db.Venues.AnyAsync(venue => venue.Id == venueId, cancellationToken))
        {
            throw new NotFoundException("Venue");
        }
    }
}
