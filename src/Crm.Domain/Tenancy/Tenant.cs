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
    public DateTimeOffset? UpdatedAt { get; private set; }
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

    /// <summary>What is left out stays as it is.</summary>
    public void Change(TenantChanges changes, DateTimeOffset now)
    {
        Name = changes.Name ?? Name;
        Locale = changes.Locale ?? Locale;
        TimeZone = changes.TimeZone ?? TimeZone;
        Country = changes.Country ?? Country;
        Currency = changes.Currency ?? Currency;
        UpdatedAt = now;
    }

    /// <summary>
    /// Something changed that is decided about the tenant as a whole, such as who owns it: of two who decide at once, the
    /// version of this row lets one through.
    /// </summary>
    public void Touch(DateTimeOffset now) => UpdatedAt = now;
}

public sealed record TenantChanges(
    string? Name = null,
    string? Locale = null,
    string? TimeZone = null,
    string? Country = null,
    string? Currency = null
);
