using Crm.Domain.Common;

namespace Crm.Domain.Leads.Proof;

/// <summary>What a provider has of one form and day (UTC), and whether all of it is here. Test leads are never counted.</summary>
public sealed class Reconciliation : ITenantOwned
{
    public const string Proven = "proven";
    public const string Gap = "gap";
    public const string Unprovable = "unprovable";

    private const int MostHoles = 50;

    private Reconciliation() { }

    public TenantId TenantId { get; private set; }
    public Guid AccountId { get; private set; }
    public string FormId { get; private set; } = null!;
    public DateOnly Day { get; private set; }
    public int ProviderCount { get; private set; }
    public int OurCount { get; private set; }
    public string State { get; private set; } = null!;
    public string? Reason { get; private set; }

    /// <summary>What the provider has and we have not, each with its reason.</summary>
    public IReadOnlyList<MissingLead> Missing { get; private set; } = [];

    /// <summary>Every time that something was found to be missing, oldest first.</summary>
    public IReadOnlyList<Hole> Holes { get; private set; } = [];
    public DateTimeOffset CheckedAt { get; private set; }

    /// <summary>Given by the database, anew with every change of the row.</summary>
    public uint Version { get; private set; }

    public static Reconciliation Create(TenantId tenantId, Guid accountId, string formId, DateOnly day) =>
        new()
        {
            TenantId = tenantId,
            AccountId = accountId,
            FormId = formId,
            Day = day,
        };

    /// <param name="found">How many were missing before they were fetched, without those that may still be on their way.</param>
    public void Check(
        int providerCount,
        int ourCount,
        int found,
        IReadOnlyList<MissingLead> missing,
        DateTimeOffset now
    )
    {
        ProviderCount = providerCount;
        OurCount = ourCount;
        Missing = missing;
        var open = missing.Count(lead => lead.Reason != MissingLead.Erased);
        State = open > 0 ? Gap : Proven;
        Reason = null;
        CheckedAt = now;
        Remember(found, open, isProven: true, now);
    }

    /// <summary>The provider failed midway: what was found is remembered, and nothing is proven.</summary>
    /// <param name="open">How many of those found could not be stored.</param>
    public void Interrupt(int providerCount, int ourCount, int found, int open, DateTimeOffset now)
    {
        if (State is null || open > 0)
        {
            (ProviderCount, OurCount) = (providerCount, ourCount);
            (State, Reason) = (Unprovable, "interrupted");
            CheckedAt = now;
        }

        Remember(found, open, isProven: false, now);
    }

    private void Remember(int found, int open, bool isProven, DateTimeOffset now)
    {
        var holes = Holes.ToList();
        var last = holes.Count > 0 && holes[^1].ClosedAt is null ? holes[^1] : null;
        // What was still missing when the hole was last looked at is found again now.
        var missing = last is null ? found : last.Missing + Math.Max(0, found - (last.Missing - last.Closed));
        if (missing == 0)
        {
            return;
        }

        var hole = new Hole(
            last?.FoundAt ?? now,
            missing,
            Math.Max(0, missing - open),
            isProven && open == 0 ? now : null
        );
        Holes = [.. (last is null ? holes : holes[..^1]).Append(hole).TakeLast(MostHoles)];
    }
}

/// <param name="Reason"><c>not_received</c>, <c>unreadable</c>, or <c>erased</c>: on the person's own demand, and no gap.</param>
public sealed record MissingLead(string ExternalId, string Reason)
{
    public const string NotReceived = "not_received";
    public const string Unreadable = "unreadable";
    public const string Erased = "erased";
}

/// <param name="Missing">How many had not arrived when it was found.</param>
/// <param name="Closed">How many of them a pull has brought since.</param>
/// <param name="ClosedAt">Null: still open.</param>
public sealed record Hole(DateTimeOffset FoundAt, int Missing, int Closed, DateTimeOffset? ClosedAt);
