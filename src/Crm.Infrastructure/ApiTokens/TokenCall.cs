namespace Crm.Infrastructure.ApiTokens;

/// <summary>What a request turns out to be about, for the statistics of the token that makes it.</summary>
internal sealed class TokenCall
{
    /// <summary>The venue that it named; empty for none.</summary>
    public Guid VenueId { get; set; }
}
