using Crm.Domain.Common;

namespace Crm.Domain.Tenancy;

/// <summary>A customer: one company and everything that is its own.</summary>
public sealed class Tenant : ITenantOwned, IVersioned
{
    private Tenant() { }

    public TenantId TenantId { get; private set; }
    public string Name { get; private set; } = null!;

    /// <summary>One of <c>en</c>, <c>tr</c>, <c>ar</c>.</summary>
    public string Locale { get; private set; } = null!;

    /// <summary>An IANA name.</summary>
    public string TimeZone { get; private set; } = null!;

    /// <summary>ISO 3166 alpha-2; telephone numbers without a prefix are read as this country's.</summary>
    public string Country { get; private set; } = null!;

    public string Currency { get; private set; } = null!;
    public DateTimeOffset CreatedAt { get; private set; }
    public uint Version { get; private set; }

    public static Tenant Create(string name, string locale, string timeZone, string country, DateTimeOffset now) =>
        new()
        {
            TenantId = TenantId.New(),
            Name = name,
            Locale = locale,
            TimeZone = timeZone,
            Country = country,
            Currency = Countries.CurrencyOf(country),
            CreatedAt = now,
        };
}
