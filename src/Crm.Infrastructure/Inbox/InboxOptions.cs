using Crm.Infrastructure.Configuration;
using Microsoft.Extensions.Configuration;

namespace Crm.Infrastructure.Inbox;

/// <param name="Lanes">Workers in this process.</param>
/// <param name="Lease">How long an event belongs to the worker that took it; after a crash it is taken again when this is over.</param>
/// <param name="QuarantinePerAddress">Refused deliveries kept for one webhook address.</param>
/// <param name="QuarantinePerSource">Of these, from one sender.</param>
internal sealed record InboxOptions(int Lanes, TimeSpan Lease, int QuarantinePerAddress, int QuarantinePerSource)
{
    public const string Topic = "inbox";
    public const int MaxAttempts = 8;
    public const int MaxBody = 4 * 1024 * 1024;
    public const int MaxQuarantinedBody = 256 * 1024;
    public static readonly TimeSpan QuarantineAge = TimeSpan.FromDays(7);
    public static readonly TimeSpan BodyAge = TimeSpan.FromDays(7);

    public static InboxOptions From(IConfiguration configuration) =>
        new(
            configuration.Number("CRM_INBOX_LANES", 3, least: 1, most: 32),
            TimeSpan.FromSeconds(configuration.Number("CRM_INBOX_LEASE_SECONDS", 60, least: 1, most: 3_600)),
            configuration.Number("CRM_QUARANTINE_PER_ADDRESS", 2_000, least: 1, most: 100_000),
            configuration.Number("CRM_QUARANTINE_PER_SOURCE", 500, least: 1, most: 100_000)
        );
}
