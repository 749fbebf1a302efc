using Crm.Domain.Common;

namespace Crm.Domain.Venues;

/// <summary>A place of the customer: a hotel, a café, a shop.</summary>
public sealed class Venue : ITenantOwned, IVersioned
{
    /// <summary>What Turkish law 5651 asks of whoever gives strangers access to the internet: two years.</summary>
    public const int DefaultAccessLogRetentionDays = 730;

    public const int LeastAccessLogRetentionDays = 365;
    public const int MostAccessLogRetentionDays = 3650;

    private Venue() { }

    public TenantId TenantId { get; private set; }
    public Guid Id { get; private set; }
    public string Name { get; private set; } = null!;

    /// <summary>The customer's own number of it; unique in the tenant and accepted wherever its id is.</summary>
    public string? ExternalId { get; private set; }
    public string? TimeZone { get; private set; }
    public string? Address { get; private set; }
    public int AccessLogRetentionDays { get; private set; } = DefaultAccessLogRetentionDays;
    public DateTimeOffset CreatedAt { get; private set; }
    public DateTimeOffset UpdatedAt { get; private set; }
    public uint Version { get; private set; }

    public static Venue Create(
        TenantId tenantId,
        string name,
        string? externalId,
        string? address,
        DateTimeOffset now,
        string? timeZone = null,
        int? accessLogRetentionDays = null
    ) =>
        new()
        {
            TenantId = tenantId,
            Id = Guid.CreateVersion7(now),
            Name = name,
            ExternalId = externalId,
            TimeZone = timeZone,
            Address = address,
            AccessLogRetentionDays = accessLogRetentionDays ?? DefaultAccessLogRetentionDays,
            CreatedAt = now,
            UpdatedAt = now,
        };

    /// <summary>Null leaves a member as it is, empty text clears it.</summary>
    public void Change(
        string? name,
        string? externalId,
        string? timeZone,
        string? address,
        int? accessLogRetentionDays,
        DateTimeOffset now
    )
    {
        Name = CleanText.Of(name) ?? Name;
        ExternalId = Changed(ExternalId, externalId);
        TimeZone = Changed(TimeZone, timeZone);
        Address = Changed(Address, address);
        AccessLogRetentionDays = accessLogRetentionDays ?? AccessLogRetentionDays;
        UpdatedAt = now;
    }

    private static string? Changed(string? known, string? given) => given is null ? known : CleanText.Of(given);
}
