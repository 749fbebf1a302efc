namespace Crm.Application.Common;

/// <param name="Only">Null: every venue of the tenant, and what has none.</param>
public sealed record VenueScope(IReadOnlyList<Guid>? Only)
{
    /// <summary>The query filter that hides from a limited caller what is not theirs.</summary>
    public const string Filter = "venues";

    public static readonly VenueScope All = new(Only: null);

    public bool IsLimited => Only is not null;

    public bool Covers(Guid? venueId) => Only is null || (venueId is { } id && Only.Contains(id));
}
